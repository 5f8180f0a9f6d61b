import { z } from "zod";
import { sentence } from "@/domain/event";
import { csvByteOrderMark, csvLine } from "@/lib/csv-text";
import type { FileStream } from "@/lib/file-stream";
import { upgradeQuery } from "@/lib/read";
import { runInput } from "../schema/runs";
import { findRun } from "./find-run";

const file = z.custom<FileStream>();

interface Row {
  at: Date;
  actorName: string;
  type: string;
  data: unknown;
}

/** Everything that happened in the environment from the begin of a run to its end, minute by minute. */
export const exportRunLog = upgradeQuery({
  name: "run.exportLog",
  action: "audit.view",
  summary:
    "The log of a run as CSV: every event of its environment from begin to end, with the minute of the run",
  path: "/upgrades/{upgrade}/migration-runs/{run}/log.csv",
  bytes: true,
  input: runInput,
  output: file,
  run: async ({ read, upgrade, now }, input) => {
    const run = await findRun(read, upgrade, input.run);
    const until = run.endedAt ?? now;
    const rows = await read.$queryRaw<Row[]>`
      SELECT at, "actorName", type, data FROM "AuditEvent"
      WHERE chain = ${upgrade.id} AND "environmentId" = ${run.environment.id} AND at >= ${run.startedAt} AND at <= ${until} ORDER BY seq`;
    const lines = rows.map(({ at, actorName, type, data }) =>
      csvLine([
        Math.floor((at.getTime() - run.startedAt.getTime()) / 60_000),
        at.toISOString(),
        actorName,
        type,
        sentence(actorName, type, data),
      ]),
    );
    const head = csvLine(["Minute", "Time (UTC)", "Who", "Type", "What happened"]);
    return {
      name: `run-${upgrade.key}-${run.environment.key}-${run.number}.csv`.replace(/[^A-Za-z0-9.-]/g, "-"),
      mediaType: "text/csv; charset=utf-8",
      content: whole(csvByteOrderMark + head + lines.join("")),
    };
  },
});

async function* whole(text: string) {
  yield text;
}
