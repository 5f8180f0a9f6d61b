import { describe, expect, it } from "vitest";
import { classifySettings } from "./classify";
import { factsFor } from "./facts";
import type { KnownChange } from "./knowledge";
import { change, setting, smallProduct } from "./knowledge.fixture";
import type { Setting } from "./setting";

const classify = (settings: readonly Setting[], changes: readonly KnownChange[] = [], to = "3.0") =>
  classifySettings(settings, factsFor(smallProduct(changes), "1.0", to));
const one = (key: string, value: Setting["value"], changes: readonly KnownChange[] = []) =>
  classify([setting(key, value)], changes)[0];

describe("what becomes of a setting", () => {
  it("that differs from the old default is carried", () => {
    expect(one("server.port", 81)).toMatchObject({
      class: "carried",
      standard: 80,
      targets: [{ key: "server.port", value: 81 }],
    });
  });

  it("that says what the old default says is left to the default, as text or as number", () => {
    expect(one("server.port", "80")).toMatchObject({ class: "defaulted", targets: [] });
  });

  it("that says what the template says is left to the default, unless the target's is known to be another", () => {
    expect(one("page.size", 10)).toMatchObject({ class: "defaulted", weak: true });
    expect(one("page.level", "low")).toMatchObject({ class: "carried", targets: [{ value: "low" }] });
  });

  it("that nothing names is unknown, and carried as it is", () => {
    expect(one("own.thing", true)).toMatchObject({
      class: "unknown",
      targets: [{ key: "own.thing", value: true }],
    });
  });

  it("under a second name goes on under the first, or is its default", () => {
    expect(one("short", "y")).toMatchObject({
      class: "renamed",
      alias: true,
      targets: [{ key: "long.name" }],
    });
    expect(one("short", "x")).toMatchObject({ class: "defaulted" });
  });

  it("that became two goes on as both", () => {
    expect(one("both", 1)?.targets.map(({ key }) => key)).toEqual(["left.port", "right.port"]);
  });

  it("is followed through the renames of every crossed release", () => {
    const changes = [
      change({ kind: "renamed", key: "b.x", to: "c.x", after: "2.0", by: "3.0" }),
      change({ kind: "renamed", key: "a.x", to: "b.x" }),
    ];
    expect(one("a.x", 1, changes)).toMatchObject({ class: "renamed", targets: [{ key: "c.x" }] });
    expect(classify([setting("a.x", 1)], changes, "2.0")[0]).toMatchObject({ targets: [{ key: "b.x" }] });
  });

  it("keeps the element it belongs to when its list is renamed", () => {
    const changes = [change({ kind: "renamed", key: "old[].x", to: "new.list[].y" })];
    expect(one("old[Default].x", 1, changes)?.targets).toMatchObject([{ key: "new.list[Default].y" }]);
  });

  it("ends when renames go round in circles", () => {
    const changes = [
      change({ kind: "renamed", key: "a", to: "b" }),
      change({ kind: "renamed", key: "b", to: "a" }),
    ];
    expect(one("a", 1, changes)?.targets).toHaveLength(1);
  });

  it("under a removed table is dropped, whatever it says", () => {
    const removed = [change({ kind: "removed", key: "server.**" })];
    expect(one("server.port", 80, removed)).toMatchObject({
      class: "dropped",
      targets: [],
      removed: { note: "Note." },
    });
  });

  it("gets the new name of its value", () => {
    const changes = [change({ kind: "value_renamed", key: "own.class", value: "old.A", newValue: "new.A" })];
    expect(one("own.class", "old.A", changes)?.targets).toMatchObject([{ value: "new.A" }]);
    expect(one("own.class", "mine", changes)?.targets).toMatchObject([{ value: "mine" }]);
  });

  it("that counts up is raised by one", () => {
    expect(one("own.count", 4, [change({ kind: "increment", key: "own.count" })])?.targets).toMatchObject([
      { value: 5 },
    ]);
  });

  it("that is secret is never compared with a default", () => {
    const secret = setting("server.mode", "slow", { kind: "plain", alias: null });
    expect(classify([secret])[0]).toMatchObject({ class: "carried", standard: null });
  });
});

describe("a list of tables", () => {
  const rows = [
    setting("list.of.tables[a].name", "a"),
    setting("list.of.tables[a].on", true),
    setting("list.of.tables[b].name", "b"),
  ];

  it("that is the default as a whole is left to the default", () => {
    const classes = classify([...rows, setting("list.of.tables[b].on", false)]).map((row) => row.class);
    expect(classes).toEqual(["defaulted", "defaulted", "defaulted", "defaulted"]);
  });

  it("that differs in one place is carried as a whole, since the target replaces lists", () => {
    const classes = classify([...rows, setting("list.of.tables[b].on", true)]).map((row) => row.class);
    expect(classes).toEqual(["carried", "carried", "carried", "carried"]);
  });
});

describe("a setting of an old file", () => {
  const moved = (
    value: string,
    targets: NonNullable<Setting["moved"]>["targets"],
    reason: string | null = null,
  ): Setting => ({
    ...setting("old.xml:/a", value),
    moved: {
      targets,
      dropped: reason === null ? null : { reason, source: "guide" },
      note: null,
      source: "guide",
    },
  });
  const to = (key: string, value: Setting["value"], appends = false) => ({ key, value, appends });

  it("goes on under its new key, unless that is the default anyway", () => {
    expect(classify([moved("81", [to("server.port", 81)])])[0]).toMatchObject({ class: "renamed" });
    expect(classify([moved("80", [to("server.port", 80)])])[0]).toMatchObject({ class: "defaulted" });
  });

  it("without a place is dropped with its reason, or unknown when none is known", () => {
    expect(classify([moved("1", [], "No more.")])[0]).toMatchObject({ class: "dropped" });
    expect(classify([moved("1", [])])[0]).toMatchObject({ class: "unknown", targets: [] });
    expect(classify([moved("", [])])[0]).toMatchObject({ class: "defaulted" });
  });
});
