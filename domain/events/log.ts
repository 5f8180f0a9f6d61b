import { counted, joined } from "../sentence";

/** Events of logs read and of what was decided about their messages. */
export interface LogEvents {
  "logs.read": {
    environment: string;
    /** "current" or "baseline". */
    kind: string;
    number: number;
    files: { name: string; sha256: string }[];
    lines: number;
    errors: number;
    /** Messages somebody has to decide about, of which so many were never decided about before. */
    asking: number;
    undecided: number;
    runs: { client: string; verdict: string }[];
    knowledgeSha256: string;
  };
  "logMessage.decided": {
    environment: string;
    signature: string;
    message: string;
    was: string | null;
    decision: string;
    reason: string;
    link: string;
  };
}

const decided: Record<string, string> = {
  ignored: "can be ignored",
  issue: "is followed by an issue",
  must_fix: "must be fixed",
};

/** What each event says after the actor's name. */
export const logSentences: { [T in keyof LogEvents]: (data: LogEvents[T]) => string } = {
  "logs.read": (d) => {
    const runs = d.runs.map(({ client, verdict }) => `${client} ${verdict}`);
    const asks = d.kind === "baseline" ? "" : `, ${d.undecided} to decide about`;
    return `had ${counted(d.files.length, "log")} of the ${d.kind === "baseline" ? "old" : "new"} stack of ${d.environment} read: ${counted(d.lines, "line")}, ${counted(d.errors, "error")}${asks}${runs.length > 0 ? `; ${joined(runs)}` : ""}`;
  },
  "logMessage.decided": (d) => {
    const why = [d.link, d.reason].filter((text) => text !== "").join(", ");
    return `decided that “${d.message}” in the logs of ${d.environment} ${decided[d.decision] ?? d.decision}${why === "" ? "" : `: ${why}`}`;
  },
};
