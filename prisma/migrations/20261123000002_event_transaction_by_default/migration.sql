-- As the schema has said from the start; the trigger `event_names_its_transaction` filled the column until now.
ALTER TABLE "AuditEvent" ALTER COLUMN "xid" SET NOT NULL,
  ALTER COLUMN "xid" SET DEFAULT ((pg_current_xact_id())::text)::bigint;
