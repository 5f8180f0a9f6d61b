-- What the database itself refuses, whoever asks, psql included.

-- 1. History is append-only, and every row names the transaction that wrote it.
CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is append-only: "AuditEvent" takes no %', TG_OP;
END $$;

CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();

-- The column is what the guard below looks for: nobody may name another transaction.
CREATE FUNCTION event_names_its_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.xid := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $$;

CREATE TRIGGER event_names_its_transaction BEFORE INSERT ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION event_names_its_transaction();

-- 2. A change of an audited table needs an event in the same transaction. Deferred, so that the order inside does not matter.
CREATE FUNCTION change_is_audited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "AuditEvent" WHERE xid = pg_current_xact_id()::text::bigint) THEN
    RAISE EXCEPTION 'unaudited change: % on "%" without an event in its transaction', TG_OP, TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;

-- Every table but those that hold no facts of history: sessions and sign-in counts, stored answers, presence, notifications, chain heads.
DO $$
DECLARE audited text;
BEGIN
  FOREACH audited IN ARRAY ARRAY[
    'User', 'Invitation', 'Playbook', 'Upgrade', 'Member', 'Environment', 'EnvironmentVariable', 'Step', 'StepPredecessor',
    'Attestation', 'Comment', 'Evidence', 'EvidenceBlob', 'UseCase', 'TestCase', 'TestCaseRevision', 'TestRun', 'TestExecution',
    'TestStanding', 'TestImport', 'ImportItem', 'CaseMapping', 'Gate', 'GateSlot', 'SignOff', 'SignOffCondition', 'Waiver'
  ] LOOP
    EXECUTE format(
      'CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited()',
      audited);
  END LOOP;
END $$;

-- A token's last use is not a fact of history; everything else about it is.
CREATE CONSTRAINT TRIGGER change_is_audited
  AFTER INSERT OR DELETE OR UPDATE OF "userId", "name", "prefix", "hash", "scope", "expiresAt", "revokedAt" ON "ApiToken"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_is_audited();

-- 3. Invariants, named like facts.
ALTER TABLE "User" ADD CONSTRAINT email_is_lower_case CHECK ("email" = lower("email"));
ALTER TABLE "Member" ADD CONSTRAINT member_has_a_role CHECK (cardinality("roles") > 0);
ALTER TABLE "Environment" ADD CONSTRAINT position_counts_from_zero CHECK ("position" >= 0);
ALTER TABLE "Step" ADD CONSTRAINT done_step_says_who_and_when CHECK ("state" <> 'done' OR ("finishedAt" IS NOT NULL AND "doneById" IS NOT NULL));
ALTER TABLE "Step" ADD CONSTRAINT set_aside_step_has_a_reason CHECK ("state" NOT IN ('blocked', 'skipped', 'not_applicable') OR "stateReason" <> '');
ALTER TABLE "Step" ADD CONSTRAINT needed_by_names_a_gate CHECK ("neededBy" IS NULL OR "neededBy" ~ '^[a-z_]+\.(entry|exit)$');
ALTER TABLE "Step" ADD CONSTRAINT only_plan_steps_are_needed_elsewhere CHECK ("neededBy" IS NULL OR "environmentId" IS NULL);
ALTER TABLE "StepPredecessor" ADD CONSTRAINT step_does_not_wait_for_itself CHECK ("stepId" <> "predecessorId");
ALTER TABLE "Evidence" ADD CONSTRAINT evidence_proves_one_thing CHECK (num_nonnulls("stepId", "executionId") = 1);
ALTER TABLE "Evidence" ADD CONSTRAINT evidence_file_is_at_most_25_mib CHECK ("size" IS NULL OR "size" BETWEEN 0 AND 26214400);
ALTER TABLE "TestCase" ADD CONSTRAINT revision_counts_from_one CHECK ("revision" >= 1);
ALTER TABLE "GateSlot" ADD CONSTRAINT slot_needs_at_least_one CHECK ("count" BETWEEN 1 AND 20);
ALTER TABLE "SignOff" ADD CONSTRAINT rejection_has_a_reason CHECK ("decision" = 'approve' OR "statement" <> '');
ALTER TABLE "SignOff" ADD CONSTRAINT approval_has_a_meaning CHECK ("decision" = 'reject' OR "meaning" IS NOT NULL);
ALTER TABLE "Waiver" ADD CONSTRAINT waiver_has_a_second_person CHECK ("approvedById" IS NULL OR "approvedById" <> "requestedById");
ALTER TABLE "Waiver" ADD CONSTRAINT waiver_ends_after_it_was_asked_for CHECK ("expiresAt" > "requestedAt");

-- 4. Presence is not worth a write-ahead log entry.
ALTER TABLE "Presence" SET UNLOGGED;
