-- AlterTable
ALTER TABLE "Upgrade" ADD COLUMN     "previousId" UUID,
ADD COLUMN     "previousSignedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Upgrade_previousId_idx" ON "Upgrade"("previousId");

-- AddForeignKey
ALTER TABLE "Upgrade" ADD CONSTRAINT "Upgrade_previousId_fkey" FOREIGN KEY ("previousId") REFERENCES "Upgrade"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Invariants, named like facts. That links make no circle follows from the releases of both ends.
ALTER TABLE "Upgrade" ADD CONSTRAINT upgrade_does_not_wait_for_itself CHECK ("previousId" <> "id");
ALTER TABLE "Upgrade" ADD CONSTRAINT only_a_linked_upgrade_is_unlocked CHECK ("previousSignedAt" IS NULL OR "previousId" IS NOT NULL);
