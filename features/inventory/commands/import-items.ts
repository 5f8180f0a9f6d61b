import type { NewEvent } from "@/domain/event";
import { type ItemState, itemStateNames } from "@/domain/inventory";
import { decision, movement } from "@/domain/item-change";
import { isEdited } from "@/domain/item-sheet-plan";
import type { RowEdits } from "@/domain/item-sheet-row";
import { refuse, type Verdict } from "@/domain/verdict";
import { upgradeCommand } from "@/lib/command";
import { conflict, refused } from "@/lib/errors";
import { addedEvent, type NewItem, nextItemNumber, storeItems } from "@/lib/inventory";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import { importItemsInput, importItemsOutput, previewItemsInput, previewItemsOutput } from "../schema";
import { type ComparedSheet, changesOf, compareSheet } from "./sheet-compare";
import { readSheetFile } from "./sheet-file";
import { storeRevisions, storeStandings } from "./sheet-store";

const rowsOf = (refusals: readonly { line: number }[]) => new Set(refusals.map(({ line }) => line)).size;

/** Says what a table of items would do, row by row. Nothing is changed. */
export const previewItems = upgradeCommand({
  name: "item.previewImport",
  summary: "Try an import of inventory items: what each row would add, change or be refused for",
  method: "POST",
  path: "/upgrades/{upgrade}/inventory/kinds/{kind}/import/preview",
  unaudited: "a preview changes nothing",
  input: previewItemsInput,
  output: previewItemsOutput,
  prepare: readSheetFile,
  run: async ({ tx, upgrade, prepared: sheet }, input) => {
    const compared = await compareSheet(tx, upgrade.id, input.kind, sheet);
    const { plan, matched, digest, items } = compared;
    return {
      output: {
        fileName: sheet.fileName,
        format: sheet.format,
        reading: sheet.reading,
        otherSheets: [...sheet.otherSheets],
        columns: matched.columns.flatMap((column, at) =>
          column ? [{ heading: sheet.header[at] ?? "", as: column.heading }] : [],
        ),
        ignored: matched.ignored.map(({ at, heading, why }) => ({ column: at + 1, heading, why })),
        rows: sheet.rows.length,
        digest,
        add: plan.add.map(({ line, title, code, edits }) => ({
          line,
          title,
          says: [
            ...(code ? [`nothing here is called ${code}: it gets a code of its own`] : []),
            ...decided(compared, edits),
          ],
        })),
        change: plan.change.map(({ line, id, code, title, edits }) => {
          const was = items.get(id);
          const edited = was ? changesOf(compared, was, edits) : [];
          const says = edited.map((change) => `${change.field}: ${short(change.was)} → ${short(change.is)}`);
          return { line, code, title, says: [...says, ...decided(compared, edits)] };
        }),
        unchanged: plan.unchanged.length,
        refusedRows: rowsOf(plan.refused),
        refused: [...plan.refused],
      },
      touched: [],
      events: [],
    };
  },
});

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

/** Verdict and states of a row in words. */
function decided({ kind, places }: ComparedSheet, { verdict, states }: RowEdits): string[] {
  const label = kind.verdicts.find(({ value }) => value === verdict?.value)?.label;
  return [
    ...(verdict ? [`decided: ${label}${verdict.reason ? ` (${short(verdict.reason)})` : ""}`] : []),
    ...states.map(
      ({ environmentId, is }) =>
        `${places.find(({ id }) => id === environmentId)?.name}: ${itemStateNames[is]}`,
    ),
  ];
}

/** Does what a table of items says: adds, changes, decides and moves, in one piece. */
export const importItems = upgradeCommand({
  name: "item.import",
  summary: "Import items of an inventory from CSV or XLSX",
  method: "POST",
  path: "/upgrades/{upgrade}/inventory/kinds/{kind}/import",
  creates: true,
  input: importItemsInput,
  output: importItemsOutput,
  prepare: readSheetFile,
  run: async ({ tx, now, newId, upgrade, actor, prepared: sheet }, { kind: kindId, digest, skipRefused }) => {
    const compared = await compareSheet(tx, upgrade.id, kindId, sheet);
    const { kind, slug, plan, items } = compared;
    if (digest !== undefined && digest !== compared.digest)
      throw conflict(`the list of ${kind.title.toLowerCase()}`, { digest: compared.digest });
    const refusedRows = rowsOf(plan.refused);
    if (refusedRows > 0 && !skipRefused) throw rowsRefused(plan.refused);
    if (plan.add.length + plan.change.length === 0)
      throw refused([
        {
          code: "unchanged",
          message: "The file changes nothing: every item in it is here already, just so.",
        },
      ]);

    const first = await nextItemNumber(tx, upgrade.id, kind.letters);
    const added = plan.add.map(
      ({ key, title, edits }, index): NewItem => ({
        id: newId(),
        code: `${kind.letters}-${first + index}`,
        key,
        title,
        level: edits.level ?? kind.level,
        verdict: edits.verdict?.value ?? null,
        verdictReason: edits.verdict?.reason ?? "",
        fields: edits.fields,
        note: edits.note ?? "",
        findings: [],
        source: { kind: "file", name: sheet.fileName, at: now.toISOString() },
        environmentIds: [],
        ownerId: edits.ownerId ?? null,
        dueAt: edits.dueAt === undefined ? null : new Date(edits.dueAt),
      }),
    );
    if (added.length > 0) await storeItems(tx, upgrade, kind, slug, now, added);
    const events: NewEvent[] = [];
    const standings: { itemId: string; environmentId: string; state: ItemState; reason: string }[] = [];
    /** Verdict and states of one item, judged as if done by hand. */
    const settleRow = (
      item: Pick<NewItem, "id" | "code" | "title" | "environmentIds" | "verdict" | "verdictReason">,
      { verdict, states }: RowEdits,
    ) => {
      if (verdict) events.push(eventOf(decision(kind, item, verdict.value, verdict.reason)));
      for (const { environmentId, was, is, reason } of states) {
        const place = compared.places.find(({ id }) => id === environmentId);
        events.push(
          eventOf(
            place
              ? movement(kind, item, place, was, is, reason)
              : refuse("not_here", `${item.code} has no environment.`),
          ),
        );
        standings.push({ itemId: item.id, environmentId, state: is, reason });
      }
    };
    added.forEach((item, index) => {
      events.push(addedEvent(kind, item));
      const edits = plan.add[index]?.edits;
      if (edits) settleRow({ ...item, verdict: null, verdictReason: "" }, edits);
    });
    const revised = plan.change.flatMap(({ id, title, edits }) => {
      const was = items.get(id);
      if (!was) return [];
      if (isEdited(edits))
        events.push({
          type: "item.edited",
          subject: { type: "inventory_item", id },
          data: { code: was.code, title, changes: changesOf(compared, was, edits) },
        });
      settleRow({ ...was, title }, edits);
      return [{ was, edits }];
    });
    await storeRevisions(tx, revised);
    await storeStandings(tx, standings, now, actor.id);

    const owned = [
      ...added.map(({ code, ownerId }) => ({ code, ownerId })),
      ...revised.map(({ was, edits }) => ({ code: was.code, ownerId: edits.ownerId })),
    ];
    const { fileName, sha256 } = sheet;
    const counts = { added: added.length, changed: revised.length };
    return {
      output: {
        ...counts,
        decided: [...plan.add, ...plan.change].filter(({ edits }) => edits.verdict).length,
        moved: standings.length,
        unchanged: plan.unchanged.length,
        refused: refusedRows,
      },
      events: [
        {
          type: "items.imported",
          subject: { type: "upgrade", id: upgrade.id },
          data: { fileName, sha256, kind: kind.noun, ...counts },
        },
        ...events,
      ],
      notices: handedOver(upgrade.key, owned),
    };
  },
});

/** What was judged when the rows were compared is judged the same a moment later. */
function eventOf(judged: Verdict<{ event: NewEvent }>): NewEvent {
  if (!judged.ok) throw refused(judged.refusals);
  return judged.event;
}

/** How many refused rows an answer names; all of them are counted, and the preview has every one. */
const named = 50;

function rowsRefused(refusals: ComparedSheet["plan"]["refused"]) {
  const said = refusals.slice(0, named).map(({ line, column, reason }) => ({
    code: "row_refused",
    message: `Row ${line}${column === null ? "" : `, ${column}`}: ${reason}`,
  }));
  const more = refusals.length - said.length;
  return refused(
    more > 0
      ? [...said, { code: "row_refused", message: `And ${more} more; the preview names them.` }]
      : said,
  );
}

/** One notice for each person who has more to do now. */
function handedOver(
  upgrade: string,
  owned: readonly { code: string; ownerId: string | null | undefined }[],
): Notice[] {
  const codes = new Map<string, string[]>();
  for (const { code, ownerId } of owned)
    if (ownerId) codes.set(ownerId, [...(codes.get(ownerId) ?? []), code]);
  return [...codes].map(([to, [code = "", ...more]]) => ({
    kind: "assigned",
    to: [to],
    title: more.length === 0 ? `You own ${code}` : `You own ${more.length + 1} more inventory items`,
    href: more.length === 0 ? paths.inventoryItem(upgrade, code) : paths.inventory(upgrade),
  }));
}
