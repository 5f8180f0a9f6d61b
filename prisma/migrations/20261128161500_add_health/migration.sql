-- CreateEnum
CREATE TYPE "HealthStack" AS ENUM ('old', 'new');

-- CreateEnum
CREATE TYPE "WorseSide" AS ENUM ('above', 'below');

-- CreateEnum
CREATE TYPE "HealthThresholdSource" AS ENUM ('vendor', 'baseline', 'agreed');

-- CreateTable
CREATE TABLE "HealthSeries" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "stack" "HealthStack" NOT NULL,
    "metric" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "worse" "WorseSide" NOT NULL,
    "samples" INTEGER NOT NULL DEFAULT 0,
    "stamp" UUID NOT NULL,
    "firstAt" TIMESTAMPTZ(3),
    "lastAt" TIMESTAMPTZ(3),

    CONSTRAINT "HealthSeries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HealthSample" (
    "seriesId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "HealthSample_pkey" PRIMARY KEY ("seriesId","at")
);

-- CreateTable
CREATE TABLE "HealthBaseline" (
    "environmentId" UUID NOT NULL,
    "metric" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "upgradeId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "usual" JSONB NOT NULL,

    CONSTRAINT "HealthBaseline_pkey" PRIMARY KEY ("environmentId","metric","label")
);

-- CreateTable
CREATE TABLE "HealthThreshold" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "metric" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "source" "HealthThresholdSource" NOT NULL,
    "limit" DOUBLE PRECISION,
    "tolerance" DOUBLE PRECISION,
    "forMinutes" INTEGER NOT NULL,
    "everySeconds" INTEGER NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "hours" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,
    "setById" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "HealthThreshold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntityCount" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "before" INTEGER,
    "after" INTEGER,
    "accepted" TEXT,
    "acceptedAt" TIMESTAMPTZ(3),
    "acceptedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "EntityCount_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "HealthSeries_upgradeId_idx" ON "HealthSeries"("upgradeId");

-- CreateIndex
CREATE UNIQUE INDEX "HealthSeries_environmentId_stack_metric_label_key" ON "HealthSeries"("environmentId", "stack", "metric", "label");

-- CreateIndex
CREATE INDEX "HealthBaseline_upgradeId_idx" ON "HealthBaseline"("upgradeId");

-- CreateIndex
CREATE INDEX "HealthThreshold_upgradeId_idx" ON "HealthThreshold"("upgradeId");

-- CreateIndex
CREATE UNIQUE INDEX "HealthThreshold_environmentId_metric_label_key" ON "HealthThreshold"("environmentId", "metric", "label");

-- CreateIndex
CREATE INDEX "EntityCount_upgradeId_idx" ON "EntityCount"("upgradeId");

-- CreateIndex
CREATE UNIQUE INDEX "EntityCount_environmentId_name_key" ON "EntityCount"("environmentId", "name");

-- AddForeignKey
ALTER TABLE "HealthSeries" ADD CONSTRAINT "HealthSeries_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HealthSeries" ADD CONSTRAINT "HealthSeries_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HealthSample" ADD CONSTRAINT "HealthSample_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "HealthSeries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HealthBaseline" ADD CONSTRAINT "HealthBaseline_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HealthBaseline" ADD CONSTRAINT "HealthBaseline_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HealthThreshold" ADD CONSTRAINT "HealthThreshold_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HealthThreshold" ADD CONSTRAINT "HealthThreshold_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityCount" ADD CONSTRAINT "EntityCount_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityCount" ADD CONSTRAINT "EntityCount_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A change needs an event in the same transaction, as of every other table that holds facts.
DO $$
DECLARE audited text;
BEGIN
  FOREACH audited IN ARRAY ARRAY['HealthSeries', 'HealthBaseline', 'HealthThreshold', 'EntityCount'] LOOP
    EXECUTE format(
      'CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited()',
      audited);
  END LOOP;
END $$;

-- Samples come by thousands in one push, whose one event names their number and hash: they have no guard of their own for
-- each row. What was measured is never measured otherwise afterwards.
CREATE FUNCTION samples_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'samples are append-only: "HealthSample" takes no %', TG_OP;
END $$;
CREATE TRIGGER samples_are_append_only BEFORE UPDATE OR DELETE ON "HealthSample"
  FOR EACH ROW EXECUTE FUNCTION samples_are_append_only();

-- Invariants, named like facts.
ALTER TABLE "HealthSample" ADD CONSTRAINT sample_is_a_number CHECK ("value" NOT IN ('NaN', 'Infinity', '-Infinity'));
ALTER TABLE "HealthSeries" ADD CONSTRAINT metric_has_a_plain_name CHECK ("metric" ~ '^[a-z][a-z0-9_]{0,59}$');
ALTER TABLE "HealthSeries" ADD CONSTRAINT series_with_samples_says_when CHECK (("samples" = 0) = ("firstAt" IS NULL) AND ("samples" = 0) = ("lastAt" IS NULL) AND "firstAt" <= "lastAt");
ALTER TABLE "HealthBaseline" ADD CONSTRAINT baseline_period_has_a_length CHECK ("from" < "until");
ALTER TABLE "HealthThreshold" ADD CONSTRAINT threshold_has_a_limit_or_a_tolerance CHECK (("source" = 'baseline') = ("limit" IS NULL) AND ("source" = 'baseline') = ("tolerance" IS NOT NULL));
ALTER TABLE "HealthThreshold" ADD CONSTRAINT threshold_is_watched_for_a_time CHECK ("hours" BETWEEN 1 AND 1464 AND "everySeconds" >= 1 AND "forMinutes" BETWEEN 0 AND "hours" * 60 - 1);
ALTER TABLE "HealthThreshold" ADD CONSTRAINT threshold_has_a_reason CHECK ("reason" <> '');
ALTER TABLE "EntityCount" ADD CONSTRAINT counts_are_not_negative CHECK ("before" >= 0 AND "after" >= 0);
ALTER TABLE "EntityCount" ADD CONSTRAINT only_a_difference_is_accepted CHECK ("accepted" IS NULL OR ("before" IS NOT NULL AND "after" IS NOT NULL AND "before" <> "after"));
ALTER TABLE "EntityCount" ADD CONSTRAINT accepted_difference_says_who_why_and_when CHECK (("accepted" IS NULL OR "accepted" <> '') AND ("accepted" IS NULL) = ("acceptedAt" IS NULL) AND ("accepted" IS NULL) = ("acceptedById" IS NULL));
