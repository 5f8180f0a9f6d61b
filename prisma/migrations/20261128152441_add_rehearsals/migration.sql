-- CreateEnum
CREATE TYPE "RunKind" AS ENUM ('pilot', 'live');

-- CreateEnum
CREATE TYPE "RunOutcome" AS ENUM ('succeeded', 'failed', 'aborted');

-- CreateEnum
CREATE TYPE "RunEntryKind" AS ENUM ('interruption', 'deviation', 'announcement', 'handover', 'note');

-- AlterTable
ALTER TABLE "Environment" ADD COLUMN     "backOutChangedAt" TIMESTAMPTZ(3),
ADD COLUMN     "planChangedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Upgrade" ADD COLUMN     "rehearsal" JSONB;

-- CreateTable
CREATE TABLE "EnvironmentTrait" (
    "environmentId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "EnvironmentTrait_pkey" PRIMARY KEY ("environmentId","key")
);

-- CreateTable
CREATE TABLE "ParityAcceptance" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "here" TEXT NOT NULL,
    "production" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ParityAcceptance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MigrationRun" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "kind" "RunKind" NOT NULL,
    "number" INTEGER NOT NULL,
    "data" JSONB,
    "participantIds" UUID[],
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "startedById" UUID NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "outcome" "RunOutcome",
    "lessons" TEXT NOT NULL DEFAULT '',
    "backOutAt" TIMESTAMPTZ(3),
    "backOutEndedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "MigrationRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunEntry" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "kind" "RunEntryKind" NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "byId" UUID NOT NULL,

    CONSTRAINT "RunEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BackOutStep" (
    "runId" UUID NOT NULL,
    "stepId" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "byId" UUID NOT NULL,

    CONSTRAINT "BackOutStep_pkey" PRIMARY KEY ("runId","stepId")
);

-- CreateIndex
CREATE INDEX "ParityAcceptance_environmentId_idx" ON "ParityAcceptance"("environmentId");

-- CreateIndex
CREATE INDEX "MigrationRun_upgradeId_idx" ON "MigrationRun"("upgradeId");

-- CreateIndex
CREATE UNIQUE INDEX "MigrationRun_environmentId_number_key" ON "MigrationRun"("environmentId", "number");

-- CreateIndex
CREATE INDEX "RunEntry_runId_idx" ON "RunEntry"("runId");

-- AddForeignKey
ALTER TABLE "EnvironmentTrait" ADD CONSTRAINT "EnvironmentTrait_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParityAcceptance" ADD CONSTRAINT "ParityAcceptance_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MigrationRun" ADD CONSTRAINT "MigrationRun_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MigrationRun" ADD CONSTRAINT "MigrationRun_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunEntry" ADD CONSTRAINT "RunEntry_runId_fkey" FOREIGN KEY ("runId") REFERENCES "MigrationRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BackOutStep" ADD CONSTRAINT "BackOutStep_runId_fkey" FOREIGN KEY ("runId") REFERENCES "MigrationRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A change needs an event in the same transaction, as of every other table that holds facts.
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "EnvironmentTrait"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "ParityAcceptance"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "MigrationRun"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "RunEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "BackOutStep"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();

-- Invariants, named like facts.
CREATE UNIQUE INDEX one_run_goes_on_in_an_environment ON "MigrationRun"("environmentId") WHERE "endedAt" IS NULL;
CREATE UNIQUE INDEX one_interruption_at_a_time ON "RunEntry"("runId") WHERE kind = 'interruption' AND "until" IS NULL;
CREATE UNIQUE INDEX one_acceptance_of_a_difference ON "ParityAcceptance"("environmentId", key) WHERE "endedAt" IS NULL;
ALTER TABLE "MigrationRun" ADD CONSTRAINT ended_run_has_an_outcome CHECK (("endedAt" IS NULL) = ("outcome" IS NULL) AND ("endedAt" IS NULL) = ("endedById" IS NULL));
ALTER TABLE "MigrationRun" ADD CONSTRAINT pilot_says_its_data CHECK (kind <> 'pilot' OR data IS NOT NULL);
ALTER TABLE "MigrationRun" ADD CONSTRAINT back_out_ends_after_it_began CHECK ("backOutEndedAt" IS NULL OR "backOutAt" <= "backOutEndedAt");
ALTER TABLE "RunEntry" ADD CONSTRAINT entry_says_something CHECK (text <> '');
ALTER TABLE "RunEntry" ADD CONSTRAINT only_interruptions_have_an_end CHECK ("until" IS NULL OR (kind = 'interruption' AND "until" >= at));
ALTER TABLE "ParityAcceptance" ADD CONSTRAINT acceptance_has_a_reason CHECK (reason <> '');
ALTER TABLE "BackOutStep" ADD CONSTRAINT step_is_undone_after_it_was_begun CHECK ("finishedAt" IS NULL OR "startedAt" <= "finishedAt");
