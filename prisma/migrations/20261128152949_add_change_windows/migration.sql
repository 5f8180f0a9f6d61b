-- CreateEnum
CREATE TYPE "ProfileFormat" AS ENUM ('csv', 'access_log');

-- CreateEnum
CREATE TYPE "ClosedKind" AS ENUM ('freeze', 'holiday');

-- CreateEnum
CREATE TYPE "WindowPhase" AS ENUM ('ahead', 'begun', 'over');

-- CreateEnum
CREATE TYPE "WindowState" AS ENUM ('booked', 'cancelled');

-- CreateTable
CREATE TABLE "TrafficProfile" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "stepMinutes" INTEGER NOT NULL,
    "counts" BYTEA NOT NULL,
    "format" "ProfileFormat" NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileSha256" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "zone" TEXT NOT NULL,
    "notes" JSONB NOT NULL,
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL,
    "uploadedById" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "TrafficProfile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Freeze" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "kind" "ClosedKind" NOT NULL,
    "name" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "createdById" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Freeze_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChangeWindow" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "plannedEndsAt" TIMESTAMPTZ(3) NOT NULL,
    "reserveMinutes" INTEGER NOT NULL,
    "crewIds" UUID[],
    "sharedSystems" TEXT[],
    "state" "WindowState" NOT NULL DEFAULT 'booked',
    "reason" TEXT NOT NULL DEFAULT '',
    "acceptedConflicts" JSONB NOT NULL DEFAULT '[]',
    "acceptedReason" TEXT NOT NULL DEFAULT '',
    "remindedMinutes" INTEGER,
    "phase" "WindowPhase" NOT NULL DEFAULT 'ahead',
    "bookedAt" TIMESTAMPTZ(3) NOT NULL,
    "bookedById" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ChangeWindow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CrewHours" (
    "upgradeId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "fromMinute" INTEGER NOT NULL,
    "toMinute" INTEGER NOT NULL,
    "weekdays" INTEGER[],
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CrewHours_pkey" PRIMARY KEY ("upgradeId","userId")
);

-- CreateTable
CREATE TABLE "CalendarLink" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "secretHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CalendarLink_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "TrafficProfile_environmentId_key" ON "TrafficProfile"("environmentId");

-- CreateIndex
CREATE INDEX "TrafficProfile_upgradeId_idx" ON "TrafficProfile"("upgradeId");

-- CreateIndex
CREATE INDEX "Freeze_upgradeId_startsAt_idx" ON "Freeze"("upgradeId", "startsAt");

-- CreateIndex
CREATE INDEX "ChangeWindow_upgradeId_idx" ON "ChangeWindow"("upgradeId");

-- CreateIndex
CREATE INDEX "ChangeWindow_environmentId_idx" ON "ChangeWindow"("environmentId");

-- CreateIndex
CREATE INDEX "ChangeWindow_state_startsAt_idx" ON "ChangeWindow"("state", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarLink_secretHash_key" ON "CalendarLink"("secretHash");

-- CreateIndex
CREATE INDEX "CalendarLink_userId_idx" ON "CalendarLink"("userId");

-- AddForeignKey
ALTER TABLE "TrafficProfile" ADD CONSTRAINT "TrafficProfile_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrafficProfile" ADD CONSTRAINT "TrafficProfile_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Freeze" ADD CONSTRAINT "Freeze_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChangeWindow" ADD CONSTRAINT "ChangeWindow_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChangeWindow" ADD CONSTRAINT "ChangeWindow_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CrewHours" ADD CONSTRAINT "CrewHours_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CrewHours" ADD CONSTRAINT "CrewHours_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarLink" ADD CONSTRAINT "CalendarLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A change needs an event in the same transaction, as of every other table that holds facts.
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "TrafficProfile"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "Freeze"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "ChangeWindow"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "CrewHours"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();
CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON "CalendarLink"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();

-- Invariants, named like facts.
ALTER TABLE "TrafficProfile" ADD CONSTRAINT interval_is_a_minute_to_an_hour CHECK ("stepMinutes" BETWEEN 1 AND 60);
ALTER TABLE "TrafficProfile" ADD CONSTRAINT counts_are_whole_numbers_of_floats CHECK (octet_length("counts") > 0 AND octet_length("counts") % 4 = 0);
ALTER TABLE "Freeze" ADD CONSTRAINT freeze_ends_after_it_begins CHECK ("endsAt" > "startsAt");
ALTER TABLE "Freeze" ADD CONSTRAINT freeze_has_a_name CHECK ("name" <> '');
ALTER TABLE "Freeze" ADD CONSTRAINT freeze_has_a_reason CHECK ("kind" <> 'freeze' OR "reason" <> '');
ALTER TABLE "ChangeWindow" ADD CONSTRAINT window_ends_after_it_begins CHECK ("endsAt" > "startsAt");
ALTER TABLE "ChangeWindow" ADD CONSTRAINT planned_end_is_after_the_start CHECK ("plannedEndsAt" > "startsAt");
ALTER TABLE "ChangeWindow" ADD CONSTRAINT reserve_leaves_time_to_work CHECK ("reserveMinutes" = 0 OR ("reserveMinutes" > 0 AND make_interval(mins => "reserveMinutes") < "endsAt" - "startsAt"));
ALTER TABLE "ChangeWindow" ADD CONSTRAINT cancelled_window_has_a_reason CHECK ("state" <> 'cancelled' OR "reason" <> '');
ALTER TABLE "ChangeWindow" ADD CONSTRAINT accepted_conflicts_have_a_reason CHECK ("acceptedConflicts" = '[]'::jsonb OR "acceptedReason" <> '');
ALTER TABLE "ChangeWindow" ADD CONSTRAINT reminder_is_before_the_start CHECK ("remindedMinutes" > 0);
ALTER TABLE "CrewHours" ADD CONSTRAINT hours_are_minutes_of_a_day CHECK ("fromMinute" BETWEEN 0 AND 1439 AND "toMinute" BETWEEN 0 AND 1439);
ALTER TABLE "CrewHours" ADD CONSTRAINT hours_begin_on_days_of_the_week CHECK (cardinality("weekdays") BETWEEN 1 AND 7 AND "weekdays" <@ ARRAY[0, 1, 2, 3, 4, 5, 6]);
CREATE UNIQUE INDEX one_calendar_link_per_person ON "CalendarLink" ("userId") WHERE "revokedAt" IS NULL;
