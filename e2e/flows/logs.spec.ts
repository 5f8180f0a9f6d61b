import { paths } from "@/lib/paths";
import { everybodysPassword } from "@/scripts/testing/story";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { signIn } from "../moves";

const key = "APIM-45";
const place = "prod";
const omar = { name: "Omar Haddad", email: "omar.haddad@example.com", password: everybodysPassword };

const entry = (time: string, level: string, logger: string, message: string) =>
  `TID: [-1234] [] [2026-12-06 ${time},125] ${level} {org.wso2.carbon.${logger}} - ${message}\n`;
const client = "apimgt.migration.APIMMigrationService";
const hop = "apimgt.migration.migrator.client.V420Migration";
const mail = (user: string) =>
  `${entry("01:02:00", "ERROR", "identity.mgt.Mailer", `Mail to ${user}@acme.example not sent, password=Geheim-7`)}java.net.ConnectException: Connection refused\n\tat java.net.Socket.connect(Socket.java:60${user.length})\n`;
const begins =
  entry(
    "01:00:00",
    " INFO",
    client,
    "WSO2 API-M Migration Task : Starting API Manager Migration from API-M 4.1.0 to 4.2.0",
  ) +
  entry("01:00:01", " INFO", hop, "WSO2 API-M Migration Task : Starting migration from 4.1.0 to 4.2.0...");
const fails = `${entry("01:00:14", "ERROR", client, "WSO2 API-M Migration Task : Generic exception occurred while migrating java.lang.NullPointerException")}\tat org.wso2.carbon.apimgt.migration.dao.APIMgtDAO.updateUUIDAndStatus_aroundBody46(APIMgtDAO.java:756)\n`;
const completes = entry(
  "01:09:00",
  " INFO",
  hop,
  "WSO2 API-M Migration Task : Completed migration from 4.1.0 to 4.2.0...",
);
const started =
  entry(
    "01:10:00",
    " INFO",
    client,
    "WSO2 API-M Migration Task : WSO2 API Manager migration component successfully activated.",
  ) +
  entry(
    "01:10:01",
    " INFO",
    "core.internal.StartupFinalizerServiceComponent",
    "WSO2 Carbon started in 85 sec",
  ) +
  entry(
    "01:10:02",
    " WARN",
    "config.mapper.ConfigParser",
    "Overriding files in configuration directory /opt/apim",
  );

const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

test("a failed migration in the log keeps the exit gate shut until it is decided about or ran again", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signIn(page, omar);
  await page.goto(paths.gate(key, place, "exit"));
  const blocker = (text: string) =>
    page.getByRole("list", { name: "Blockers" }).getByRole("listitem").filter({ hasText: text });
  await blocker("Nobody has read the logs of Prod").getByRole("link", { name: "Read logs" }).click();
  await expect(page.getByText("No logs were read yet")).toBeVisible();

  // What is no log is refused in words, and what was chosen stays.
  const logs = page.locator('input[type="file"]');
  await logs.setInputFiles([file("notes.txt", "hello\nworld\n")]);
  await page.getByRole("button", { name: "Read the logs" }).click();
  await expect(page.getByText("None of the 2 lines begins as a log of this product does")).toBeVisible();

  await logs.setInputFiles([file("old.log", mail("ines"))]);
  await page.getByRole("radio", { name: /The old stack/ }).check();
  await page.getByRole("button", { name: "Read the logs" }).click();
  await expect(page.getByText("This is the old stack")).toBeVisible();

  // A rotated set goes in one call.
  await logs.setInputFiles([
    file("wso2carbon.log", fails + mail("priya") + started),
    file("wso2carbon-12-06-2026.log", begins),
  ]);
  await page.getByLabel("What they are of").fill("after the pilot");
  await page.getByRole("button", { name: "Read the logs" }).click();
  const run = page.getByRole("region", { name: "Runs of migration clients" });
  await expect(run).toContainText("Failed by its own word, 0 of 1 part completed.");
  const messages = page.getByRole("list", { name: "Messages: All but harmless" }).getByRole("listitem");
  await expect(messages).toHaveCount(2);
  await expect(messages.first()).toContainText("New");
  await expect(messages.first()).toContainText("The migration client gave up");
  await expect(messages.last()).toContainText("1 × before");
  await messages.last().getByRole("link").click();
  await expect(messages.last()).toContainText("password=***");
  await expectAccessible(page, ["light", "dark"]);
  await page.reload();
  await expect(messages.last()).toContainText("password=***");

  await page.goto(paths.gate(key, place, "exit"));
  await expect(page.getByText("The API-M migration client failed in Prod")).toBeVisible();
  await expect(page.getByText("2 errors in the logs of Prod are not decided about")).toBeVisible();
  await blocker("migration client failed").getByRole("link", { name: "See the run" }).click();

  await run.getByRole("button", { name: /Decide/ }).click();
  const dialog = page.getByRole("dialog", { name: "Decide about this message" });
  await dialog.getByRole("button", { name: "Decide", exact: true }).click();
  await expect(dialog).toContainText("a reason is needed");
  await dialog.getByRole("radio", { name: /must be fixed/ }).check();
  await dialog.getByRole("textbox", { name: "Why" }).fill("Restore the dump, mend the tenant, run it again");
  await dialog.getByRole("button", { name: "Decide", exact: true }).click();
  await expect(run).toContainText("Must be fixed");
  await page.goto(paths.gate(key, place, "exit"));
  await expect(page.getByText("1 error in the logs of Prod must be fixed")).toBeVisible();

  // Run again: the client reaches its own end, the mailer is decided about once for all later readings.
  await page.goto(paths.logs(key, place));
  await logs.setInputFiles([file("wso2carbon.log", begins + completes + mail("hana") + started)]);
  await page.getByRole("button", { name: "Read the logs" }).click();
  await expect(run).toContainText("Reached its own end.");
  await expect(messages).toHaveCount(1);
  await messages.first().getByRole("link").click();
  await messages
    .first()
    .getByRole("button", { name: /Decide/ })
    .click();
  await dialog.getByRole("textbox", { name: "Why" }).fill("The mail server is off until the night is over");
  await dialog.getByRole("button", { name: "Decide", exact: true }).click();
  await expect(page.getByText("Every error is decided about, and none must be fixed.")).toBeVisible();
  await page.goto(paths.gate(key, place, "exit"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(/the logs of Prod|migration client failed/)).toHaveCount(0);
});
