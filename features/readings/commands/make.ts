import type { Judged } from "@/analysers/analyse";
import { analyseApart } from "@/analysers/apart";
import { limits, type SourceFile, type Unreadable } from "@/analysers/limits";
import { cleanFileName } from "@/domain/file-name";
import { sha256 } from "@/lib/audit";
import { upgradeCommand } from "@/lib/command";
import type { Prisma } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { kindsOf } from "@/lib/inventory";
import { type MakeReadingInput, madeReading, makeReadingInput } from "../schema";

type Described = { name: string; size: number; sha256: string };
type Prepared = Judged & { files: Described[] };

/** Bytes of the files, as they came. Throws `too_large`. */
async function bytesOf(files: MakeReadingInput["files"]): Promise<SourceFile[]> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > limits.uploadBytes)
    throw new AppError("too_large", "The files are larger than 25 MiB together. Read them in parts.");
  return Promise.all(
    files.map(async (file) => ({
      name: cleanFileName(file.name),
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

/** Why files could not be read, as a refusal that names file, line and column of each fault. */
function unreadable(problems: readonly Unreadable[]): AppError {
  const said = problems
    .slice(0, 20)
    .map(({ file, line, column, message }) =>
      [
        [file, line === null ? "" : `line ${line}${column === null ? "" : `, column ${column}`}`]
          .filter((part) => part !== "")
          .join(", "),
        message,
      ]
        .filter((part) => part !== "")
        .join(": "),
    );
  return new AppError("invalid_input", said.join(" "), {
    problems: problems.slice(0, 100),
    fields: [{ path: "files", message: said.join(" ") }],
  });
}

/**
 * Has an analyser read the team's files. They are read in memory and never kept, nor is the password; what is kept is the
 * report, which holds no secrets.
 */
export const makeReading = upgradeCommand({
  name: "reading.make",
  summary: "Have configuration, key stores, artefacts or a list of applications read; the files are not kept",
  method: "POST",
  path: "/upgrades/{upgrade}/readings",
  creates: true,
  input: makeReadingInput,
  output: madeReading,
  prepare: async (input, _actor, now, { read, upgrade }): Promise<Prepared> => {
    if (!upgrade) throw new Error("a reading is made inside an upgrade");
    const window = windowOf(input);
    const sources = await bytesOf(input.files);
    const { fromVersion, toVersion } = await read.upgrade.findUniqueOrThrow({
      where: { id: upgrade.id },
      select: { fromVersion: true, toVersion: true },
    });
    const { slug: product } = await kindsOf(read, upgrade.id);
    const asked = { product, from: fromVersion, to: toVersion, now: now ?? new Date() };
    const password = input.password ? input.password : null;
    const stores = { password, window, hypercareDays: input.hypercareDays };
    const reading = await analyseApart({ analyser: input.analyser, files: sources, asked, stores });
    if (!reading.ok) throw unreadable(reading.problems);
    const files = sources.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256(bytes) }));
    return { ...reading.report, files };
  },
  run: async ({ tx, now, newId, upgrade, actor, prepared }, input) => {
    const { report, files, counts, knowledgeSha256, secretsDropped } = prepared;
    const environment = input.environment
      ? await tx.environment.findUnique({
          where: { upgradeId_key: { upgradeId: upgrade.id, key: input.environment } },
          select: { id: true, name: true },
        })
      : null;
    if (input.environment && !environment) throw notFound("environment");
    const id = newId();
    await tx.reading.create({
      data: {
        id,
        upgradeId: upgrade.id,
        analyser: input.analyser,
        environmentId: environment?.id ?? null,
        node: input.node,
        files,
        report: report as Prisma.InputJsonValue,
        counts,
        knowledgeSha256,
        readAt: now,
        readById: actor.id,
      },
    });
    return {
      output: { id, counts, secretsDropped },
      events: [
        {
          type: "reading.made",
          subject: { type: "reading", id },
          environmentId: environment?.id ?? null,
          data: {
            analyser: input.analyser,
            environment: environment?.name ?? "",
            node: input.node,
            files: files.map(({ name, sha256: hash }) => ({ name, sha256: hash })),
            mustAct: counts.must_act,
            attention: counts.attention,
            info: counts.info,
            secretsDropped,
          },
        },
      ],
      touched: [],
    };
  },
});

function windowOf({
  windowStart,
  windowEnd,
}: Pick<MakeReadingInput, "windowStart" | "windowEnd">): { start: string; end: string } | null {
  if (!windowStart && !windowEnd) return null;
  if (!windowStart || !windowEnd || new Date(windowEnd) <= new Date(windowStart))
    throw new AppError("invalid_input", "windowEnd: a change window has a start and a later end.", {
      fields: [{ path: "windowEnd", message: "a change window has a start and a later end" }],
    });
  return { start: windowStart, end: windowEnd };
}
