-- CreateTable
CREATE TABLE "Forecast" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID NOT NULL,
    "seed" INTEGER NOT NULL,
    "draws" INTEGER NOT NULL,
    "crew" INTEGER NOT NULL,
    "named" BOOLEAN NOT NULL,
    "verify" BOOLEAN NOT NULL,
    "open" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,
    "p50" DOUBLE PRECISION NOT NULL,
    "p80" DOUBLE PRECISION NOT NULL,
    "p95" DOUBLE PRECISION NOT NULL,
    "mean" DOUBLE PRECISION NOT NULL,
    "parity" DOUBLE PRECISION NOT NULL,
    "restsOn" JSONB NOT NULL,
    "critical" JSONB NOT NULL,

    CONSTRAINT "Forecast_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Forecast_upgradeId_idx" ON "Forecast"("upgradeId");

-- CreateIndex
CREATE UNIQUE INDEX "Forecast_environmentId_number_key" ON "Forecast"("environmentId", "number");

-- AddForeignKey
ALTER TABLE "Forecast" ADD CONSTRAINT "Forecast_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Forecast" ADD CONSTRAINT "Forecast_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A change needs an event in the same transaction, as of every other table that holds facts.
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "Forecast"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();

-- Invariants, named like facts.
ALTER TABLE "Forecast" ADD CONSTRAINT percentiles_of_a_forecast_are_in_order CHECK (0 <= "p50" AND "p50" <= "p80" AND "p80" <= "p95");
ALTER TABLE "Forecast" ADD CONSTRAINT forecast_is_of_somebodys_work CHECK ("crew" >= 1 AND "draws" >= 1 AND "open" >= 1 AND "closed" >= 0);
ALTER TABLE "Forecast" ADD CONSTRAINT parity_of_a_forecast_is_a_share CHECK ("parity" BETWEEN 0 AND 1);
