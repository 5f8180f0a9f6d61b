-- CreateEnum
CREATE TYPE "LogReadingKind" AS ENUM ('current', 'baseline');

-- CreateEnum
CREATE TYPE "LogDecisionKind" AS ENUM ('ignored', 'issue', 'must_fix');

-- CreateTable
CREATE TABLE "LogReading" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" "LogReadingKind" NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "summary" JSONB NOT NULL,
    "groups" JSONB NOT NULL,
    "asking" JSONB NOT NULL,
    "knowledgeSha256" TEXT NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,
    "readById" UUID NOT NULL,

    CONSTRAINT "LogReading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LogDecision" (
    "environmentId" UUID NOT NULL,
    "signature" TEXT NOT NULL,
    "upgradeId" UUID NOT NULL,
    "decision" "LogDecisionKind" NOT NULL,
    "reason" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" UUID NOT NULL,

    CONSTRAINT "LogDecision_pkey" PRIMARY KEY ("environmentId","signature")
);

-- CreateIndex
CREATE INDEX "LogReading_upgradeId_idx" ON "LogReading"("upgradeId");

-- CreateIndex
CREATE UNIQUE INDEX "LogReading_environmentId_number_key" ON "LogReading"("environmentId", "number");

-- CreateIndex
CREATE INDEX "LogDecision_upgradeId_idx" ON "LogDecision"("upgradeId");

-- AddForeignKey
ALTER TABLE "LogReading" ADD CONSTRAINT "LogReading_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LogReading" ADD CONSTRAINT "LogReading_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LogDecision" ADD CONSTRAINT "LogDecision_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LogDecision" ADD CONSTRAINT "LogDecision_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A change needs an event in the same transaction, as of every other table that holds facts.
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "LogReading"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "LogDecision"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();

-- Invariants, named like facts.
ALTER TABLE "LogReading" ADD CONSTRAINT readings_count_from_one CHECK ("number" >= 1);
ALTER TABLE "LogDecision" ADD CONSTRAINT ignored_message_has_a_reason CHECK (decision <> 'ignored' OR reason <> '');
ALTER TABLE "LogDecision" ADD CONSTRAINT followed_message_has_a_link CHECK (decision <> 'issue' OR link <> '');
ALTER TABLE "LogDecision" ADD CONSTRAINT signature_is_a_sha256 CHECK (signature ~ '^[0-9a-f]{64}$');
