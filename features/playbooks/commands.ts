import { z } from "zod";
import { playbookAdvice } from "@/domain/playbook-advice";
import { instanceCommand } from "@/lib/command";
import type { Prisma } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { readPlaybook } from "@/lib/playbook-yaml";
import { builtInPlaybooks, playbookHash } from "./queries/find";
import { playbookSchema } from "./schema";

export const uploadPlaybookInput = z.object({
  /** Name of the file as the team knows it; problems name it. */
  fileName: z.string().trim().min(1).max(200),
  /** The YAML itself, a playbook in one file. */
  yaml: z
    .string()
    .min(1, "is empty")
    .max(2 * 1024 * 1024, "is larger than 2 MB"),
});

/** Stores a team's own playbook. Every problem of the file is named with line, column and key; nothing is stored then. */
export const uploadPlaybook = instanceCommand({
  name: "playbook.upload",
  summary: "Upload a playbook of the team's own",
  method: "POST",
  path: "/playbooks",
  creates: true,
  input: uploadPlaybookInput,
  output: z.object({
    slug: z.string(),
    version: z.string(),
    product: z.string(),
    steps: z.int(),
    advice: z.array(z.string()),
  }),
  prepare: async ({ fileName, yaml }) => {
    const reading = readPlaybook([{ name: fileName, text: yaml }], playbookSchema);
    if (reading.ok) return reading.playbook;
    const { problems } = reading;
    const first = problems[0];
    const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : "";
    throw new AppError(
      "invalid_input",
      `${fileName}, line ${first?.line}${first?.key ? `, ${first.key}` : ""}: ${first?.message}${more}`,
      { problems },
    );
  },
  run: async ({ tx, now, newId, actor, prepared: playbook }) => {
    const taken = await tx.playbook.findFirst({
      where: { slug: playbook.id, version: playbook.version, origin: "uploaded" },
    });
    const sha256 = playbookHash(playbook);
    const shipped = (await builtInPlaybooks()).some(({ content }) => content.id === playbook.id);
    if (shipped)
      throw new AppError(
        "duplicate",
        `“${playbook.id}” is the id of a playbook that ships with Liftlock. Give yours another id.`,
      );
    if (taken) {
      const same =
        taken.sha256 === sha256
          ? "exactly this one is there already"
          : "another content has this version already; raise the version";
      throw new AppError("duplicate", `${playbook.id} ${playbook.version}: ${same}.`);
    }
    const id = newId();
    const steps = playbook.phases.reduce((sum, phase) => sum + phase.steps.length, 0);
    await tx.playbook.create({
      data: {
        id,
        slug: playbook.id,
        version: playbook.version,
        product: playbook.product,
        title: playbook.title,
        origin: "uploaded",
        content: playbook as unknown as Prisma.InputJsonValue,
        sha256,
        addedById: actor?.id ?? null,
        createdAt: now,
      },
    });
    const { product, version } = playbook;
    return {
      output: {
        slug: playbook.id,
        version,
        product,
        steps,
        advice: playbookAdvice(playbook).map((fault) => fault.message),
      },
      events: [
        {
          type: "playbook.uploaded",
          subject: { type: "playbook", id },
          data: { slug: playbook.id, version, product, steps, sha256 },
        },
      ],
    };
  },
});
