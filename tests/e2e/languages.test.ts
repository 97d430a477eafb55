import { sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import ar from "../../client/src/locales/ar/invitation.json" with { type: "json" };
import en from "../../client/src/locales/en/invitation.json" with { type: "json" };
import arMail from "../../server/invitations/locales/ar.json" with { type: "json" };
import enMail from "../../server/invitations/locales/en.json" with { type: "json" };
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";

const clock = createRunningClock("2026-05-04T08:00:00Z");
const PHONE = 375;
const SMALL_PHONE = 320;
const LANGUAGES = ["en", "ar"] as const;

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 2 });
      for (const [index, language] of LANGUAGES.entries())
        await sql`update individual set language = ${language} where email = ${`individual-${index}@example.test`}`.execute(
          samtid.database.query(),
        );
    },
  });
  for (const index of LANGUAGES.keys()) {
    const fk = await running.signedIn("forsakringskassan", `fk-${index}`);
    const wanted = { startAt: "2026-05-19T09:00:00Z", type: "kontaktmote", pair: index, caseIndex: index };
    await bookMeeting(fk, people, wanted);
  }
});
afterAll(() => running?.stop());

/** As it is now, on the smallest phone: no violation, and nothing to scroll sideways to; then as wide as it was. */
async function check(page: Page): Promise<void> {
  await setWidth(page, SMALL_PHONE);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await setWidth(page, PHONE);
}

const WORDS = { en: { ...en, mail: enMail }, ar: { ...ar, mail: arMail } } as const;
const WRITTEN = "بعد الظهر أفضل, efter lunch är bäst, po obiedzie ł 🙂";

test.each(LANGUAGES.map((language, index) => ({ language, index })))(
  "an individual whose case is in $language answers, changes the answer, asks for another time and declines, on a phone",
  async ({ language, index }) => {
    const words = WORDS[language];
    const address = `individual-${index}@example.test`;
    const page = await chromium.person({ clock, width: PHONE });
    await page.goto(await mailedLink(running.catcher, address, "/svar/"));
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    const heading = (name: string) => page.getByRole("heading", { name, exact: true });
    const chip = (text: string) => page.locator("label", { hasText: text });
    const mail = (await running.catcher.list()).find(({ to }) => to.includes(address));
    expect(mail?.subject).toBe(words.mail.individual.voluntary.subject);

    await heading(words.choose.offer).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    expect(await page.locator("html").getAttribute("dir")).toBe(language === "ar" ? "rtl" : "ltr");
    expect(await page.title()).toContain(words.title);
    await check(page);

    await button(words.choose.accept).click();
    await heading(words.given.accepted.title).waitFor();
    await page
      .getByText(language === "ar" ? "\u206811:00–12:00\u2069" : "11:00–12:00")
      .first()
      .waitFor();
    await check(page);

    await button(words.given.change).click();
    await button(words.choose.otherTime).click();
    await heading(words["other-time"].title).waitFor();
    await chip(words["other-time"].weekday[2]).click();
    await chip(words["other-time"].weekday[4]).click();
    await chip(words["other-time"].partOfDay.afternoon).click();
    await page.getByLabel(words["other-time"].earliestOn.label).fill("2026-05-25");
    await page.getByLabel(words["other-time"].text.label).fill(WRITTEN);
    await check(page);
    await button(words["other-time"].send).click();
    await heading(words.given.tentative.title).waitFor();
    await page.getByText(WRITTEN).waitFor();
    await check(page);

    await button(words.given.change).click();
    await button(words.choose.decline).click();
    await heading(words.decline.title).waitFor();
    await check(page);
    await button(words.decline.confirm).click();
    await heading(words.given.declined.title).waitFor();
    await check(page);

    await page.reload();
    await heading(words.given.declined.title).waitFor();
    await button("Svenska").click();
    await heading("Du har tackat nej till mötet").waitFor();
    await page.reload();
    await heading("Du har tackat nej till mötet").waitFor();
    expect(await page.locator("html").getAttribute("dir")).toBe("ltr");
  },
);
