-- CreateEnum
CREATE TYPE "FindingLevel" AS ENUM ('info', 'attention', 'must_act');

-- CreateEnum
CREATE TYPE "ItemState" AS ENUM ('open', 'doing', 'done', 'not_applicable');

-- DropForeignKey
ALTER TABLE "Comment" DROP CONSTRAINT "Comment_stepId_fkey";

-- AlterTable
ALTER TABLE "Comment" ADD COLUMN     "itemId" UUID,
ALTER COLUMN "stepId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Evidence" ADD COLUMN     "environmentId" UUID,
ADD COLUMN     "itemId" UUID;

-- CreateTable
CREATE TABLE "InventoryItem" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "level" "FindingLevel" NOT NULL,
    "verdict" TEXT,
    "verdictReason" TEXT NOT NULL DEFAULT '',
    "fields" JSONB NOT NULL DEFAULT '{}',
    "note" TEXT NOT NULL DEFAULT '',
    "findings" JSONB NOT NULL DEFAULT '[]',
    "source" JSONB NOT NULL,
    "proposal" JSONB,
    "environmentIds" UUID[],
    "ownerId" UUID,
    "dueAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "removedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "InventoryItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ItemStanding" (
    "itemId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "state" "ItemState" NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "since" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID,

    CONSTRAINT "ItemStanding_pkey" PRIMARY KEY ("itemId","environmentId")
);

-- CreateTable
CREATE TABLE "ItemTestCase" (
    "itemId" UUID NOT NULL,
    "testCaseId" UUID NOT NULL,

    CONSTRAINT "ItemTestCase_pkey" PRIMARY KEY ("itemId","testCaseId")
);

-- CreateTable
CREATE TABLE "Reading" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "analyser" TEXT NOT NULL,
    "environmentId" UUID,
    "node" TEXT NOT NULL DEFAULT '',
    "files" JSONB NOT NULL,
    "report" JSONB NOT NULL,
    "counts" JSONB NOT NULL,
    "knowledgeSha256" TEXT NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,
    "readById" UUID NOT NULL,
    "appliedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Reading_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "InventoryItem_kind_key_idx" ON "InventoryItem"("kind", "key");

-- CreateIndex
CREATE UNIQUE INDEX "InventoryItem_upgradeId_code_key" ON "InventoryItem"("upgradeId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "InventoryItem_upgradeId_kind_key_key" ON "InventoryItem"("upgradeId", "kind", "key");

-- CreateIndex
CREATE INDEX "ItemStanding_environmentId_idx" ON "ItemStanding"("environmentId");

-- CreateIndex
CREATE INDEX "ItemTestCase_testCaseId_idx" ON "ItemTestCase"("testCaseId");

-- CreateIndex
CREATE INDEX "Reading_upgradeId_analyser_environmentId_node_readAt_idx" ON "Reading"("upgradeId", "analyser", "environmentId", "node", "readAt");

-- CreateIndex
CREATE INDEX "Comment_itemId_idx" ON "Comment"("itemId");

-- CreateIndex
CREATE INDEX "Evidence_itemId_idx" ON "Evidence"("itemId");

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "InventoryItem"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InventoryItem" ADD CONSTRAINT "InventoryItem_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ItemStanding" ADD CONSTRAINT "ItemStanding_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "InventoryItem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ItemTestCase" ADD CONSTRAINT "ItemTestCase_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "InventoryItem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ItemTestCase" ADD CONSTRAINT "ItemTestCase_testCaseId_fkey" FOREIGN KEY ("testCaseId") REFERENCES "TestCase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_stepId_fkey" FOREIGN KEY ("stepId") REFERENCES "Step"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "InventoryItem"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A change of these tables needs an event in the same transaction, as of every other that holds facts.
DO $$
DECLARE audited text;
BEGIN
  FOREACH audited IN ARRAY ARRAY['InventoryItem', 'ItemStanding', 'ItemTestCase', 'Reading'] LOOP
    EXECUTE format(
      'CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited()',
      audited);
  END LOOP;
END $$;

-- Invariants, named like facts. Rows from before have exactly one subject already.
ALTER TABLE "Evidence" DROP CONSTRAINT evidence_proves_one_thing;
ALTER TABLE "Evidence" ADD CONSTRAINT evidence_proves_one_thing CHECK (num_nonnulls("stepId", "executionId", "itemId") = 1);
ALTER TABLE "Evidence" ADD CONSTRAINT only_evidence_of_items_names_an_environment CHECK ("environmentId" IS NULL OR "itemId" IS NOT NULL);
ALTER TABLE "Comment" ADD CONSTRAINT comment_is_on_one_thing CHECK (num_nonnulls("stepId", "itemId") = 1);
ALTER TABLE "ItemStanding" ADD CONSTRAINT not_applicable_item_has_a_reason CHECK ("state" <> 'not_applicable' OR "reason" <> '');
