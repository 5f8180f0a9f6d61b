-- What the application may do. Run by `migrate` after the migrations, every time, in one transaction.
-- The application's role owns nothing: it can neither disable a trigger nor drop a constraint.
GRANT USAGE ON SCHEMA public TO liftlock_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO liftlock_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO liftlock_app;

-- History is written once.
REVOKE UPDATE, DELETE ON "AuditEvent" FROM liftlock_app;
REVOKE INSERT, UPDATE, DELETE ON "_prisma_migrations" FROM liftlock_app;
