import type { Browser, Page } from "@playwright/test";
import { paths } from "@/lib/paths";
import { expect } from "./fixtures";

/** Somebody with an account, in the words of the sign-in page. */
export interface Account {
  name: string;
  email: string;
  password: string;
}

/** A browser of somebody else's. */
export const elsewhere = async (browser: Browser, baseURL: string | undefined): Promise<Page> =>
  (await browser.newContext({ ...(baseURL && { baseURL }) })).newPage();

/** How many px the page scrolls sideways; only a region that says so may, never the page. */
export const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Signs this browser in, by what the sign-in page sends: the page itself is walked where signing in is the story. */
export async function signIn(page: Page, { email, password }: Account): Promise<void> {
  const { csrfToken } = (await (await page.request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await page.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password, json: "true", callbackUrl: "/" },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/**
 * Opens a page that follows other people's changes, and waits until its scripts do: a key pressed before they listen is
 * lost, as in any page that is still on its way.
 */
export async function openLive(page: Page, address: string): Promise<void> {
  const listening = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/live");
  await page.goto(address);
  await listening;
}

/** Opens a step beside its list; what is done to it is done in the panel that comes back. */
export async function openStep(
  page: Page,
  key: string,
  environment: string | null,
  code: string,
  title: string,
) {
  await page.goto(paths.step(key, environment, code));
  const panel = page.getByRole("region", { name: title, exact: true });
  await expect(panel.getByText("Proof", { exact: true })).toBeVisible();
  return panel;
}

/** The row of a step of a tiny playbook in its checklist. */
export const stepRow = (page: Page, code: string) =>
  page
    .getByRole("list", { name: /^All/ })
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: `Do ${code}`, exact: true }) });

/** The sign that says how such a step stands: "To do", "In progress". */
export const stepState = (page: Page, code: string, word: string) =>
  stepRow(page, code).getByRole("img", { name: word, exact: true });

/** Starts and finishes the open step, and waits until the server has said yes to both. */
export async function finishStep(panel: ReturnType<Page["getByRole"]>): Promise<void> {
  const finish = panel.getByRole("button", { name: /^Finish/ });
  await expect(finish).not.toHaveAttribute("aria-disabled", "true");
  await finish.click();
  await expect(panel.getByRole("button", { name: /^Reopen/ })).toBeVisible();
  await expect(panel.getByText(/finished .* by /)).toBeVisible();
}

/** The answer of a gate as the page shows it: the printed header, which says the same, is out of sight. */
export const headline = (page: Page, text: string) =>
  page.getByText(text, { exact: true }).filter({ visible: true });

/** Signs a gate: looks at what is signed, says what it means, and gives the password again. */
export async function signGate(
  page: Page,
  at: { key: string; environment: string; gate: "entry" | "exit" },
  account: Account,
  statement: string,
): Promise<void> {
  await page.goto(paths.gate(at.key, at.environment, at.gate));
  await page.getByRole("button", { name: "Sign…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Statement").fill(statement);
  await dialog.getByLabel("Your password").fill(account.password);
  const send = dialog.getByRole("button", { name: "Sign", exact: true });
  await expect(send).not.toHaveAttribute("aria-disabled", "true");
  await send.click();
  await expect(dialog).toBeHidden();
  await expect(
    page.getByRole("list", { name: "Signatures asked for" }).getByText(account.name),
  ).toBeVisible();
}
