import { randomBytes } from "node:crypto";
import { storyPassword } from "@/prisma/seed/password";
import { cloneDatabase, startThrowaway } from "../testing/throwaway";
import { build } from "./build";
import { runScript } from "./run-script";
import { choosePort, serve } from "./server";
import { Stopper } from "./stopper";

/** Tells the sample story and serves it until told to stop. Its people sign in by a click, so only loopback may ask. */
export async function demo(): Promise<void> {
  const stopper = new Stopper();
  await stopper.guard(() => startUp(stopper));
}

async function startUp(stopper: Stopper): Promise<void> {
  const asked = process.env.PORT || undefined;
  const host = "127.0.0.1";
  await choosePort(asked, host);
  await build();
  const postgres = await startThrowaway({ onLost: (error) => stopper.giveUp(error) });
  stopper.add(postgres.stop);
  const { appUrl } = await cloneDatabase(postgres, "demo");

  const port = await choosePort(asked, host);
  const url = `http://localhost:${port}`;
  const env = {
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: "",
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    LIFTLOCK_DEMO: "1",
    LIFTLOCK_TRUST_PROXY: "",
  };
  console.log("Telling the sample story…");
  await runScript("scripts/seed-story.ts", { ...env, LOG_LEVEL: "warn" });
  const server = await serve({ port, host, env, onLost: (error) => stopper.giveUp(error) });
  stopper.add(server.stop);
  console.log(`\nThe demo is ready at ${url}. Sign in as any of its people with a click.`);
  console.log(`Signing a gate asks for a password: it is “${storyPassword}” for everybody.`);
  console.log("Its database is thrown away when you stop it with Ctrl-C.\n");
}
