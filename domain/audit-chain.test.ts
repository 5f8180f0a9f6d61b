import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChainedRow, chainMaterial, createChainVerifier, verifyChain } from "./audit-chain";
import { canonicalJson } from "./canonical";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

function chain(length: number): ChainedRow[] {
  const rows: ChainedRow[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const event = {
      chain: "up1",
      seq,
      at: new Date(1_790_000_000_000 + seq * 1000).toISOString(),
      actor: { id: "ines", name: "Ines", roles: ["engineer"] },
      type: "step.finished",
      subject: { type: "step", id: `s${seq % 7}`, environmentId: "dev" },
      data: { code: `D-${seq}`, title: "Compare counts", minutes: seq },
      previousHash: rows.at(-1)?.hash ?? "",
    };
    rows.push({ ...event, hash: hash(chainMaterial(event)) });
  }
  return rows;
}

const rows = chain(12);
const head = { seq: 12, hash: rows[11]?.hash ?? "" };
const verify = (list: ChainedRow[], end = head) => verifyChain("up1", list, hash, end);
const edited = (place: number, change: Partial<ChainedRow>, rehash = false) =>
  rows.map((row, index) => {
    if (index !== place) return row;
    const altered = { ...row, ...change };
    return rehash ? { ...altered, hash: hash(chainMaterial(altered)) } : altered;
  });
const renumbered = (list: ChainedRow[]) => list.map((row, index) => ({ ...row, seq: index + 1 }));

describe("a chain of history", () => {
  it("hashes the canonical JSON of the whole row but its hash", () => {
    const events = fc.record({
      chain: fc.string(),
      seq: fc.nat(),
      at: fc.string(),
      actor: fc.record({
        id: fc.option(fc.string()),
        name: fc.string({ unit: "grapheme" }),
        roles: fc.array(fc.string()),
      }),
      type: fc.string(),
      subject: fc.record({ type: fc.string(), id: fc.string(), environmentId: fc.option(fc.string()) }),
      data: fc.jsonValue(),
      previousHash: fc.string(),
    });
    fc.assert(
      fc.property(events, (event) => {
        expect(chainMaterial(event)).toBe(canonicalJson(event));
      }),
    );
  });

  it("verifies as written, also in portions and when empty", () => {
    expect(verify(rows)).toBeNull();
    expect(verifyChain("up1", [], hash, { seq: 0, hash: "" })).toBeNull();
    const later = createChainVerifier("up1", hash, { seq: 5, hash: rows[4]?.hash ?? "" });
    for (const row of rows.slice(5)) later.next(row);
    expect(later.finish(head)).toBeNull();
  });

  it("names an edited row, whatever was edited", () => {
    const changes: Partial<ChainedRow>[] = [
      { at: "2026-01-01T00:00:00.000Z" },
      { actor: { id: "ines", name: "Omar", roles: ["engineer"] } },
      { actor: { id: "ines", name: "Ines", roles: [] } },
      { type: "step.started" },
      { subject: { type: "step", id: "s5", environmentId: "prod" } },
      { data: { code: "D-5", title: "Compare counts", minutes: 6 } },
      { previousHash: rows[5]?.hash ?? "" },
      { hash: rows[5]?.hash ?? "" },
    ];
    for (const change of changes) {
      expect(verify(edited(4, change))).toMatchObject({ kind: "edited", seq: 5 });
    }
    expect(verify(edited(4, changes[0] ?? {}))?.message).toBe(
      "Event 5 was edited: its content does not fit its hash.",
    );
  });

  it("names an edited row whose hash was computed again", () => {
    expect(verify(edited(4, { type: "step.started" }, true))).toMatchObject({ kind: "edited", seq: 5 });
    expect(verify(edited(11, { type: "step.started" }, true))).toMatchObject({ kind: "wrong_head", seq: 12 });
  });

  it("names removed rows", () => {
    const one = verify(rows.filter(({ seq }) => seq !== 5));
    expect(one).toMatchObject({
      kind: "removed",
      seq: 5,
      message: "Event 5 was removed: event 6 follows event 4.",
    });
    expect(verify(rows.filter(({ seq }) => seq < 5 || seq > 7))?.message).toBe(
      "Events 5 to 7 were removed: event 8 follows event 4.",
    );
    expect(verify(rows.slice(1))).toMatchObject({ kind: "removed", seq: 1 });
    expect(verify(rows.slice(0, 10))).toMatchObject({ kind: "wrong_head", seq: 11 });
    expect(verify([])).toMatchObject({ kind: "wrong_head", seq: 1 });
  });

  it("names an inserted row, written again or renumbered", () => {
    const twice = [...rows.slice(0, 5), rows[4] as ChainedRow, ...rows.slice(5)];
    expect(verify(twice)).toMatchObject({ kind: "inserted", seq: 5 });
    const forged = {
      ...(rows[4] as ChainedRow),
      seq: 6,
      previousHash: rows[4]?.hash ?? "",
      type: "step.skipped",
    };
    const fitting = { ...forged, hash: hash(chainMaterial(forged)) };
    const list = renumbered([...rows.slice(0, 5), fitting, ...rows.slice(5)]);
    expect(verify(list)).toMatchObject({ kind: "inserted", seq: 6 });
    const added = { ...fitting, seq: 13, previousHash: head.hash };
    expect(verify([...rows, { ...added, hash: hash(chainMaterial(added)) }])).toMatchObject({
      kind: "wrong_head",
      seq: 13,
    });
  });

  it("names swapped rows, in the order of a file or by their numbers", () => {
    const swapped = [...rows];
    [swapped[3], swapped[8]] = [rows[8] as ChainedRow, rows[3] as ChainedRow];
    expect(verify(swapped)).toMatchObject({ kind: "swapped", seq: 9 });
    expect(verify(renumbered(swapped))).toMatchObject({ kind: "swapped", seq: 4 });
  });

  it("names a row of another chain", () => {
    expect(verify(edited(4, { chain: "up2" }))).toMatchObject({ kind: "foreign", seq: 5 });
  });

  it("never verifies after any single removal, doubling, swap or edit", () => {
    const place = fc.nat(11);
    fc.assert(
      fc.property(
        place,
        place,
        fc.constantFrom("remove", "double", "swap", "edit"),
        fc.boolean(),
        (a, b, what, renumber) => {
          const list: ChainedRow[] = [...rows];
          const row = rows[a] as ChainedRow;
          if (what === "remove") list.splice(a, 1);
          if (what === "double") list.splice(a, 0, row);
          if (what === "swap") [list[a], list[b]] = [rows[b] as ChainedRow, row];
          if (what === "edit") list[a] = { ...row, data: { ...(row.data as object), extra: b } };
          const touched = what !== "swap" || a !== b;
          expect(verify(renumber ? renumbered(list) : list) !== null).toBe(touched);
        },
      ),
    );
  });

  it("of 100,000 events is verified within 2 seconds", { timeout: 60_000 }, () => {
    const long = chain(100_000);
    // Processor time: a machine busy with other tests is not slower at this.
    const start = process.cpuUsage();
    expect(verifyChain("up1", long, hash, { seq: 100_000, hash: long.at(-1)?.hash ?? "" })).toBeNull();
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
  });
});
