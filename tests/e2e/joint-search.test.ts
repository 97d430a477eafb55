import { sql } from "kysely";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { fillPerson, showDays, sayTalkedWith } from "../support/booking-page.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Tuesday at 7.30 in Sweden; with a week's notice, Tuesday 1 December is the first day with free times. */
const clock = createRunningClock("2026-11-24T07:30:05+01:00");
const WIDTHS = [320, 1280];

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 5, individuals: 6 });
    },
  });
  await run(
    `update handlaggare set role = 'psykolog', languages = '{sv,fi}' where person_id = '${people.af[1]}'`,
  );
});
afterAll(() => running?.stop());

const run = (query: string) => sql.raw(query).execute(running.samtid.database.query());
const button = (page: Page, name: string) => page.getByRole("button", { name });
const label = (page: Page, text: string) => page.locator("label", { hasText: text });
const agency = (page: Page, name: string) => page.getByRole("region", { name: `Från ${name}` });
const focused = (locator: Locator) => locator.and(locator.page().locator(":focus"));

/** As the page is now, on a phone and on a laptop. */
async function check(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await setWidth(page, width);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
}

/** At the second step of booking, in each test as another handläggare and for another individual. */
async function atTimes(index: number, type = "Gemensam kartläggning"): Promise<Page> {
  const page = await chromium.person({ clock, expected: /Blocked script execution in 'about:srcdoc'/ });
  await page.goto(`${running.origin}/boka`);
  await signInAs(page, "Försäkringskassan", `FK Handläggare ${index}`);
  await fillPerson(page, { individual: `Individ Nummer${index}`, type });
  return page;
}

async function searchIn(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole("textbox", { name: "Till och med" }).fill(to);
  await page.getByRole("textbox", { name: "Från och med" }).fill(from);
  await page.getByRole("textbox", { name: "Från och med" }).press("Tab");
}

test("a pool of those who speak finska is searched, and the best time is booked with the one it proposed", async () => {
  const page = await atTimes(0);
  const af = agency(page, "Arbetsförmedlingen");
  await af.locator("label", { hasText: "Någon i en grupp" }).click();
  await af.getByLabel("Språk").selectOption({ label: "finska" });
  const best = page.getByRole("group", { name: "De bästa tiderna" });
  await best.getByText("FK Handläggare 0 och AF Handläggare 1").first().waitFor();
  await best
    .getByText(/^Bra eftersom tiden ligger tidigt i perioden/)
    .first()
    .waitFor();
  await check(page);
  await best.locator("label", { hasText: "tisdag 1 december 2026 kl. 08.00–09.00" }).click();
  await button(page, "Fortsätt").click();

  await sayTalkedWith(page);
  await button(page, "Boka och skicka").click();
  await page.waitForURL(/\/moten\/[\w-]+$/);
  await page.getByText("tisdag 1 december 2026 kl. 08.00–09.00").waitFor();
  await page.getByRole("region", { name: "Deltagare" }).getByText("AF Handläggare 1").first().waitFor();
});

test("a week without times says why Friday is empty, what would help, and when the next time is", async () => {
  const away = { on: "2026-12-04", stretches: [] };
  await running.samtid.openTime.changeRules(people.fk[1]!, { exceptions: [away] });
  const page = await atTimes(1);
  await button(page, "AF Handläggare 1").click();
  await searchIn(page, "2026-12-03", "2026-12-07");
  await showDays(page);
  await page.getByText("Fredag 4 december: Försäkringskassans handläggare arbetar inte").waitFor();

  await searchIn(page, "2026-12-04", "2026-12-06");
  await page.getByText("Ingen tid passar alla under perioden").waitFor();
  await page.getByText("Nästa lediga tid är måndag 7 december 2026 kl. 08.00.").waitFor();
  await check(page);
  await button(page, "Visa tider från den dagen").click();
  await page.getByText("De bästa tiderna").waitFor();

  await button(page, "Varför är den här tiden inte ledig?").click();
  await page.getByRole("textbox", { name: "Dag", exact: true }).fill("2026-12-04");
  await button(page, "Visa varför").click();
  await page
    .getByText("fredag 4 december 2026 kl. 09.00 går inte: Försäkringskassans handläggare arbetar inte.")
    .waitFor();
  await check(page);
});

test("a condition is loosened from the suggestion, shown, and taken back, by keyboard", async () => {
  await run(`update handlaggare set cap_per_day = 1 where person_id = '${people.fk[2]}'`);
  await bookMeeting(await running.signedIn("forsakringskassan", "fk-2"), people, {
    startAt: "2026-12-02T12:00:00Z",
    pair: 2,
    caseIndex: 5,
  });
  const page = await atTimes(2);
  await button(page, "AF Handläggare 3").click();
  await searchIn(page, "2026-12-02", "2026-12-02");
  await page.getByText("har redan så många möten som ryms").waitFor();

  const help = page.getByRole("button", { name: /^Utan tak för antal möten: \d+ tider till$/ });
  await help.focus();
  await page.keyboard.press("Enter");
  await page.getByText("De bästa tiderna").waitFor();
  const results = page.getByRole("region", { name: "Lediga tider" });
  await focused(results).waitFor();
  const loosened = page.getByRole("group", { name: "Sökningen bortser från" });
  await check(page);
  await page.keyboard.press("Shift+Tab");
  await focused(loosened.getByRole("button", { name: "Ta med igen tak för antal möten" })).waitFor();
  await page.keyboard.press("Enter");
  await focused(results).waitFor();
  await help.waitFor();
  expect(await loosened.count()).toBe(0);
});

test("three times of a pool are offered with the same handläggare, all held, after a question", async () => {
  const page = await atTimes(3);
  await agency(page, "Arbetsförmedlingen").locator("label", { hasText: "Någon i en grupp" }).click();
  await label(page, "Personen väljer mellan två eller tre").click();
  await label(page, "Vecka").click();
  const inWeek = (day: string, time: string) => page.getByRole("button", { name: `${day} ${time}` });
  await inWeek("tisdag 1 december", "10.00").click();
  await page.getByText(/^Nu visas tider med FK Handläggare 3 och AF Handläggare \d,/).waitFor();
  await page.getByText("Välj minst en tid till.").waitFor();
  await button(page, "Fortsätt").click();
  await page.getByText("Välj minst två tider att erbjuda.").waitFor();
  expect(await inWeek("tisdag 1 december", "10.30").isDisabled()).toBe(true);
  await inWeek("onsdag 2 december", "13.00").click();
  await inWeek("fredag 4 december", "09.00").click();
  await page.getByText("Du har valt tre tider.").waitFor();
  await check(page);
  expect(await page.getByRole("textbox", { name: "Personen ska svara senast" }).inputValue()).toBe(
    "2026-11-30",
  );
  await button(page, "Fortsätt").click();

  await page.getByText("Välj en tid för ditt möte").waitFor();
  await sayTalkedWith(page);
  await check(page);
  await button(page, "Reservera och skicka förslagen").click();
  const question = page.getByRole("dialog");
  await question.getByText("fredag 4 december 2026 kl. 09.00–10.00").waitFor();
  await check(page);
  await question.getByRole("button", { name: "Reservera och skicka" }).click();
  await page.waitForURL(/\/moten\/[\w-]+$/);

  const { rows } = await run(`select state from held_time order by starts_at`);
  expect(rows).toEqual([{ state: "held" }, { state: "held" }, { state: "held" }]);
});

test("a chef sees where the joint time of two offices is short", async () => {
  for (const personId of people.af)
    await running.samtid.openTime.changeRules(personId, {
      exceptions: [{ on: "2027-01-12", stretches: [] }],
    });
  const page = await chromium.person({ clock });
  await page.goto(`${running.origin}/min-vecka`);
  await signInAs(page, "Försäkringskassan", "FK Handläggare 4");
  await page.getByRole("link", { name: "Gemensam tid" }).click();
  await page.getByRole("columnheader", { name: "FK lediga" }).waitFor();
  await searchIn(page, "2027-01-11", "2027-01-12");
  const tuesday = page.getByRole("row", { name: "tisdag 12 januari" });
  await tuesday.getByText("Arbetsförmedlingen har ingen ledig tid").waitFor();
  expect(await tuesday.getByRole("cell").allInnerTexts()).toEqual(
    expect.arrayContaining(["40", "0"]) as string[],
  );
  await check(page);
  await setWidth(page, 320);
  await page.getByText("FK 40 lediga, AF 0 lediga. Gemensamt 0, bokat 0.").waitFor();

  await searchIn(page, "2027-01-16", "2027-01-17");
  await page.getByText("Ingen har ledig tid under perioden").waitFor();
  await check(page);
});

test("for a kontaktmöte the page says between which dates it serves its purpose, and searches there when asked", async () => {
  await run(
    `update cooperation_case set chain_day = 60, chain_day_on = '2026-11-24' where id = '${people.cases[4]}'`,
  );
  const page = await atTimes(4, "Kontaktmöte");
  await button(page, "AF Handläggare 4").click();
  await page.getByText("från torsdag 24 december 2026 till onsdag 24 mars 2027").waitFor();
  await page.getByText("En del av din period ligger utanför.").waitFor();
  await check(page);
  await button(page, "Sök i de dagarna").click();
  await page.getByText("De bästa tiderna").waitFor();
  const from = page.getByRole("textbox", { name: "Från och med" });
  expect(await from.inputValue()).toBe("2026-12-24");
  expect(await page.getByText("En del av din period ligger utanför.").count()).toBe(0);
});
