import { traits } from "@/domain/parity";
import { upgradeCommand } from "@/lib/command";
import { AppError, conflict, notFound } from "@/lib/errors";
import { readParity } from "../queries/parity";
import { acceptParityInput, parityView, setTraitsInput, withdrawParityInput } from "../schema/parity";

const labelOf = (key: string) => traits.find((one) => one.key === key)?.label ?? key;

/** Writes down what an environment is like: all or none. A stale version answers with what each value is now. */
export const setTraits = upgradeCommand({
  name: "environment.setTraits",
  summary: "Write down what an environment is like, to compare it with production",
  method: "PUT",
  path: "/upgrades/{upgrade}/environments/{environment}/traits",
  input: setTraitsInput,
  output: parityView,
  run: async ({ tx, upgrade }, input) => {
    const environment = await tx.environment.findUnique({
      where: { upgradeId_key: { upgradeId: upgrade.id, key: input.environment } },
      select: { id: true, name: true, kind: true },
    });
    if (!environment) throw notFound("environment");
    const environmentId = environment.id;
    const keys = input.traits.map(({ key }) => key);
    if (new Set(keys).size !== keys.length)
      throw new AppError("invalid_input", "traits: a point is given twice.");
    const present = new Map(
      (await tx.environmentTrait.findMany({ where: { environmentId } })).map((row) => [row.key, row]),
    );
    const stale = input.traits.filter(({ key, version }) => (present.get(key)?.version ?? 0) !== version);
    if (stale.length > 0)
      throw conflict(`${stale.map(({ key }) => labelOf(key)).join(", ")} of ${environment.name}`, {
        traits: stale.map(({ key }) => ({
          key,
          value: present.get(key)?.value ?? null,
          version: present.get(key)?.version ?? 0,
        })),
      });
    const changed = input.traits
      .map(({ key, value }) => ({
        key,
        is: value === "" ? null : value,
        was: present.get(key)?.value ?? null,
      }))
      .filter(({ is, was }) => is !== was);
    if (changed.length === 0) throw new AppError("invalid_input", "Nothing is different from what is there.");
    for (const { key, is } of changed) {
      const where = { environmentId_key: { environmentId, key } };
      if (is === null) await tx.environmentTrait.delete({ where });
      else
        await tx.environmentTrait.upsert({
          where,
          create: { environmentId, key, value: is },
          update: { value: is, version: { increment: 1 } },
        });
    }
    return {
      output: await readParity(tx, upgrade, environment.kind === "prod" ? undefined : input.environment),
      events: [
        {
          type: "environment.traitsSet",
          subject: { type: "environment", id: environmentId },
          environmentId,
          data: {
            environment: environment.name,
            changes: changed.map(({ key, was, is }) => ({ trait: labelOf(key), was, is })),
          },
        },
      ],
    };
  },
});

/** Accepts a difference as it is: when either value changes it is a difference again. */
export const acceptParity = upgradeCommand({
  name: "parity.accept",
  summary: "Accept that an environment differs from production in one point, with a reason",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/traits/{trait}/acceptance",
  input: acceptParityInput,
  output: parityView,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const environment = await tx.environment.findUnique({
      where: { upgradeId_key: { upgradeId: upgrade.id, key: input.environment } },
      select: { id: true, name: true },
    });
    if (!environment) throw notFound("environment");
    const view = await readParity(tx, upgrade, input.environment);
    const line = view.lines.find(({ key }) => key === input.trait);
    if (!line || line.here !== input.here || line.production !== input.production)
      throw conflict(labelOf(input.trait), {
        here: line?.here ?? null,
        production: line?.production ?? null,
      });
    if (line.state === "unknown")
      throw new AppError("refused", `${line.label} is not written down for both: unknown can't be accepted.`);
    if (line.state !== "different") throw new AppError("refused", `${line.label} is ${line.state} already.`);
    await tx.parityAcceptance.updateMany({
      where: { environmentId: environment.id, key: input.trait, endedAt: null },
      data: { endedAt: now },
    });
    await tx.parityAcceptance.create({
      data: {
        id: newId(),
        upgradeId: upgrade.id,
        environmentId: environment.id,
        key: input.trait,
        here: input.here,
        production: input.production,
        reason: input.reason,
        at: now,
        byId: actor.id,
      },
    });
    return {
      output: await readParity(tx, upgrade, input.environment),
      events: [
        {
          type: "parity.accepted",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            trait: line.label,
            here: input.here,
            production: input.production,
            reason: input.reason,
          },
        },
      ],
    };
  },
});

/** Takes an acceptance back: the difference has to be decided again. */
export const withdrawParity = upgradeCommand({
  name: "parity.withdraw",
  summary: "No longer accept a difference from production",
  method: "DELETE",
  path: "/upgrades/{upgrade}/environments/{environment}/traits/{trait}/acceptance",
  input: withdrawParityInput,
  output: parityView,
  run: async ({ tx, now, upgrade }, input) => {
    const environment = await tx.environment.findUnique({
      where: { upgradeId_key: { upgradeId: upgrade.id, key: input.environment } },
      select: { id: true, name: true },
    });
    if (!environment) throw notFound("environment");
    const { count } = await tx.parityAcceptance.updateMany({
      where: { environmentId: environment.id, key: input.trait, endedAt: null },
      data: { endedAt: now },
    });
    if (count === 0) throw notFound("acceptance");
    return {
      output: await readParity(tx, upgrade, input.environment),
      events: [
        {
          type: "parity.withdrawn",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: { environment: environment.name, trait: labelOf(input.trait), reason: input.reason },
        },
      ],
    };
  },
});
