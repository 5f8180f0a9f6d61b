-- CreateEnum
CREATE TYPE "HypercareResult" AS ENUM ('clean', 'finding');

-- CreateEnum
CREATE TYPE "FindingSeverity" AS ENUM ('critical', 'major', 'minor');

-- AlterTable
ALTER TABLE "Upgrade" ADD COLUMN     "verification" JSONB;

-- CreateTable
CREATE TABLE "HypercarePeriod" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "begin" TIMESTAMPTZ(3) NOT NULL,
    "days" INTEGER NOT NULL,
    "zone" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "startedById" UUID NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "endedWhy" TEXT,
    "toldDays" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "HypercarePeriod_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HypercareAnswer" (
    "periodId" UUID NOT NULL,
    "day" INTEGER NOT NULL,
    "checkId" TEXT NOT NULL,
    "upgradeId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "result" "HypercareResult" NOT NULL,
    "note" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "answeredAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredById" UUID NOT NULL,
    "correctedAt" TIMESTAMPTZ(3),
    "correctedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "HypercareAnswer_pkey" PRIMARY KEY ("periodId","day","checkId")
);

-- CreateTable
CREATE TABLE "HypercareFinding" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "periodId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "checkId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "severity" "FindingSeverity" NOT NULL,
    "link" TEXT NOT NULL,
    "ownerId" UUID,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "openedById" UUID NOT NULL,
    "done" TEXT,
    "closedAt" TIMESTAMPTZ(3),
    "closedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "HypercareFinding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "HypercarePeriod_upgradeId_idx" ON "HypercarePeriod"("upgradeId");

-- CreateIndex
CREATE INDEX "HypercarePeriod_dueAt_idx" ON "HypercarePeriod"("dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "HypercarePeriod_environmentId_number_key" ON "HypercarePeriod"("environmentId", "number");

-- CreateIndex
CREATE INDEX "HypercareAnswer_upgradeId_idx" ON "HypercareAnswer"("upgradeId");

-- CreateIndex
CREATE INDEX "HypercareFinding_upgradeId_idx" ON "HypercareFinding"("upgradeId");

-- CreateIndex
CREATE INDEX "HypercareFinding_periodId_idx" ON "HypercareFinding"("periodId");

-- CreateIndex
CREATE UNIQUE INDEX "HypercareFinding_environmentId_number_key" ON "HypercareFinding"("environmentId", "number");

-- AddForeignKey
ALTER TABLE "HypercarePeriod" ADD CONSTRAINT "HypercarePeriod_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HypercarePeriod" ADD CONSTRAINT "HypercarePeriod_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HypercareAnswer" ADD CONSTRAINT "HypercareAnswer_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HypercareAnswer" ADD CONSTRAINT "HypercareAnswer_periodId_fkey" FOREIGN KEY ("periodId") REFERENCES "HypercarePeriod"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HypercareFinding" ADD CONSTRAINT "HypercareFinding_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HypercareFinding" ADD CONSTRAINT "HypercareFinding_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HypercareFinding" ADD CONSTRAINT "HypercareFinding_periodId_fkey" FOREIGN KEY ("periodId") REFERENCES "HypercarePeriod"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A change needs an event in the same transaction, as of every other table that holds facts.
DO $$
DECLARE audited text;
BEGIN
  FOREACH audited IN ARRAY ARRAY['HypercarePeriod', 'HypercareAnswer', 'HypercareFinding'] LOOP
    EXECUTE format(
      'CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited()',
      audited);
  END LOOP;
END $$;

-- Invariants, named like facts.
ALTER TABLE "HypercarePeriod" ADD CONSTRAINT periods_of_hypercare_count_from_one CHECK ("number" >= 1);
ALTER TABLE "HypercarePeriod" ADD CONSTRAINT hypercare_is_kept_for_days CHECK ("days" BETWEEN 1 AND 120 AND "toldDays" BETWEEN 0 AND "days");
ALTER TABLE "HypercarePeriod" ADD CONSTRAINT hypercare_does_not_begin_ahead CHECK ("begin" <= "startedAt");
ALTER TABLE "HypercarePeriod" ADD CONSTRAINT hypercare_ended_early_says_who_and_why CHECK (("endedAt" IS NULL OR "endedWhy" <> '') AND ("endedAt" IS NULL) = ("endedWhy" IS NULL) AND ("endedAt" IS NULL) = ("endedById" IS NULL) AND "endedAt" >= "begin");
ALTER TABLE "HypercareAnswer" ADD CONSTRAINT days_of_answers_count_from_one CHECK ("day" >= 1);
ALTER TABLE "HypercareAnswer" ADD CONSTRAINT corrected_answer_says_who_and_when CHECK (("correctedAt" IS NULL) = ("correctedById" IS NULL) AND "correctedAt" >= "answeredAt");
ALTER TABLE "HypercareFinding" ADD CONSTRAINT findings_count_from_one CHECK ("number" >= 1 AND "day" >= 1);
ALTER TABLE "HypercareFinding" ADD CONSTRAINT finding_says_what CHECK ("what" <> '');
ALTER TABLE "HypercareFinding" ADD CONSTRAINT closed_finding_says_who_when_and_what_was_done CHECK (("done" IS NULL OR "done" <> '') AND ("done" IS NULL) = ("closedAt" IS NULL) AND ("done" IS NULL) = ("closedById" IS NULL));
