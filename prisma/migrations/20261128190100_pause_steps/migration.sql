-- AlterTable
ALTER TABLE "Step" ADD COLUMN     "pauseReason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "pausedAt" TIMESTAMPTZ(3);

-- Invariants, named like facts.
ALTER TABLE "Step" ADD CONSTRAINT paused_while_in_progress CHECK ("pausedAt" IS NULL OR state = 'doing');
ALTER TABLE "Step" ADD CONSTRAINT pause_has_a_reason CHECK (("pausedAt" IS NULL) = ("pauseReason" = ''));
