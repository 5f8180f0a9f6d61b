import { paths } from "@/lib/paths";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { finishStep, openStep } from "../moves";
import { becomeAdmin, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });

const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
const key = "NIGHT";

test("steps timed in Dev make the forecast of Prod, which answers what-ifs and is kept", async ({
  page,
  firstAdminLink,
}) => {
  test.setTimeout(180_000);
  await becomeAdmin(page, firstAdminLink, lea);
  const slots = { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } };
  const steps = {
    "A-01": { part: "migrate", minutes: 60 },
    "A-02": { part: "migrate", minutes: 30 },
    "A-03": { part: "verify", minutes: 20, after: ["do.a-01", "do.a-02"] },
  };
  await makeUpgrade(page, key, tinyPlaybook("night-only", slots, steps));

  await page.goto(paths.rehearsal(key));
  await page.getByRole("navigation", { name: "Rehearsal" }).getByRole("link", { name: "Forecast" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Forecast of Prod" })).toBeVisible();
  await expect(page.getByText(/^Prod takes \d.*; 4 times of 5 less than \d/)).toBeVisible();
  await expect(page.getByText("0 steps timed, 3 by planned minutes alone")).toBeVisible();

  const panel = await openStep(page, key, "dev", "A-02", "Do A-02");
  await panel.getByRole("button", { name: "Start" }).click();
  await finishStep(panel);

  await page.goto(paths.forecast(key, { environment: "prod" }));
  await expect(page.getByText("1 step timed, 2 by planned minutes alone")).toBeVisible();
  const table = page.getByRole("table", { name: /Steps of the night/ });
  await expect(table.getByRole("row", { name: /A-02/ })).toContainText("1 sample");
  await expect(page.getByText("One person does everything, one step after the other")).toBeVisible();
  await expectAccessible(page, ["light", "dark"]);

  // A what-if is answered beside the forecast, and its address can be sent to others.
  const form = page.getByRole("form", { name: "What if" });
  await form.getByLabel("People").fill("2");
  await form.getByLabel("Done before, or left out").fill("A-77");
  await form.getByRole("button", { name: "Ask" }).click();
  await expect(page.getByText("Prod has no step A-77")).toBeVisible();
  await form.getByLabel("Done before, or left out").fill("A-01");
  await form.getByRole("button", { name: "Ask" }).click();
  const answer = page.getByRole("status").filter({ hasText: "by 2 people, without A-01" });
  await expect(answer).toContainText("shorter");
  await page.reload();
  await expect(answer).toBeVisible();
  await expectAccessible(page, ["light", "dark"]);
  await page.getByRole("link", { name: "Back in: A-01" }).click();
  await page.getByRole("link", { name: "Reckon with 2 people from now on" }).click();
  await expect(page.getByText("By 2 people, whoever is free taking the next step.")).toBeVisible();
  await expect(page.getByText(/^Every night waits for/)).toContainText("A-03");

  await page.getByRole("button", { name: "Keep this forecast" }).click();
  await expect(page.getByRole("list", { name: "Kept forecasts" })).toContainText(
    "Lea Lead, 2 people, 1 sample",
  );

  await page.getByRole("link", { name: "Dev", exact: true }).last().click();
  await expect(page.getByText(/^2 steps of Dev are left and take/)).toBeVisible();
});
