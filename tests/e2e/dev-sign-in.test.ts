import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { startIdentitySite, type IdentitySite } from "../support/identity-site.ts";

let database: TestDatabase;
let site: IdentitySite;
let browser: Browser;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await startIdentitySite(database.url);
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await database.drop();
});

async function openPage(width: number): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "sv-SE" });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(`${site.origin}/auth/login?provider=forsakringskassan&returnTo=/moten`);
  return { page, complaints };
}

test.each([375, 1280])(
  "at %i px a person is chosen in Chromium with the page's policy in force",
  async (width) => {
    const { page, complaints } = await openPage(width);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.getByRole("button", { name: "Anna Ek Försäkringsutredare, Umeå" }).click();
    await page.waitForURL(`${site.origin}/moten`);

    expect(violations).toEqual([]);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(background).toBe("rgb(243, 245, 244)");
    expect(complaints.filter((text) => !text.includes("favicon"))).toEqual([]);
    await page.context().close();
  },
);

test("by keyboard alone the first person is chosen with Tab and Enter", async () => {
  const { page } = await openPage(1280);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${site.origin}/moten`);

  expect(
    await page.evaluate(async () => (await fetch("/api/v1/session")).json() as Promise<unknown>),
  ).toMatchObject({
    name: "Anna Ek",
  });
  await page.context().close();
});
