import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Action, actions } from "@/domain/policy";
import { callOf, servedRoutes } from "@/scripts/testing/rest";
import { operations } from "./operations";

/**
 * Commands and queries that REST does not offer: a token that could make tokens or calendar links would outlive its own
 * revocation.
 */
const screensOnly = ["token.create", "calendar.makeLink"];

/** Actions that are no command and no query: presence is told beside the stream of live updates. */
const elsewhere: Action[] = ["presence.show", "token.create", "calendar.makeLink"];

const root = join(import.meta.dirname, "../../..");

async function declared(): Promise<{ name: string; file: string }[]> {
  const files = readdirSync(join(root, "features"), { recursive: true, encoding: "utf8" }).filter(
    (file) => /^[^/]+\/(commands|queries)(\/[^/]+)?\.ts$/.test(file) && !file.includes(".test."),
  );
  return files.flatMap((file) =>
    [
      ...readFileSync(join(root, "features", file), "utf8").matchAll(
        /(?:upgrade|instance)(?:Command|Query)\(\{[\s\S]*?name: "([\w.]+)"/g,
      ),
    ].map(([, name = ""]) => ({ name, file })),
  );
}

describe("The REST API", () => {
  it("serves exactly the operations it lists, at their own method and path", async () => {
    const listed = operations.map(callOf).sort();
    expect(await servedRoutes()).toEqual(listed);
    expect(new Set(listed).size).toBe(listed.length);
  }, 120_000);

  it("offers every command and query that a feature declares", async () => {
    const offered = new Set(operations.map((operation) => operation.name));
    const missing = (await declared()).filter(
      ({ name }) => !offered.has(name) && !screensOnly.includes(name),
    );
    expect(missing).toEqual([]);
  });

  it("has an operation for every action of the policy", () => {
    const used = new Set(
      operations.map((operation) => ("action" in operation ? operation.action : operation.name)),
    );
    expect(actions.filter((action) => !used.has(action) && !elsewhere.includes(action))).toEqual([]);
  });

  it("names each operation once, in two words", () => {
    const names = operations.map((operation) => operation.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !/^[a-z]\w*\.[a-z]\w*$/.test(name))).toEqual([]);
  });

  it("asks for an upgrade's key in the address of everything inside an upgrade", () => {
    const hidden = operations.filter(
      (operation) => operation.scope === "upgrade" && !operation.path.startsWith("/upgrades/{upgrade}"),
    );
    expect(hidden.map(callOf)).toEqual([]);
  });
});
