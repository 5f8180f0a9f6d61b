import { paths } from "@/lib/paths";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { becomeAdmin, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });

const key = "TESTS";
const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
/** Dev's entry gate asks for nothing and is open from the start; prod waits for dev. */
const playbook = tinyPlaybook(
  "tests-only",
  { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } },
  { "A-01": { part: "migrate" } },
);

const junit = (cases: string) => ({
  name: "TEST-smoke.xml",
  mimeType: "text/xml",
  buffer: Buffer.from(`<testsuite name="smoke">${cases}</testsuite>`),
});

test("a team writes its tests down, runs them by keyboard, imports results and leaves none unsorted", async ({
  page,
  firstAdminLink,
}) => {
  test.setTimeout(300_000);
  await becomeAdmin(page, firstAdminLink, lea);
  await makeUpgrade(page, key, playbook);

  await test.step("an empty tests screen teaches; a use case and a test case are added", async () => {
    await page.goto(paths.tests(key));
    await expect(page.getByRole("heading", { name: "No use cases yet" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Add use case" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Title").fill("Issue tokens");
    await dialog.getByRole("radio", { name: "Must" }).check();
    await dialog.getByRole("button", { name: "Add use case" }).click();
    await expect(page.getByText("no required test: keeps exit gates shut")).toBeVisible();
    await page.getByRole("button", { name: "Add test case" }).click();
    await dialog.getByLabel("Title").fill("Revoke an access token");
    await dialog.getByLabel("Expected result").fill("401");
    await dialog.getByRole("button", { name: "Add test case" }).click();
    await expect(page.getByRole("heading", { level: 1, name: /Revoke an access token/ })).toBeVisible();
    await expect(page.getByText("No run is open.")).toBeVisible();
  });

  await test.step("a table of cases is tried first: mapping, rows refused with reasons, then imported", async () => {
    await page.goto(paths.importCases(key));
    const table =
      "Use case;Name;Expected;Threshold\nIssue tokens;Refresh a token;200;\nStay fast;Throughput;;≥ 800 requests/s\nStay fast;Latency;;quick\n";
    await page
      .getByLabel(/Drop a CSV file/)
      .setInputFiles({ name: "cases.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
    await expect(page.getByLabel("Title of the test case")).toHaveValue("1");
    await expect(page.getByText("The threshold “quick” is no number.")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Import, and leave out 1 row" }).click();
    await expect(page.getByRole("link", { name: "Throughput" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Latency" })).toHaveCount(0);
  });

  await test.step("a run is recorded by keyboard; a value on the wrong side can't pass", async () => {
    await page.goto(paths.runs(key));
    await page.getByRole("button", { name: "Start a run" }).click();
    await page.getByRole("dialog").getByLabel("Title").fill("Smoke");
    await page.getByRole("dialog").getByRole("button", { name: "Start" }).click();
    await expect(page.getByRole("progressbar", { name: "Cases of run 1" })).toHaveAttribute(
      "aria-valuetext",
      "0 of 3",
    );
    const row = (code: string) => page.locator(`[data-row="${code}"]`);
    await page.keyboard.press("j");
    await page.keyboard.press("f");
    await expect(row("TC-1")).toContainText("failed");
    await page.keyboard.press("p");
    await expect(row("TC-2")).toContainText("passed");
    await page.keyboard.press("p");
    await page.getByLabel(/Measured/).fill("700");
    await page.getByRole("button", { name: "Passed" }).click();
    await expect(
      page.getByText("TC-3 measured 700 and needs ≥ 800 requests/s: that is failed, not passed."),
    ).toBeVisible();
    await expect(row("TC-3")).toContainText("not run");
    await expect(page.getByLabel(/Measured/)).toHaveValue("700");
    await page.getByLabel(/Measured/).fill("912");
    await page.getByRole("button", { name: "Passed" }).click();
    await expect(row("TC-3")).toContainText("passed");
    await expect(page.getByRole("progressbar", { name: "Cases of run 1" })).toHaveAttribute(
      "aria-valuetext",
      "3 of 3",
    );
    // Results show before the server has them; the page says when it has.
    await expect(page.getByText("all saved")).toBeVisible();
    await page.reload();
    await expect(row("TC-3")).toContainText("912 requests/s");
    await expectAccessible(page);
  });

  await test.step("imported results are matched by code; the unknown one is mapped and remembered", async () => {
    await page.goto(paths.imports(key));
    await page
      .getByLabel(/Drop JUnit XML/)
      .setInputFiles(
        junit(
          `<testcase name="TC-1 revoke"/><testcase name="refreshes tokens" classname="Gateway"/><testcase name="flaky tool"/>`,
        ),
      );
    await expect(
      page.getByText("3 results: 1 passed, 0 failed, 0 skipped; 1 test case recorded"),
    ).toBeVisible();
    const inbox = page.getByRole("list", { name: "Imported results" });
    await expect(inbox.getByRole("listitem")).toHaveCount(2);
    await expectAccessible(page);
    await inbox.getByRole("button", { name: "Map to TC-2" }).click();
    await expect(inbox.getByRole("listitem")).toHaveCount(1);
    await inbox.getByRole("checkbox", { name: "Select flaky tool" }).check();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.getByLabel("Why").fill("It tests the test tool");
    await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
    await expect(page.getByRole("heading", { name: "Nothing to sort" })).toBeVisible();
    await page.reload();
    await page
      .getByLabel(/Drop JUnit XML/)
      .setInputFiles(
        junit(
          `<testcase name="TC-1 revoke"/><testcase name="refreshes tokens" classname="Gateway"/><testcase name="flaky tool"/>`,
        ),
      );
    await expect(page.getByText(/imported the same file/)).toBeVisible();
    await page
      .getByLabel(/Drop JUnit XML/)
      .setInputFiles({ name: "page.xml", mimeType: "text/xml", buffer: Buffer.from("<html>502</html>") });
    await expect(page.getByText(/This is an HTML page, not JUnit XML/)).toBeVisible();
  });

  await test.step("an edited case makes its execution stale, and the matrix leads to it", async () => {
    await page.goto(paths.testCase(key, "TC-1"));
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("dialog").getByLabel("Expected result").fill("401 within a second");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The case was revised after it.")).toBeVisible();
    await expect(page.getByRole("list", { name: "What revision 2 changed" })).toContainText(
      "401 within a second",
    );
    await page.goto(paths.matrix(key, { show: "stale" }));
    const cell = page.getByRole("link", { name: "TC-1 Revoke an access token, Dev: passed, stale" });
    await expect(page.getByRole("row")).toHaveCount(3);
    await cell.click();
    await expect(page).toHaveURL(/cases\/TC-1\?environment=dev$/);
    await expect(page.getByRole("table", { name: "Executions of TC-1" }).getByRole("row")).toHaveCount(3);
  });

  await test.step("nothing is tested behind a shut gate", async () => {
    await page.goto(paths.runs(key));
    await page.getByRole("button", { name: "Start a run" }).click();
    await page.getByRole("dialog").getByLabel("Environment").selectOption("Prod");
    await page.getByRole("dialog").getByLabel("Title").fill("Too early");
    await page.getByRole("dialog").getByRole("button", { name: "Start" }).click();
    await expect(
      page.getByText(
        "The entry gate of Prod is shut, so nothing can be tested there yet. Clear its blockers first.",
      ),
    ).toBeVisible();
    await page.goto(paths.imports(key));
    await page.getByLabel("Environment").selectOption("Prod");
    await page.getByLabel(/Drop JUnit XML/).setInputFiles(junit(`<testcase name="TC-1"/>`));
    await expect(page.getByText(/The entry gate of Prod is shut/)).toBeVisible();
  });
});
