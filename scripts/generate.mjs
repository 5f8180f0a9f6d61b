// npm run db:generate: writes the database client after a change of prisma/schema.
import { fail, load } from "./running/prepare.mjs";

const { generateClient } = await load("scripts/running/build.ts");
await generateClient().catch((error) => fail(error.message));
