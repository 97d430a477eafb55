import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderMail } from "../../../server/platform/mail/mail-layout.ts";
import { sampleMailContent } from "../../support/sample-mail-content.ts";

/** What holds for a mail; the rules for whole pages, such as landmarks, are the mail program's. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
});
afterAll(() => browser.close());

test.each([
  { colorScheme: "light", dir: "ltr", page: "rgb(238, 240, 242)" },
  { colorScheme: "light", dir: "rtl", page: "rgb(238, 240, 242)" },
  { colorScheme: "dark", dir: "ltr", page: "rgb(21, 24, 28)" },
  { colorScheme: "dark", dir: "rtl", page: "rgb(21, 24, 28)" },
] as const)(
  "a mail read in $colorScheme mode, $dir, keeps WCAG's rules and fits any screen",
  async ({ colorScheme, dir, page: expected }) => {
    const { html } = await renderMail({ ...sampleMailContent, dir });
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    await page.setContent(html);
    for (const width of [1100, 375, 320]) {
      await page.setViewportSize({ width, height: 700 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect({ width, overflow }).toEqual({ width, overflow: 0 });
    }
    const { violations, passes } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`)).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain("color-contrast");
    const background = await page.evaluate(
      () => getComputedStyle(document.querySelector("[role=article]")!).backgroundColor,
    );
    expect(background).toBe(expected);
    await context.close();
  },
);
