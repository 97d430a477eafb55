import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Clock } from "../../server/platform/clock.ts";

/** Frames that run no scripts, so not axe either: mails as they look to their recipients. */
const SCRIPTLESS_FRAME = "iframe[sandbox]";

/** How a person's browser differs from a handläggare's on a laptop in Sweden. */
export interface PersonOptions {
  /** Window width in CSS pixels. */
  readonly width?: number;
  readonly timezone?: string;
  /** What time it is in the browser; the machine's own unless given. */
  readonly clock?: Clock;
  /** Complaints that belong to what is tested, such as the console's word of a refused request. */
  readonly expected?: RegExp;
  /** Runs in every page before its own scripts. */
  readonly script?: string;
  /** What the person has allowed the site, such as `camera`. */
  readonly permissions?: string[];
}

/** Chromium for a test file. */
export interface TestBrowser {
  /** Opens an empty page in a browser of the person's own: nothing is shared with the others. */
  person(options?: PersonOptions): Promise<Page>;
}

const FLAGS = [
  "--no-sandbox",
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** Far longer than anything takes, on a machine that has other things to do. */
const PATIENCE_MS = 30_000;
const HEIGHT = 800;
const WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * Chromium, started once for the calling test file. After each test every person's browser is closed, and the test
 * fails if any page complained: errors in scripts or the console, the content security policy's refusals among them.
 *
 * @param flags Chromium's, beside the usual.
 */
export function useBrowser(flags: readonly string[] = []): TestBrowser {
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: [...FLAGS, ...flags] });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await Promise.all(contexts.map(tellWhatIsShown));
    await Promise.all(contexts.map((context) => context.close()));
    const heard = complaints;
    [contexts, complaints] = [[], []];
    expect(heard, "what the pages complained of").toEqual([]);
  });
  afterAll(() => browser?.close());

  return {
    async person({ width = 1280, timezone = "Europe/Stockholm", clock, expected, script, permissions } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: HEIGHT },
        locale: "sv-SE",
        timezoneId: timezone,
        reducedMotion: "reduce",
        ...(permissions && { permissions }),
      });
      contexts.push(context);
      context.setDefaultTimeout(PATIENCE_MS);
      if (script) await context.addInitScript(script);
      if (clock) await context.clock.install({ time: clock.now() });
      const complain = (text: string) => expected?.test(text) || complaints.push(text);
      context.on("weberror", (error) => complain(`${error.error().stack}`));
      context.on("console", (message) => {
        if (message.type() === "error") complain(`${message.text()} (${message.location().url})`);
      });
      return context.newPage();
    },
  };
}

/**
 * Makes the window so many CSS pixels wide; resolves when the page has taken its new form: a frame has come. An observer waits for
 * that, since a test's clock may play the browser's own.
 */
export async function setWidth(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHT });
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const observer = new ResizeObserver(() => {
          observer.disconnect();
          resolve();
        });
        observer.observe(document.documentElement);
      }),
  );
}

/** Fails with a readable list when the page, as it is now, breaks a rule of WCAG 2.2 AA that a program can see. */
export async function expectAccessible(page: Page): Promise<void> {
  // Legacy mode is twice as fast, and leaves out nothing but frames of other sites, of which there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode().exclude(SCRIPTLESS_FRAME);
  const { violations } = await axe.options({ runOnly: WCAG_2_2_AA, resultTypes: ["violations"] }).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(" ")}\n  ${failureSummary}`),
  );
  expect.soft(found, `${page.url()} with axe`).toEqual([]);
}

/** Fails when one has to scroll sideways to read the page. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const outside = await page.evaluate(() => {
    const width = window.innerWidth;
    const wide = document.documentElement.scrollWidth;
    if (wide <= width) return [];
    const elements = [...document.querySelectorAll("body *")]
      .map((element) => ({ element, right: Math.round(element.getBoundingClientRect().right) }))
      .filter(({ right }) => right > width)
      .map(({ element, right }) => `${element.localName}.${element.className} ends at ${right}`);
    return [`${wide} pixels in a window of ${width}`, ...elements];
  });
  expect.soft(outside, `what is outside the window at ${page.url()}`).toEqual([]);
}

/** For whoever reads the failure: what each person saw when the test gave up. */
async function tellWhatIsShown(context: BrowserContext): Promise<void> {
  for (const page of context.pages())
    console.error(`${page.url()} shows:\n${await page.locator("body").ariaSnapshot()}`);
}
