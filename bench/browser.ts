import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import { findChromium } from "../scripts/testing/chromium";
import { type Times, timesOf } from "./figures";

/** What somebody who opens a long checklist waits for, in ms. */
export interface ChecklistFigures {
  firstRow: number;
  interactive: number;
  longTasks: number;
  keyToPaint: Times;
  rows: number;
}

/** Starts the browser the tests use; null when there is none. */
export async function openBrowser(): Promise<Browser | null> {
  const executablePath = findChromium();
  if (!executablePath) return null;
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

/** Opens a checklist and walks down it with the keyboard. */
export async function checklistInBrowser(
  browser: Browser,
  url: string,
  cookie: string,
): Promise<ChecklistFigures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const [name = "", value = ""] = cookie.split("=", 2);
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = { longTasks: 0, keys: [] as number[] };
    Object.assign(window, { bench: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.longTasks += entry.duration;
    }).observe({ type: "longtask", buffered: true });
    // From the key's own time to the frame after the one that shows its effect.
    addEventListener(
      "keydown",
      (event) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => seen.keys.push(performance.now() - event.timeStamp)),
        ),
      true,
    );
  });
  await page.goto(url, { waitUntil: "commit" });
  await page.locator("[data-row]").first().waitFor({ timeout: 60_000 });
  const firstRow = await page.evaluate(() => performance.now());
  // Interactive: a key moves the focus to a row.
  const focused = () => page.evaluate(() => document.activeElement?.hasAttribute("data-row") ?? false);
  for (const until = Date.now() + 30_000; Date.now() < until && !(await focused()); ) {
    await page.keyboard.press("j");
    await page.waitForTimeout(10);
  }
  const interactive = await page.evaluate(() => performance.now());
  const { longTasks } = await page.evaluate(
    () => (window as unknown as { bench: { longTasks: number } }).bench,
  );
  await page.evaluate(() => {
    (window as unknown as { bench: { keys: number[] } }).bench.keys.length = 0;
  });
  for (let at = 0; at < 60; at++) {
    await page.keyboard.press("j");
    await page.waitForTimeout(60);
  }
  const keys = await page.evaluate(() => (window as unknown as { bench: { keys: number[] } }).bench.keys);
  const rows = await page.locator("[data-row]").count();
  await context.close();
  return { firstRow, interactive, longTasks, keyToPaint: timesOf(keys), rows };
}

/** JavaScript that a page's HTML asks for, gzip, in bytes. */
export async function javascriptOf(base: string, path: string, cookie: string): Promise<number> {
  const html = await (await fetch(base + path, { headers: { cookie } })).text();
  // A modern browser leaves out what is marked nomodule.
  const tags = [...html.matchAll(/<script\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/nomodule/i.test(tag));
  const sources = new Set(tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []));
  let total = 0;
  for (const source of sources) {
    const script = await fetch(new URL(source.replaceAll("&amp;", "&"), base));
    total += gzipSync(Buffer.from(await script.arrayBuffer()), { level: 6 }).length;
  }
  return total;
}
