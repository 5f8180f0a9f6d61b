-- CreateEnum
CREATE TYPE "RunVerdict" AS ENUM ('go', 'no_go');

-- CreateTable
CREATE TABLE "RunDecision" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "askedById" UUID NOT NULL,
    "verdict" "RunVerdict",
    "reason" TEXT NOT NULL DEFAULT '',
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "RunDecision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunVote" (
    "decisionId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "verdict" "RunVerdict" NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RunVote_pkey" PRIMARY KEY ("decisionId","userId")
);

-- CreateIndex
CREATE INDEX "RunDecision_runId_idx" ON "RunDecision"("runId");

-- AddForeignKey
ALTER TABLE "RunDecision" ADD CONSTRAINT "RunDecision_runId_fkey" FOREIGN KEY ("runId") REFERENCES "MigrationRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunVote" ADD CONSTRAINT "RunVote_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "RunDecision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A change needs an event in the same transaction, as of every other table that holds facts.
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "RunDecision"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "RunVote"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();

-- Invariants, named like facts.
ALTER TABLE "RunDecision" ADD CONSTRAINT decision_asks_something CHECK (question <> '');
ALTER TABLE "RunDecision" ADD CONSTRAINT decided_by_somebody_at_a_time CHECK (("verdict" IS NULL) = ("decidedAt" IS NULL) AND ("verdict" IS NULL) = ("decidedById" IS NULL));
ALTER TABLE "RunVote" ADD CONSTRAINT no_has_a_reason CHECK (verdict = 'go' OR reason <> '');
