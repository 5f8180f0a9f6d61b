import type { Manifest } from "@/domain/manifest";
import { currentSignOffs, decideSign, type SignCommand } from "@/domain/sign-off";
import { type FoundGate, findGateToWrite } from "@/features/gates/queries/find";
import { signFacts } from "@/features/gates/queries/sign-facts";
import { gateTitle } from "@/features/gates/queries/summary";
import { confirmPassword } from "@/lib/auth";
import { upgradeCommand } from "@/lib/command";
import type { Prisma, WriteClient } from "@/lib/db";
import { loadWork } from "@/lib/environment-facts";
import { AppError, refused } from "@/lib/errors";
import { type BoundManifest, canonicalSha256, manifestOf, readableDifference } from "@/lib/manifests";
import { paths } from "@/lib/paths";
import { signOffsOf } from "@/lib/standing";
import { signInput, signOutput } from "../schema";

/** Approves or rejects a gate: bound to the manifest the signer saw, and to nothing else. */
export const sign = upgradeCommand({
  name: "signOff.sign",
  summary: "Sign or reject a gate; asks for the signer's password again",
  method: "POST",
  path: "/upgrades/{upgrade}/gates/{environment}/{gate}/sign-offs",
  creates: true,
  input: signInput,
  output: signOutput,
  // Before the transaction: checking a password is slow on purpose, and nobody else should wait for it.
  prepare: async ({ password }, actor) => confirmPassword(actor, password),
  run: async ({ tx, now, newId, upgrade: scope, actor }, input) => {
    const found = await findGateToWrite(tx, scope, input, now);
    const { upgrade, environment, gate, evaluation } = found;
    const conditions = input.conditions.filter((condition) => condition !== "");
    const command: SignCommand = {
      decision: input.decision,
      meaning: input.decision === "approve" ? input.meaning : null,
      statement: input.statement,
      conditions,
    };
    const label = gateTitle(environment, gate.kind);
    const work = await loadWork(tx, environment.id);
    const verdict = decideSign(signFacts(found, work, { id: actor.id, roles: scope.roles }, now), command);
    if (!verdict.ok)
      throw refused(verdict.refusals, {
        blockers: evaluation.blockers.slice(0, 50).map(({ key, title }) => ({ key, title })),
      });

    const present = manifestOf(upgrade, environment, found.standing.facts, evaluation, now);
    if (present.sha256 !== input.manifestSha256)
      throw await changedSince(tx, label, input.manifest, input.manifestSha256, present);

    const id = newId();
    await tx.signOff.create({
      data: {
        id,
        upgradeId: upgrade.id,
        gateId: gate.id,
        userId: actor.id,
        roles: [...scope.roles],
        decision: command.decision,
        meaning: command.meaning,
        statement: command.statement,
        manifest: present.manifest as unknown as Prisma.InputJsonValue,
        manifestSha256: present.sha256,
        signedAt: now,
        validUntil: command.decision === "approve" ? standsUntil(found, now) : null,
      },
    });
    await tx.signOffCondition.createMany({
      data: conditions.map((text) => ({ id: newId(), upgradeId: upgrade.id, signOffId: id, text })),
    });
    const subject = { type: "sign_off", id } as const;
    const leads = upgrade.members
      .filter((member) => member.roles.includes("lead"))
      .map((member) => member.id);
    const href = paths.gate(upgrade.key, environment.key, gate.kind);
    if (command.decision === "reject") {
      return {
        output: { id, manifestSha256: present.sha256 },
        events: [
          {
            type: "signOff.rejected",
            subject,
            environmentId: environment.id,
            data: { gate: label, reason: command.statement, manifestSha256: present.sha256 },
          },
        ],
        notices: [
          {
            kind: "blocker_mine",
            to: leads,
            title: `${actor.name} rejected ${label}: ${short(command.statement)}`,
            href,
          },
        ],
      };
    }
    const meaning = command.meaning ?? "approved";
    return {
      output: { id, manifestSha256: present.sha256 },
      events: [
        {
          type: "signOff.signed",
          subject,
          environmentId: environment.id,
          data: {
            gate: label,
            meaning,
            statement: command.statement,
            manifestSha256: present.sha256,
            conditions,
            doersMaySign: upgrade.doersMaySign,
          },
        },
      ],
    };
  },
});

const short = (text: string) => (text.length > 140 ? `${text.slice(0, 139)}…` : text);

/** When the signature loses its ground by itself: the first waiver it relies on ends, its own or one that a signature below relies on. */
function standsUntil({ upgrade, evaluation }: FoundGate, now: Date): Date | null {
  const below = upgrade.gates.flatMap((gate) =>
    currentSignOffs(signOffsOf(upgrade, gate.id), now).standing.map((signOff) => signOff.validUntil),
  );
  const ends = [...evaluation.waived.map(({ waiver }) => waiver.expiresAt), ...below].filter(
    (end) => end !== null,
  );
  return ends.reduce<Date | null>((first, end) => (first === null || end < first ? end : first), null);
}

/** Somebody changed what is signed while it was being read: nothing is signed, and the difference is told where the caller sent what they saw. */
async function changedSince(
  tx: WriteClient,
  label: string,
  seen: Manifest | undefined,
  seenSha256: string,
  present: BoundManifest,
): Promise<AppError> {
  const known = seen !== undefined && canonicalSha256(seen) === seenSha256;
  const changes = known ? await readableDifference(tx, seen, present.manifest) : [];
  return new AppError(
    "version_conflict",
    `${label} is no longer what you looked at, so nothing was signed. Look at what changed and sign again.`,
    {
      current: { manifestSha256: present.sha256 },
      changes,
    },
  );
}
