import type { BlockerKind } from "../blocker";
import type { EnvironmentKind } from "../environment";
import type { GateProof } from "../gate-proof";
import { counted, joined } from "../sentence";
import type { LogDecision } from "./decision";

/** What the latest reading of an environment's new stack asks, as far as its gate has to know. */
export type LogStanding = {
  /** Number of the reading among those of the environment. */
  readonly number: number;
  readonly readAt: Date;
  /** Errors and known failures that are not folded; `run` says that it is a migration client's run that went wrong. */
  readonly asking: readonly {
    readonly message: string;
    readonly run: boolean;
    readonly decision: LogDecision | null;
  }[];
};

export type LogFacts = {
  /** Kinds of environments whose logs have to be read. */
  readonly kinds: readonly EnvironmentKind[];
  /** By the id of the environment; missing where nobody has read any. */
  readonly standings: ReadonlyMap<string, LogStanding>;
};

const workers = ["lead", "engineer"] as const;

/**
 * What the exit gate of an environment asks of its logs: that they were read where the playbook says so, that every run of a
 * migration client reached its own end or was decided about, that every error was decided about, and that none must be fixed.
 */
export function logProofs(
  { kinds, standings }: LogFacts,
  environment: { readonly id: string; readonly name: string; readonly kind: EnvironmentKind },
): GateProof[] {
  const { id, name } = environment;
  const standing = standings.get(id);
  const proof = (
    kind: BlockerKind,
    met: boolean,
    title: string,
    detail: string,
    facts: GateProof["facts"] = [],
  ): GateProof => ({
    kind,
    gate: "exit",
    met,
    title,
    detail,
    since: standing?.readAt ?? null,
    until: null,
    subject: { type: "proof", id, code: null, environmentId: id },
    clearedBy: { people: [], roles: workers },
    facts,
  });
  if (!standing)
    return kinds.includes(environment.kind)
      ? [
          proof(
            "logs_unread",
            false,
            `Nobody has read the logs of ${name}`,
            "Upload the log of its new stack, and that of the old one to compare with.",
          ),
        ]
      : [];
  const { asking, number } = standing;
  const open = asking.filter(({ decision }) => decision === null);
  const runs = open.filter(({ run }) => run);
  const messages = open.filter(({ run }) => !run);
  const toFix = asking.filter(({ decision }) => decision === "must_fix");
  return [
    proof(
      "migration_client_failed",
      runs.length === 0,
      `${joined(runs.map(({ message }) => message))} in ${name}`,
      "A server that started is no proof. Read what it failed by, or say why the run counts all the same.",
    ),
    proof(
      "log_undecided",
      messages.length === 0,
      `${counted(messages.length, "error")} in the logs of ${name} ${messages.length === 1 ? "is" : "are"} not decided about`,
      `Reading ${number}: ${some(messages)}. Ignore each with a reason, link its issue, or say that it must be fixed.`,
      [{ subject: `the logs of ${name}`, value: decidedText(standing) }],
    ),
    proof(
      "log_must_fix",
      toFix.length === 0,
      `${counted(toFix.length, "error")} in the logs of ${name} must be fixed`,
      `Reading ${number}: ${some(toFix)}. Fix it and read the logs again.`,
    ),
  ];
}

/** The first few of them in quotation marks. */
function some(messages: readonly { readonly message: string }[]): string {
  const named = messages.slice(0, 3).map(({ message }) => `“${message.slice(0, 120)}”`);
  return messages.length > named.length
    ? `${named.join(", ")} and ${messages.length - named.length} more`
    : joined(named);
}

/** What a signature is bound to: the same logs read again, decided the same way, are no change. */
function decidedText({ asking }: LogStanding): string {
  const count = (decision: LogDecision) => asking.filter((one) => one.decision === decision).length;
  return `${counted(asking.length, "error")}, ${count("ignored")} ignored, ${count("issue")} with an issue`;
}
