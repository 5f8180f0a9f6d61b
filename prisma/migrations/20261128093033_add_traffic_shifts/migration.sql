-- CreateTable
CREATE TABLE "TrafficShift" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "share" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "agreedHours" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID NOT NULL,

    CONSTRAINT "TrafficShift_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TrafficShift_upgradeId_idx" ON "TrafficShift"("upgradeId");

-- CreateIndex
CREATE UNIQUE INDEX "TrafficShift_environmentId_number_key" ON "TrafficShift"("environmentId", "number");

-- AddForeignKey
ALTER TABLE "TrafficShift" ADD CONSTRAINT "TrafficShift_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrafficShift" ADD CONSTRAINT "TrafficShift_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A change needs an event in the same transaction, as of every other table that holds facts.
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "TrafficShift"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();

-- Invariants, named like facts.
ALTER TABLE "TrafficShift" ADD CONSTRAINT share_is_a_percentage CHECK ("share" BETWEEN 0 AND 100);
ALTER TABLE "TrafficShift" ADD CONSTRAINT shift_of_traffic_has_a_reason CHECK ("reason" <> '');
ALTER TABLE "TrafficShift" ADD CONSTRAINT only_all_traffic_agrees_on_a_time CHECK (("share" = 100) = ("agreedHours" IS NOT NULL));
ALTER TABLE "TrafficShift" ADD CONSTRAINT agreed_time_is_at_least_an_hour CHECK ("agreedHours" >= 1);
