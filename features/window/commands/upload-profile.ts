import { limits } from "@/analysers/limits";
import { readTrafficProfile, type TrafficReport } from "@/analysers/traffic-profile/read";
import { cleanFileName } from "@/domain/file-name";
import { endOf } from "@/domain/window/profile";
import { sha256 } from "@/lib/audit";
import { upgradeCommand } from "@/lib/command";
import type { Prisma } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { zoneClock } from "@/lib/wall-clock";
import { countsToBytes, environmentOf } from "../queries/facts";
import { readHeat } from "../queries/traffic";
import { trafficHeat, type UploadProfileInput, uploadProfileInput } from "../schema";

type Prepared = TrafficReport & { file: string; sha256: string; zone: string };

async function sourceOf({
  file,
  text,
}: UploadProfileInput): Promise<{ name: string; bytes: Uint8Array; path: string }> {
  if (file && file.size > limits.uploadBytes)
    throw new AppError("too_large", "The file is larger than 25 MiB. Give a shorter time.");
  if (file && !text)
    return { name: cleanFileName(file.name), bytes: new Uint8Array(await file.arrayBuffer()), path: "file" };
  if (text && !file) return { name: "pasted text", bytes: new TextEncoder().encode(text), path: "text" };
  const message = file ? "Give a file or a text, not both" : "Give a file, or paste a text";
  throw new AppError("invalid_input", `file: ${message}.`, { fields: [{ path: "file", message }] });
}

/** Reads a file of traffic; the series is kept, the file is not. What was there before is replaced. */
export const uploadProfile = upgradeCommand({
  name: "trafficProfile.upload",
  summary: "Upload how much traffic an environment gets: CSV or an access log; the file is not kept",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/traffic-profile",
  creates: true,
  input: uploadProfileInput,
  output: trafficHeat,
  prepare: async (input, _actor, _now, { read, upgrade }): Promise<Prepared> => {
    if (!upgrade) throw new Error("a profile is uploaded inside an upgrade");
    const { homeZone } = await read.upgrade.findUniqueOrThrow({
      where: { id: upgrade.id },
      select: { homeZone: true },
    });
    const zone = input.zone ?? homeZone;
    const source = await sourceOf(input);
    const reading = await readTrafficProfile(source, {
      clock: zoneClock(zone),
      interval: input.intervalMinutes * 60_000,
    });
    if (!reading.ok) {
      const said = reading.problems.map(({ line, message }) => (line ? `Line ${line}: ${message}` : message));
      throw new AppError("invalid_input", said.slice(0, 5).join(" "), {
        problems: reading.problems,
        fields: [{ path: source.path, message: said.slice(0, 5).join(" ") }],
      });
    }
    return { ...reading.report, file: source.name, sha256: sha256(source.bytes), zone };
  },
  run: async ({ tx, now, newId, upgrade, actor, prepared }, input) => {
    const environment = await environmentOf(tx, upgrade, input.environment);
    const { profile, notes, rows, format, file, sha256: fileSha256, zone } = prepared;
    const data = {
      startsAt: new Date(profile.start),
      stepMinutes: profile.step / 60_000,
      counts: countsToBytes(profile.counts),
      format,
      fileName: file,
      fileSha256,
      rows,
      zone,
      notes: notes as unknown as Prisma.InputJsonValue,
      uploadedAt: now,
      uploadedById: actor.id,
    };
    await tx.trafficProfile.upsert({
      where: { environmentId: environment.id },
      create: { id: newId(), upgradeId: upgrade.id, environmentId: environment.id, ...data },
      update: { ...data, version: { increment: 1 } },
    });
    return {
      output: await readHeat(tx, upgrade, environment.key),
      events: [
        {
          type: "trafficProfile.uploaded",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            file,
            sha256: fileSha256,
            from: data.startsAt.toISOString(),
            to: new Date(endOf(profile)).toISOString(),
            rows,
          },
        },
      ],
      touched: [],
    };
  },
});
