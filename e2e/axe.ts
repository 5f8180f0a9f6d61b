import type { Page } from "@playwright/test";
import axe from "axe-core";
import { expect } from "./fixtures";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** The rules of these standards that judge colours, which is all that a theme changes. */
const ofColours = ["color-contrast", "link-in-text-block"];

type Theme = "light" | "dark";

/**
 * Asserts that the page as it is now has no accessibility violations. Journeys ask in the light theme; every screen is
 * asked in both where screens are judged one by one. The judge is put into the page once for all themes.
 */
export async function expectAccessible(page: Page, themes: readonly Theme[] = ["light"]): Promise<void> {
  // A page's title may come after what is above it has been drawn.
  await page.waitForFunction(() => document.title !== "");
  await page.evaluate(axe.source);
  const found = await page.evaluate(judge, { themes, standards, ofColours });
  for (const { theme, violations } of found)
    expect(violations, `accessibility of ${page.url()} in the ${theme} theme`).toEqual([]);
}

/** Runs in the page. */
async function judge(asked: { themes: readonly Theme[]; standards: string[]; ofColours: string[] }) {
  const { axe: judging } = window as unknown as { axe: typeof axe };
  const html = document.documentElement;
  const chosen = html.getAttribute("data-theme") ?? "system";
  const found: { theme: Theme; violations: string[] }[] = [];
  for (const theme of asked.themes) {
    html.setAttribute("data-theme", theme);
    // What still fades has no colours to judge yet.
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    const { violations } = await judging.run(document, {
      runOnly:
        theme === "light"
          ? { type: "tag", values: asked.standards }
          : { type: "rule", values: asked.ofColours },
      // What passes needs no description, and no rule of these standards asks for style sheets a second time.
      resultTypes: ["violations"],
      preload: false,
      elementRef: false,
    });
    const said = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
    );
    found.push({ theme, violations: said });
  }
  html.setAttribute("data-theme", chosen);
  return found;
}
