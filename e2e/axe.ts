import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** The rules of these standards that judge colours, which is all that a theme changes. */
const ofColours = ["color-contrast", "link-in-text-block"];

/**
 * Asserts that the page as it is now has no accessibility violations. Journeys ask in the light theme; every screen is
 * asked in both where screens are judged one by one.
 */
export async function expectAccessible(
  page: Page,
  themes: readonly ("light" | "dark")[] = ["light"],
): Promise<void> {
  const chosen = await page.locator("html").getAttribute("data-theme");
  for (const theme of themes) {
    await page.evaluate(async (value) => {
      document.documentElement.setAttribute("data-theme", value);
      // What still fades has no colours to judge yet.
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    }, theme);
    // Its other mode gathers results of frames in a page of its own; no page of ours has frames.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({
      runOnly: theme === "light" ? { type: "tag", values: standards } : { type: "rule", values: ofColours },
      // What passes needs no description: that would be most of the time.
      resultTypes: ["violations"],
    });
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
    );
    expect(found, `accessibility of ${page.url()} in the ${theme} theme`).toEqual([]);
  }
  await page.evaluate(
    (value) => document.documentElement.setAttribute("data-theme", value),
    chosen ?? "system",
  );
}
