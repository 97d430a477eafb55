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

const cases = (["light", "dark"] as const).flatMap((colorScheme) =>
  [320, 375, 1100].flatMap((width) => (["ltr", "rtl"] as const).map((dir) => ({ colorScheme, width, dir }))),
);

test.each(cases)(
  "a mail in $colorScheme at $width px, $dir, is readable for all and never wider than the screen",
  async ({ colorScheme, width, dir }) => {
    const { html } = await renderMail({ ...sampleMailContent, dir });
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 700 } });
    const page = await context.newPage();
    await page.setContent(html);

    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const { violations, passes } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`)).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain("color-contrast");
    const shade = await page.evaluate(
      () => getComputedStyle(document.querySelector("[role=article]")!).backgroundColor,
    );
    expect(shade).toBe(colorScheme === "dark" ? "rgb(21, 24, 28)" : "rgb(238, 240, 242)");
    await context.close();
  },
);
