import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "../running/build";
import { root } from "../running/prepare.mjs";
import { runScript } from "../running/run-script";
import { e2eSettings } from "./servers";
import { cloneDatabase, startThrowaway, storyTemplate } from "./throwaway";

/** Before the end-to-end tests: the build, a database server, and the sample story told once as a template. */
export default async function setup(): Promise<() => Promise<void>> {
  await build();
  const postgres = await startThrowaway();
  try {
    // Workers are started later and inherit this.
    process.env.LIFTLOCK_TEST_POSTGRES = JSON.stringify({
      ownerUrl: postgres.ownerUrl,
      appUrl: postgres.appUrl,
    });
    const story = await cloneDatabase(postgres, storyTemplate);
    if (existsSync(join(root, "prisma/seed/story.ts"))) {
      await runScript("scripts/seed-story.ts", e2eSettings(story.appUrl, 3000));
    }
    return postgres.stop;
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
