-- AlterTable
ALTER TABLE "AuditEvent" ALTER COLUMN "xid" SET DEFAULT (pg_current_xact_id()::text)::bigint;
