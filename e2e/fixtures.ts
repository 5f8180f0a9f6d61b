import { test as base, expect as eager } from "@playwright/test";
import { type ServerOptions, Servers } from "@/scripts/testing/servers";

/**
 * Playwright's test with a server behind `page.goto("/…")`: fresh for every file. `test.use({ world: "empty" })` at
 * the top of a file starts it without the sample story.
 */
export const test = base.extend<
  { firstAdminLink: () => Promise<string> },
  ServerOptions & { servers: Servers }
>({
  world: ["story", { option: true, scope: "worker" }],
  servers: [
    async ({ world }, use, { parallelIndex }) => {
      const servers = new Servers(parallelIndex, world);
      await use(servers);
      await servers.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ servers }, use, { file }) => use(await servers.urlFor(file)),
  firstAdminLink: async ({ servers, baseURL: _ }, use) => use(() => servers.firstAdminLink()),
});

/** Patient, because a small machine builds, serves and looks at the same time. */
export const expect = eager.configure({ timeout: 25_000 });
