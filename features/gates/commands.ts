import { decideGateDue } from "@/domain/gate-due";
import { roleNames } from "@/domain/role";
import { counted, joined } from "@/domain/sentence";
import { validateSlots } from "@/domain/slot";
import { upgradeCommand } from "@/lib/command";
import { conflict, notFound, refused } from "@/lib/errors";
import { loadUpgradeFacts } from "@/lib/facts";
import { gateOf } from "@/lib/standing";
import { findGateToWrite } from "./queries/find";
import { gateTitle } from "./queries/summary";
import { setDueInput, setSlotsInput, setSlotsOutput } from "./schema";

const inWords = (slots: readonly { role: keyof typeof roleNames; count: number }[]): string =>
  slots.length === 0
    ? "no signature"
    : joined(slots.map(({ role, count }) => counted(count, roleNames[role].toLowerCase())));

/** Sets which roles sign a gate and how many of each. Signatures that are there stay and fill what they can. */
export const setSlots = upgradeCommand({
  name: "gate.setSlots",
  summary: "Set the signatures a gate needs, one entry per role",
  method: "PUT",
  path: "/upgrades/{upgrade}/gates/{environment}/{gate}/slots",
  input: setSlotsInput,
  output: setSlotsOutput,
  run: async ({ tx, newId, upgrade: scope }, input) => {
    const upgrade = await loadUpgradeFacts(tx, scope.id);
    const environment = upgrade.environments.find(({ key }) => key === input.environment);
    if (!environment) throw notFound("environment");
    const gate = gateOf(upgrade, environment.id, input.gate);
    const verdict = validateSlots(input.gate, input.slots);
    if (!verdict.ok) throw refused(verdict.refusals);

    const { count } = await tx.gate.updateMany({
      where: { id: gate.id, version: input.version },
      data: { version: { increment: 1 } },
    });
    if (count !== 1)
      throw conflict("the signatures of this gate", {
        version: gate.version,
        slots: gate.slots.map(({ role, count }) => ({ role, count })),
      });
    await tx.gateSlot.deleteMany({ where: { gateId: gate.id } });
    await tx.gateSlot.createMany({
      data: input.slots.map(({ role, count }) => ({ id: newId(), gateId: gate.id, role, count })),
    });
    return {
      output: { id: gate.id, version: input.version + 1 },
      events: [
        {
          type: "gate.slotsSet",
          subject: { type: "gate", id: gate.id },
          environmentId: environment.id,
          data: {
            gate: gateTitle(environment, gate.kind),
            was: inWords(gate.slots),
            is: inWords(input.slots),
          },
        },
      ],
    };
  },
});

/** Says by when a gate shall be open. Nothing is shut by it, and nothing that is signed rests on it. */
export const setDue = upgradeCommand({
  name: "gate.setDue",
  summary: "Set the date by which a gate shall be open, or remove it",
  method: "PUT",
  path: "/upgrades/{upgrade}/gates/{environment}/{gate}/due",
  input: setDueInput,
  output: setSlotsOutput,
  run: async ({ tx, now, upgrade: scope }, input) => {
    const { environment, gate, evaluation } = await findGateToWrite(tx, scope, input, now);
    const label = gateTitle(environment, gate.kind);
    const dueAt = input.dueAt ? new Date(input.dueAt) : null;
    const seen = { version: gate.version, dueAt: gate.dueAt?.toISOString() ?? null };
    if (gate.version !== input.version) throw conflict(label, seen);
    const verdict = decideGateDue({ label, state: evaluation.state, dueAt: gate.dueAt }, dueAt);
    if (!verdict.ok) throw refused(verdict.refusals);
    await tx.gate.update({ where: { id: gate.id }, data: { dueAt, version: { increment: 1 } } });
    return {
      output: { id: gate.id, version: input.version + 1 },
      events: [
        {
          type: "gate.dueSet",
          subject: { type: "gate", id: gate.id },
          environmentId: environment.id,
          data: { gate: label, was: seen.dueAt, is: dueAt?.toISOString() ?? null },
        },
      ],
      touched: [],
    };
  },
});
