import { afterAll, inject } from "vitest";
import { disconnect } from "@/lib/db";
import { useDatabase } from "./database";

await useDatabase(inject("postgres"), `test_${process.env.VITEST_POOL_ID}`);
// The next file of this worker gets another database under the same name.
afterAll(disconnect);
