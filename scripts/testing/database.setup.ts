import { inject } from "vitest";
import { useDatabase } from "./database";

await useDatabase(inject("postgres"), `test_${process.env.VITEST_POOL_ID}`);
