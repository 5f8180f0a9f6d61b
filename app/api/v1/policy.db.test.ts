import { beforeAll, describe, expect, it } from "vitest";
import { type Action, actions, decide, policy } from "@/domain/policy";
import type { Role } from "@/domain/role";
import { makeCalendarLink } from "@/features/calendar/commands";
import { createToken } from "@/features/people/commands/tokens";
import { archiveUpgrade } from "@/features/upgrades/commands/edit";
import { type AnyCommand, execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { statusOf } from "@/lib/errors";
import { type AnyQuery, answer } from "@/lib/read";
import { leastInput } from "@/scripts/testing/inputs";
import { callOf, send, strayToken, tokenOf } from "@/scripts/testing/rest";
import { type Person, type World, world } from "@/scripts/testing/world";
import { operations } from "./operations";

/** Who asks: what the policy is told of them, and how the server gets to know them. */
interface Asker {
  who: string;
  roles: readonly Role[] | null;
  isAdmin: boolean;
  readOnly: boolean;
  archived: boolean;
  /** Null: nobody is signed in. */
  person: Person | null;
  token: string;
  key: string;
}

const actionOf = (operation: AnyCommand | AnyQuery): Action =>
  "action" in operation ? operation.action : operation.name;

/** What the table says, and nothing else. */
const verdictFor = (action: Action, { roles, isAdmin, readOnly, archived, person }: Asker) =>
  decide(action, { signedIn: person !== null, roles, isAdmin, readOnly, archived });

/** Codes with which a command may refuse after the policy allowed it. */
const byThePolicy = ["not_signed_in", "archived"];

const everything: readonly (AnyCommand | AnyQuery)[] = [
  ...operations,
  createToken as AnyCommand,
  makeCalendarLink as AnyCommand,
];

async function historyLength(): Promise<number> {
  return reader.auditEvent.count();
}

describe("Who may do what", () => {
  let askers: Asker[];
  let open: World;
  let archived: World;
  beforeAll(async () => {
    open = await world();
    archived = await world();
    await execute(archiveUpgrade, archived.lead, { upgrade: archived.key, version: 1, reason: "Over" });
    const asker = async (
      who: string,
      person: Person,
      roles: Asker["roles"],
      more: Partial<Asker> = {},
    ): Promise<Asker> => ({
      who,
      person,
      roles,
      isAdmin: person.isAdmin,
      readOnly: false,
      archived: false,
      key: open.key,
      token: await tokenOf(person, more.readOnly ? "read" : "write"),
      ...more,
    });
    const over = { archived: true, key: archived.key };
    askers = [
      await asker("a lead", open.lead, ["lead"]),
      await asker("an engineer", open.engineer, ["engineer"]),
      await asker("a manager", open.manager, ["manager"]),
      await asker("a viewer", open.viewer, ["viewer"]),
      await asker("somebody of another upgrade", archived.lead, null),
      await asker("somebody without an upgrade", open.outsider, null),
      await asker("an admin", open.admin, null),
      await asker("a lead's token for reading", open.lead, ["lead"], { readOnly: true }),
      await asker("an admin's token for reading", open.admin, null, { readOnly: true }),
      await asker("the lead of an archived upgrade", archived.lead, ["lead"], over),
      await asker("an engineer of an archived upgrade", archived.engineer, ["engineer"], over),
      {
        who: "nobody",
        person: null,
        roles: null,
        isAdmin: false,
        readOnly: false,
        archived: false,
        token: strayToken,
        key: open.key,
      },
    ];
  }, 60_000);

  it("has an operation to try for every action but showing where one looks", () => {
    const tried = new Set(everything.map(actionOf));
    expect(actions.filter((action) => !tried.has(action))).toEqual(["presence.show"]);
  });

  it.each(operations.map((operation) => [callOf(operation), operation] as const))(
    "is what the table says for %s",
    async (_, operation) => {
      const action = actionOf(operation);
      for (const asker of askers) {
        const verdict = verdictFor(action, asker);
        const before = verdict.allowed ? 0 : await historyLength();
        const response = await send(
          operation,
          { ...leastInput(operation.input), upgrade: asker.key },
          { token: asker.token },
        );
        expect(response.status, asker.who).toBeLessThan(500);
        if (operation.scope === "instance" && operation.path.includes("{upgrade}") && verdict.allowed)
          continue;
        const problem =
          response.headers.get("content-type") === "application/problem+json"
            ? ((await response.json()) as { code: string; detail: string })
            : null;
        if (verdict.allowed) {
          expect(byThePolicy, `${asker.who} is allowed`).not.toContain(problem?.code);
          expect(problem?.detail ?? "", `${asker.who} is allowed`).not.toMatch(
            /^Only .* can |may only read|not a member of it/,
          );
        } else {
          expect([response.status, problem?.code, problem?.detail], asker.who).toEqual([
            statusOf[verdict.code],
            verdict.code,
            verdict.reason,
          ]);
          expect(await historyLength(), `${asker.who} changed something`).toBe(before);
        }
      }
    },
    60_000,
  );

  it("is told to who may not before a word of what they sent is read", async () => {
    for (const operation of operations.filter((each) => "method" in each)) {
      for (const asker of askers) {
        const verdict = verdictFor(actionOf(operation), asker);
        if (verdict.allowed) continue;
        const odd = await send(
          operation,
          { ...leastInput(operation.input), upgrade: asker.key },
          { token: asker.token, body: "{not json", headers: { "if-match": "odd" } },
        );
        expect(
          [((await odd.json()) as { code: string }).code, odd.status],
          `${callOf(operation)} by ${asker.who}`,
        ).toEqual([verdict.code, statusOf[verdict.code]]);
      }
    }
  }, 120_000);

  it("is the same for our own screens, whatever they send", async () => {
    for (const operation of everything) {
      for (const asker of askers) {
        const verdict = verdictFor(actionOf(operation), asker);
        if (verdict.allowed) continue;
        const actor = asker.person && { ...asker.person, readOnly: asker.readOnly };
        for (const input of [{ upgrade: asker.key }, { upgrade: asker.key, version: -1, id: "\0" }]) {
          const asked =
            "method" in operation ? execute(operation, actor, input) : answer(operation, actor, input);
          await expect(asked, `${operation.name} by ${asker.who}`).rejects.toMatchObject({
            code: verdict.code,
            message: verdict.reason,
          });
        }
      }
    }
  }, 120_000);

  it("tells strangers the same of an upgrade that exists and of one that doesn't", async () => {
    const stranger = await tokenOf(open.outsider);
    for (const operation of operations.filter((each) => policy[actionOf(each)].scope === "upgrade")) {
      const of = async (upgrade: string) => {
        const response = await send(
          operation,
          { ...leastInput(operation.input), upgrade },
          { token: stranger },
        );
        return [response.status, await response.text()];
      };
      expect(await of(open.key), callOf(operation)).toEqual(await of("NO-SUCH-1"));
    }
  }, 60_000);
});
