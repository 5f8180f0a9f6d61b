import type { Browser, Page } from "@playwright/test";
import { paths } from "@/lib/paths";
import { expect } from "./fixtures";
import { type Account, elsewhere } from "./moves";

/** Set-ups for journeys that begin on an empty instance: quick, because how they come about is walked elsewhere. */

const step = (code: string, more: object) => ({
  id: `do.${code.toLowerCase()}`,
  code,
  title: `Do ${code}`,
  why: "It is needed.",
  instructions: "Do it.",
  sources: ["practice"],
  minutes: 5,
  scope: "environment",
  gate: "exit",
  ...more,
});

/** A playbook of a dev and a prod with these steps and signatures, and nothing else. */
export const tinyPlaybook = (id: string, slots: object, steps: Record<string, object>) => ({
  id,
  product: "Product",
  title: "Product upgrade",
  version: "1.0.0",
  description: "For one journey.",
  environments: [
    { name: "Dev", kind: "dev" },
    { name: "Prod", kind: "prod" },
  ],
  slots,
  releases: [
    { version: "1.0.0", date: "2024-01-01", pathStatus: "public_guide", sources: ["practice"] },
    {
      version: "2.0.0",
      date: "2025-01-01",
      directFrom: ["1.0.0"],
      pathStatus: "public_guide",
      sources: ["practice"],
    },
  ],
  questions: [],
  phases: [
    {
      id: "all",
      letter: "A",
      title: "All",
      steps: Object.entries(steps).map(([code, more]) => step(code, more)),
    },
  ],
  useCases: [],
  variables: [],
});

/** Calls REST as the page's person, from the page itself. */
export async function call<Answer>(
  page: Page,
  method: "GET" | "POST" | "PUT" | "PATCH",
  path: string,
  body?: object,
): Promise<Answer> {
  // A call comes from a page of ours, and a browser that has just signed in shows none yet.
  if (page.url() === "about:blank") await page.goto(paths.portfolio());
  const { status, answer } = await page.evaluate(
    async ([how, to, json]) => {
      const response = await fetch(`/api/v1${to}`, {
        method: how,
        headers: { "content-type": "application/json" },
        ...(json && { body: json }),
      });
      return { status: response.status, answer: (await response.json()) as unknown };
    },
    [method, path, body ? JSON.stringify(body) : ""] as const,
  );
  expect(status, `${method} ${path}: ${JSON.stringify(answer)}`).toBeLessThan(300);
  return answer as Answer;
}

/** The first admin of an empty instance, signed in on the portfolio. */
export async function becomeAdmin(page: Page, firstAdminLink: () => Promise<string>, person: Account) {
  await page.goto("/");
  await page.goto(await firstAdminLink());
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel(/^Password/).fill(person.password);
  await page.getByRole("button", { name: "Create the first admin" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Upgrades" })).toBeVisible();
}

/** Somebody invited by this admin, in a browser of their own. */
export async function join(
  admin: Page,
  browser: Browser,
  baseURL: string | undefined,
  { name, email, password }: Account,
): Promise<{ page: Page; id: string }> {
  const invitation = { name, email, isAdmin: false };
  const { link } = await call<{ link: string }>(admin, "POST", "/invitations", invitation);
  const page = await elsewhere(browser, baseURL);
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole("button", { name: "Join Liftlock" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Upgrades" })).toBeVisible();
  const { items } = await call<{ items: { id: string; name: string }[] }>(admin, "GET", "/people");
  return { page, id: items.find((one) => one.name === name)?.id ?? "" };
}

/** An upgrade made from a tiny playbook, which is uploaded for it. */
export async function makeUpgrade(
  page: Page,
  key: string,
  playbook: ReturnType<typeof tinyPlaybook>,
  members: readonly { userId: string; roles: readonly string[] }[] = [],
): Promise<void> {
  const { id: slug, version, environments } = playbook;
  await call(page, "POST", "/playbooks", { fileName: `${slug}.yaml`, yaml: JSON.stringify(playbook) });
  await call(page, "POST", "/upgrades", {
    key,
    title: `Upgrade ${key}`,
    playbook: { slug, version },
    from: "1.0.0",
    to: "2.0.0",
    environments,
    members,
  });
}
