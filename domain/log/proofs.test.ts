import fc from "fast-check";
import { expect, it } from "vitest";
import { logDecisions } from "./decision";
import { type LogStanding, logProofs } from "./proofs";

const prod = { id: "e", name: "Prod", kind: "prod" } as const;
const ask = fc.record({
  message: fc.string({ minLength: 1 }),
  run: fc.boolean(),
  decision: fc.option(fc.constantFrom(...logDecisions)),
});

it("Logs are proven only when each error and each failed run is decided about and none must be fixed", () => {
  fc.assert(
    fc.property(fc.array(ask), (asking) => {
      const standing: LogStanding = { number: 1, readAt: new Date(0), asking };
      const proofs = logProofs({ kinds: [], standings: new Map([["e", standing]]) }, prod);
      const clean = asking.every(({ decision }) => decision === "ignored" || decision === "issue");
      expect(proofs.every(({ met }) => met)).toBe(clean);
      expect(proofs.every(({ gate }) => gate === "exit")).toBe(true);
      expect(new Set(proofs.map(({ kind }) => kind)).size).toBe(proofs.length);
    }),
  );
});

it("Logs nobody read are asked for where the playbook says so, and nowhere else", () => {
  expect(logProofs({ kinds: ["prod"], standings: new Map() }, prod)).toMatchObject([
    { kind: "logs_unread", met: false },
  ]);
  expect(logProofs({ kinds: ["dev"], standings: new Map() }, prod)).toEqual([]);
});
