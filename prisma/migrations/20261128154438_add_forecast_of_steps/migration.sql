-- CreateEnum
CREATE TYPE "StepScale" AS ENUM ('rows', 'bytes', 'apis', 'tenants', 'nodes');

-- AlterTable
ALTER TABLE "Step" ADD COLUMN     "exclusive" TEXT,
ADD COLUMN     "scalesWith" "StepScale",
ADD COLUMN     "unattended" BOOLEAN NOT NULL DEFAULT false;

-- Invariants, named like facts.
ALTER TABLE "Step" ADD CONSTRAINT what_a_step_needs_for_itself_has_a_name CHECK ("exclusive" <> '');
