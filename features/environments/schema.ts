import { z } from "zod";
import { environmentKinds, environmentStatuses } from "@/domain/environment";
import { environmentKey, id, reason, text, title, upgradeKey, version } from "@/lib/fields";

const inUpgrade = { upgrade: upgradeKey };
const ofEnvironment = { ...inUpgrade, environment: environmentKey };

/** An environment as lists show it. */
export const environmentRow = z.object({
  id,
  key: environmentKey,
  name: z.string(),
  kind: z.enum(environmentKinds),
  status: z.enum(environmentStatuses),
  position: z.int(),
  version: z.int(),
});

/** Name of a variable as {{placeholders}} write it. */
export const variableName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,59}$/, "has small letters, digits and underscores and begins with a letter");

export const variableRow = z.object({
  name: variableName,
  label: z.string(),
  example: z.string(),
  /** Null when it has no value yet. */
  value: z.string().nullable(),
  /** 0 when it has no value yet. */
  version: z.int(),
  /** Proposed by the playbook, not added by the team. */
  proposed: z.boolean(),
  /** How many steps of the environment mention it. */
  usedBy: z.int(),
});

export const listEnvironmentsInput = z.object(inUpgrade);
export const environmentInput = z.object(ofEnvironment);
export const addEnvironmentInput = z.object({
  ...inUpgrade,
  name: title(60),
  kind: z.enum(environmentKinds).exclude(["prod"]),
  /** Key of the environment it stands before; prod when left out. */
  before: environmentKey.optional(),
});
export const renameEnvironmentInput = z.object({ ...ofEnvironment, name: title(60), version });
export const reorderEnvironmentsInput = z.object({
  ...inUpgrade,
  /** Keys of all environments, in the new order. */ order: z.array(environmentKey).min(1).max(20),
});
export const removeEnvironmentInput = z.object({ ...ofEnvironment, version });
export const setVariablesInput = z.object({
  ...ofEnvironment,
  /** `value` null removes one. `version` is the one seen, 0 where there was no value. */
  variables: z
    .array(z.object({ name: variableName, value: text(2_000).nullable(), version: z.int().min(0) }))
    .min(1)
    .max(200),
});
export const declareChangeInput = z.object({ ...ofEnvironment, reason });

export const environmentsOutput = z.object({ environments: z.array(environmentRow) });
export const variablesOutput = z.object({ variables: z.array(variableRow) });
