import { describe, expect, it } from "vitest";
import { adviseOn } from "./advice";
import { classifySettings } from "./classify";
import { factsFor } from "./facts";
import type { KnownChange } from "./knowledge";
import { change, setting, smallProduct } from "./knowledge.fixture";
import type { Setting } from "./setting";

const advise = (settings: readonly Setting[], changes: readonly KnownChange[] = [], to = "3.0") => {
  const facts = factsFor(smallProduct(changes), "1.0", to);
  return adviseOn(classifySettings(settings, facts), facts);
};

describe("what an upgrade asks for beyond the settings that are there", () => {
  it("defaults that changed, where the files leave them to the default", () => {
    expect(advise([])).toContainEqual(
      expect.objectContaining({
        rule: "default_changed",
        key: "server.mode",
        from: "slow",
        to: "fast",
        level: "attention",
      }),
    );
    expect(advise([setting("server.mode", "own")]).map(({ key }) => key)).not.toContain("server.mode");
  });

  it("the change of a default that the files said aloud, since it is not carried", () => {
    expect(advise([setting("server.mode", "slow")]).map(({ key }) => key)).toContain("server.mode");
  });

  it("defaults that are gone, as something to know", () => {
    expect(advise([])).toContainEqual(expect.objectContaining({ key: "gone.key", to: null, level: "info" }));
  });

  it("keys newly needed, unless they are set", () => {
    const changes = [change({ kind: "required", key: "need.it", proposes: 1 })];
    expect(advise([], changes)).toContainEqual(
      expect.objectContaining({ rule: "new_required", key: "need.it", proposes: 1 }),
    );
    expect(advise([setting("need.it", 2)], changes).filter(({ rule }) => rule === "new_required")).toEqual(
      [],
    );
  });

  it("nothing of releases that are not crossed", () => {
    const changes = [change({ kind: "required", key: "need.it", after: "2.0", by: "3.0" })];
    expect(advise([], changes, "2.0").map(({ key }) => key)).not.toContain("need.it");
  });

  it("a key for each setting that asks for one", () => {
    const when = { key: "database.*.url", matches: "^jdbc:pg" };
    const changes = [change({ kind: "required", key: "database.*.driver", when })];
    const settings = [
      setting("database.a.url", "jdbc:pg:x"),
      setting("database.b.url", "jdbc:other"),
      setting("database.c.url", "jdbc:pg:y"),
      setting("database.c.driver", "d"),
    ];
    const keys = advise(settings, changes).filter(({ rule }) => rule === "new_required");
    expect(keys.map(({ key }) => key)).toEqual(["database.a.driver"]);
  });

  it("a value made of what the files name", () => {
    const changes = [change({ kind: "required", key: "labels", proposesFrom: "gateway[].name" })];
    const named = advise([setting("gateway[a].name", "a"), setting("gateway[b].name", "b")], changes);
    expect(named).toContainEqual(expect.objectContaining({ key: "labels", proposes: ["a", "b"] }));
    expect(advise([], changes)).toContainEqual(expect.objectContaining({ key: "labels", proposes: null }));
  });

  it("nothing where another table takes care of it", () => {
    const changes = [change({ kind: "required", key: "store.type", unless: "store.**" })];
    expect(
      advise([setting("store.class", "x")], changes).filter(({ rule }) => rule === "new_required"),
    ).toEqual([]);
  });
});
