// Tells the sample story in the database of DATABASE_URL. Started by npm run demo and the end-to-end tests.
import { disconnect } from "@/lib/db";
import { seedStory } from "@/prisma/seed/story";

await seedStory();
await disconnect();
