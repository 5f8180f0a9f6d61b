import { upgradeCommand } from "@/lib/command";
import { AppError, conflict } from "@/lib/errors";
import { readVariables } from "../queries";
import { declareChangeInput, environmentRow, setVariablesInput, variablesOutput } from "../schema";
import { findEnvironment } from "./find";

/** Sets or removes variables of one environment: all or none. A stale version answers with what each value is now. */
export const setVariables = upgradeCommand({
  name: "environment.setVariables",
  summary: "Set an environment's variables",
  method: "PUT",
  path: "/upgrades/{upgrade}/environments/{environment}/variables",
  input: setVariablesInput,
  output: variablesOutput,
  run: async ({ tx, now, upgrade }, input) => {
    const environment = await findEnvironment(tx, upgrade, input.environment);
    const environmentId = environment.id;
    const names = input.variables.map((variable) => variable.name);
    if (new Set(names).size !== names.length)
      throw new AppError("invalid_input", "variables: a name is given twice.");
    const present = new Map(
      (await tx.environmentVariable.findMany({ where: { environmentId, name: { in: names } } })).map(
        (row) => [row.name, row],
      ),
    );
    const stale = input.variables.filter(
      (variable) => (present.get(variable.name)?.version ?? 0) !== variable.version,
    );
    if (stale.length > 0) {
      throw conflict(`${stale.map((variable) => variable.name).join(", ")} of ${environment.name}`, {
        variables: stale.map(({ name }) => ({
          name,
          value: present.get(name)?.value ?? null,
          version: present.get(name)?.version ?? 0,
        })),
      });
    }
    const changed = input.variables.filter(
      (variable) => (present.get(variable.name)?.value ?? null) !== variable.value,
    );
    if (changed.length === 0) throw new AppError("invalid_input", "Nothing is different from what is there.");
    for (const { name, value } of changed) {
      const where = { environmentId_name: { environmentId, name } };
      if (value === null) await tx.environmentVariable.delete({ where });
      else
        await tx.environmentVariable.upsert({
          where,
          create: { environmentId, name, value },
          update: { value, version: { increment: 1 } },
        });
    }
    // What was tested ran against the old values.
    await tx.environment.update({ where: { id: environmentId }, data: { changedAt: now } });
    return {
      output: { variables: await readVariables(tx, upgrade, environment) },
      events: [
        {
          type: "environment.variablesSet",
          subject: { type: "environment", id: environmentId },
          environmentId,
          data: {
            environment: environment.name,
            changes: changed.map(({ name, value }) => ({
              name,
              was: present.get(name)?.value ?? null,
              is: value,
            })),
          },
        },
      ],
      touched: [environmentId],
    };
  },
});

/** Says that an environment changed outside of Liftlock: executions before this moment are stale. */
export const declareChange = upgradeCommand({
  name: "environment.declareChange",
  summary: "Declare an environment changed, which makes earlier executions stale",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/changes",
  input: declareChangeInput,
  output: environmentRow,
  run: async ({ tx, now, upgrade }, input) => {
    const environment = await findEnvironment(tx, upgrade, input.environment);
    const updated = await tx.environment.update({ where: { id: environment.id }, data: { changedAt: now } });
    const { id, key, name, kind, status, position, version } = updated;
    return {
      output: { id, key, name, kind, status, position, version },
      events: [
        {
          type: "environment.changeDeclared",
          subject: { type: "environment", id },
          environmentId: id,
          data: { environment: name, reason: input.reason },
        },
      ],
      touched: [id],
    };
  },
});
