import { addEnvironment, removeEnvironment, renameEnvironment, reorderEnvironments } from "@/features/environments/commands/arrange";
import { declareChange, setVariables } from "@/features/environments/commands/values";
import { listEnvironments, listVariables } from "@/features/environments/queries";
import { createUpgrade } from "@/features/upgrades/commands/create";
import { viewUpgrade } from "@/features/upgrades/queries";
import type { AnyCommand } from "@/lib/command";
import type { AnyQuery } from "@/lib/read";

/** Everything the REST API offers, by noun. OpenAPI is made from this list; a test compares it with the routes. */
export const operations: readonly (AnyCommand | AnyQuery)[] = [
  // Upgrades
  viewUpgrade, createUpgrade,
  // Members

  // People, invitations, profile, sessions, tokens

  // Environments
  listEnvironments, addEnvironment, reorderEnvironments, renameEnvironment, removeEnvironment, listVariables, setVariables, declareChange,

  // Playbooks

  // Steps, evidence, comments

  // Tests

  // Gates, sign-offs, waivers, inbox

  // Audit

  // Notifications
];
