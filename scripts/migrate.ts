// npm run db:migrate: brings the database of DATABASE_OWNER_URL, or else DATABASE_URL, up to date.
import { migrate } from "./running/migrations";

const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL;
if (!url) {
  console.error("Set DATABASE_URL. The embedded database is migrated by npm start.");
  process.exit(1);
}
const { applied, hasAppRole } = await migrate(url);
console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "Nothing to apply.");
if (!hasAppRole)
  console.log("The role liftlock_app is missing and could not be created: see docs/decisions/0002.");
