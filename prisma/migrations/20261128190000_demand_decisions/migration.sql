-- AlterTable
ALTER TABLE "MigrationRun" ADD COLUMN     "abortPassedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "RunDecision" ADD COLUMN     "demanded" BOOLEAN NOT NULL DEFAULT false,
ALTER COLUMN "askedById" DROP NOT NULL;

-- Invariants, named like facts.
ALTER TABLE "RunDecision" ADD CONSTRAINT liftlock_asks_what_it_demands CHECK ("askedById" IS NOT NULL OR demanded);
