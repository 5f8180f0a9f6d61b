import type { Browser, Page } from "@playwright/test";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";

test.use({ world: "empty" });

const ada = { name: "Ada Admin", email: "ada@example.com", password: "kayak lamp orchid tunnel" };
const ines = { name: "Ines Engineer", email: "ines@example.com", password: "velvet anchor pepper cloud" };

async function signIn(page: Page, person: { email: string; password: string }) {
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel(/^Password/).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Another person's browser. */
const elsewhere = async (browser: Browser, baseURL: string | undefined) =>
  (await browser.newContext({ baseURL })).newPage();
const portfolio = (page: Page) =>
  expect(page.getByRole("heading", { level: 1, name: "Upgrades" })).toBeVisible();
const signInPage = (page: Page) => expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();

test("a fresh install gets its first admin, who invites an engineer, who can be put out again", async ({
  page,
  browser,
  baseURL,
  firstAdminLink,
}) => {
  // Many screens, and each is looked at for accessibility in both themes.
  test.setTimeout(240_000);
  await test.step("nobody is here: the sign-in page says where the link is", async () => {
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Nobody is here yet" })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the link makes the first admin and goes on to an empty portfolio", async () => {
    const link = await firstAdminLink();
    await page.goto(link);
    await expectAccessible(page);
    await page.getByLabel("E-mail").fill(ada.email);
    await page.getByLabel("Your name").fill(ada.name);
    await page.getByLabel(/^Password/).fill("Password2026!");
    await page.getByRole("button", { name: "Create the first admin" }).click();
    await expect(page.getByText("is among the passwords that are tried first").first()).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue(ada.email);
    await page.getByLabel(/^Password/).fill(ada.password);
    await page.getByRole("button", { name: "Create the first admin" }).click();
    await portfolio(page);
    await expect(page.getByText("No upgrades yet")).toBeVisible();
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  });

  let link = "";
  await test.step("the admin invites an engineer by a link that is shown once", async () => {
    await page.goto("/admin");
    await page.getByRole("button", { name: "Invite a person" }).click();
    await page.getByLabel("E-mail").fill(ines.email);
    await page.getByRole("button", { name: "Make the link" }).click();
    link = await page.getByLabel("One-time link").inputValue();
    expect(link).toContain("/invitation/");
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page.getByRole("list", { name: "Open links" })).toContainText(ines.email);
    expect(await page.content()).not.toContain(link.split("/").at(-1));
    await expectAccessible(page);
  });

  const engineer = await elsewhere(browser, baseURL);
  await test.step("the engineer accepts it with a name and a password", async () => {
    await engineer.goto(link);
    await expect(engineer.getByText("Ada Admin invites you")).toBeVisible();
    await expectAccessible(engineer);
    await engineer.getByLabel("Your name").fill(ines.name);
    await engineer.getByLabel(/^Password/).fill(ines.password);
    await expect(engineer.getByText("Strong: long enough")).toBeVisible();
    await engineer.getByRole("button", { name: "Join Liftlock" }).click();
    await portfolio(engineer);
    await engineer.goto("/admin");
    await expect(engineer.getByText("Only admins can see everybody's account.")).toBeVisible();
  });

  const phone = await elsewhere(browser, baseURL);
  await test.step("she signs in on a second browser, back to the screen she wanted, and out everywhere", async () => {
    await phone.goto("/profile?from=phone");
    await signInPage(phone);
    await expectAccessible(phone);
    await signIn(phone, { email: ines.email, password: "not the password" });
    await expect(phone.getByRole("alert").filter({ hasText: "don't belong together" })).toBeVisible();
    await expect(phone.getByLabel("E-mail")).toHaveValue(ines.email);
    await signIn(phone, ines);
    await expect(phone).toHaveURL(/\/profile\?from=phone$/);
    await expect(
      phone.getByRole("list", { name: "Where you are signed in" }).getByRole("listitem"),
    ).toHaveCount(2);
    await phone.getByRole("button", { name: "Sign out everywhere" }).click();
    await phone.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
    await signInPage(phone);
    await engineer.goto("/profile");
    await signInPage(engineer);
  });

  await test.step("a token works over REST with its scope, and a session cookie only reads", async () => {
    await signIn(engineer, ines);
    await engineer.getByRole("button", { name: "New token" }).click();
    await engineer.getByRole("dialog").getByLabel("Name").fill("CI");
    await engineer.getByRole("button", { name: "Create token" }).click();
    const token = await engineer.getByLabel("Token", { exact: true }).inputValue();
    await engineer.getByRole("button", { name: "Done" }).click();
    await expect(engineer.getByRole("list", { name: "Your tokens" })).toContainText("CI");
    const bearer = { authorization: `Bearer ${token}` };
    const bare = await (await browser.newContext({ baseURL })).request;
    expect((await bare.get("/api/v1/profile")).status()).toBe(401);
    expect(await (await bare.get("/api/v1/profile", { headers: bearer })).json()).toMatchObject({
      email: ines.email,
    });
    const edit = { data: { name: "Renamed", timeZone: null, version: 1 } };
    expect((await bare.patch("/api/v1/profile", { ...edit, headers: bearer })).status()).toBe(403);
    expect((await engineer.request.get("/api/v1/profile")).status()).toBe(200);
    expect((await engineer.request.patch("/api/v1/profile", edit)).status()).toBe(401);
    expect((await bare.get(`/api/v1/invitations/links/${link.split("/").at(-1)}`)).status()).toBe(410);
  });

  await test.step("a disabled person is out at the next click and can't sign in", async () => {
    await page.reload();
    await page.getByRole("button", { name: `Actions for ${ines.name}` }).click();
    await page.getByRole("menuitem", { name: "Disable…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await expect(page.getByText("Write a reason")).toBeVisible();
    await page.getByLabel("Why").fill("Left the team");
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await expect(page.getByRole("row", { name: new RegExp(ines.name) })).toContainText("disabled");
    await engineer.goto("/");
    await signInPage(engineer);
    await signIn(engineer, ines);
    await expect(engineer.getByRole("alert").filter({ hasText: "don't belong together" })).toBeVisible();
  });

  await test.step("the last admin stays one", async () => {
    await page.getByRole("button", { name: `Actions for ${ada.name}` }).click();
    await page.getByRole("menuitem", { name: "Take the admin right…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take it" }).click();
    await expect(page.getByRole("dialog").getByText("This is the last admin who can sign in.")).toBeVisible();
  });
});

test("guessing is stopped, and says when to try again", async ({ page }) => {
  await page.goto("/sign-in");
  for (let n = 1; n <= 10; n += 1) {
    await signIn(page, { email: "guessed@example.com", password: `guess number ${n}` });
    await expect(page.getByRole("alert").filter({ hasText: "don't belong together" })).toBeVisible();
    await expect(page.getByLabel(/^Password/)).toHaveValue("");
  }
  await signIn(page, { email: "guessed@example.com", password: "guess number 11" });
  await expect(page.getByText(/Too many failed tries\. Try again in 1[45] minutes\./)).toBeVisible();
});

test("signing out ends the session, also for a copy of its cookie", async ({ page, browser, baseURL }) => {
  await page.goto("/sign-in");
  await signIn(page, ada);
  await portfolio(page);
  const copy = await browser.newContext({ baseURL, storageState: await page.context().storageState() });
  const thief = await copy.newPage();
  await thief.goto("/");
  await portfolio(thief);
  await page.getByRole("button", { name: `Your menu, ${ada.name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await signInPage(page);
  await thief.goto("/");
  await signInPage(thief);
});

test("signing in works without scripts", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/sign-in?callbackUrl=//evil.example/");
  await signIn(page, { ...ada, password: "not the password" });
  await expect(page.getByText("don't belong together")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(ada.email);
  await signIn(page, ada);
  await expect(page).toHaveURL(`${baseURL}/`);
  const [cookie] = (await context.cookies()).filter((one) => one.name.endsWith("session-token"));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", secure: false });
});

test("every answer carries the security headers, and scripts run with this answer's nonce only", async ({
  page,
}) => {
  const answer = await page.request.get("/sign-in");
  const headers = answer.headers();
  const policy = headers["content-security-policy"] ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "none";
  expect(policy).toContain("'strict-dynamic'");
  expect(policy).not.toContain("unsafe-eval");
  expect(/script-src[^;]*unsafe-inline/.test(policy)).toBe(false);
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
  });
  expect(headers["x-powered-by"]).toBeUndefined();
  const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  const again = await page.request.get("/sign-in");
  expect(again.headers()["content-security-policy"]).not.toContain(nonce);

  const data = (await page.request.get("/api/v1/openapi.json")).headers();
  expect(data).toMatchObject({
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
  });

  const refused: string[] = [];
  page.on(
    "console",
    (message) => message.text().includes("Content Security Policy") && refused.push(message.text()),
  );
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("typed");
  expect(refused).toEqual([]);
});
