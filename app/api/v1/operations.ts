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

  // Playbooks

  // Steps, evidence, comments

  // Tests

  // Gates, sign-offs, waivers, inbox

  // Audit

  // Notifications
];
