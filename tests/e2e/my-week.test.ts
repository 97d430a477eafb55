import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiBrowser } from "../support/api-browser.ts";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from "../support/browser.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Wednesday, ten days before the clocks are put back. */
const clock = createRunningClock("2026-10-14T10:00:00+02:00");
const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 3 });
    },
  });
  fk = await running.signedIn("forsakringskassan", "fk-0");
});
afterAll(() => running?.stop());

async function openWeek(query: string, options: { width?: number; timezone?: string } = {}): Promise<Page> {
  const page = await chromium.person({ clock, ...options });
  await page.goto(`${running.origin}/min-vecka${query}`);
  await signInAs(page, "Försäkringskassan", "FK Handläggare 0");
  await page.getByRole("heading", { name: "Veckans möten" }).waitFor();
  return page;
}

const calendarOf = (page: Page) => page.getByRole("region", { name: "Min vecka som kalender" });
const listOf = (page: Page) => page.getByRole("region", { name: "Veckans möten" });

async function recordAnswer(meetingId: string, answer: "accepted" | "other-time") {
  const { body } = await fk.get(`/meetings/${meetingId}`);
  const individual = body.participants.find(({ role }: { role: string }) => role === "individual");
  const wish = { weekdays: [], partsOfDay: [], earliestOn: null, text: null };
  const { status } = await fk.post(`/meetings/${meetingId}/answers`, {
    participantId: individual.id,
    timeVersion: body.timeVersion,
    given: answer === "other-time" ? { answer, wish } : { answer },
  });
  expect(status).toBe(200);
}

test("whoever signs in without having been on the way somewhere comes to their week", async () => {
  const page = await chromium.person({ clock });
  await page.goto(`${running.origin}/logga-in`);
  await signInAs(page, "Försäkringskassan", "FK Handläggare 0");
  await page.waitForURL(`${running.origin}/min-vecka`);
  await page.getByRole("heading", { name: "Vecka 42 12–18 oktober 2026" }).waitFor();

  const menu = page.getByRole("navigation", { name: "Huvudmeny" });
  for (const name of ["Min vecka", "Boka möte", "Kalenderadresser"]) {
    await menu.getByRole("link", { name }).click();
    await menu.locator("[aria-current=page]", { hasText: name }).waitFor();
    expect(await menu.locator("[aria-current=page]").count()).toBe(1);
  }
});

test.each([
  ["?vecka=2026-W43", "2026-10-23T09:00:00+02:00", "fre 23 okt"],
  ["?vecka=2026-W44", "2026-10-26T09:00:00+01:00", "mån 26 okt"],
  ["?vecka=2027-W13", "2027-03-30T09:00:00+02:00", "tis 30 mars"],
])(
  "in a browser in New York a meeting in %s at nine in Sweden stands at nine",
  async (query, startAt, day) => {
    await bookMeeting(fk, people, { startAt });
    const page = await openWeek(query, { timezone: "America/New_York" });
    const meeting = calendarOf(page).getByRole("link", { name: /^09\.00–10\.00 Kartläggning/ });
    const [event, nine, head] = await Promise.all([
      boxOf(meeting),
      boxOf(calendarOf(page).getByText("09.00", { exact: true })),
      boxOf(calendarOf(page).getByRole("columnheader").filter({ hasText: day })),
    ]);

    expect(Math.abs(event.y - nine.y)).toBeLessThan(8);
    expect(event.x).toBeGreaterThanOrEqual(head.x);
    expect(event.x + event.width).toBeLessThanOrEqual(head.x + head.width + 1);
    await listOf(page)
      .getByRole("link", { name: /09\.00–10\.00/ })
      .waitFor();
    await expectAccessible(page);
  },
);

test("an answer shows at once in the week, and then on the meeting's page one has gone to by keyboard", async () => {
  const meetingId = await bookMeeting(fk, people, { startAt: "2026-11-04T10:00:00Z", caseIndex: 1 });
  const page = await openWeek("?vecka=2026-W45");
  const link = calendarOf(page).getByRole("link", { name: /Individ Nummer1 Inget svar än/ });
  await link.waitFor();

  await recordAnswer(meetingId, "other-time");
  await calendarOf(page)
    .getByRole("link", { name: /Individ Nummer1 Vill ha annan tid/ })
    .waitFor();
  await listOf(page).getByText("Vill ha annan tid").waitFor();

  await calendarOf(page)
    .getByRole("link", { name: /Individ Nummer1/ })
    .focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(`${running.origin}/moten/${meetingId}`);
  await page.getByText(/^Vill ha en annan tid/).waitFor();
  await recordAnswer(meetingId, "accepted");
  await page.getByText(/^Tackade ja/).waitFor();
});

test("an absence is added and removed again, by keyboard alone", async () => {
  const page = await openWeek("?vecka=2026-W46");
  await page.getByRole("button", { name: "Lägg in frånvaro" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Lägg in frånvaro" });
  await dialog.getByRole("radio", { name: "Hela dagar" }).focus();
  await page.keyboard.press("ArrowDown");
  await dialog.getByLabel("Från klockan").focus();
  await page.keyboard.type("13.15");
  await dialog.getByLabel("Vad (valfritt)").focus();
  await page.keyboard.type("Tandläkare");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await listOf(page).getByText("Frånvaro: Tandläkare").waitFor();
  await listOf(page).getByText("13.15–13.30").waitFor();

  await listOf(page)
    .getByRole("button", { name: /^Ta bort frånvaron Tandläkare/ })
    .focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Ta bort frånvaron" }).focus();
  await page.keyboard.press("Enter");
  await listOf(page).getByText("Frånvaro: Tandläkare").waitFor({ state: "detached" });
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Veckans möten");
});

test("of a colleague's week one sees when they are free, and nothing of what they do", async () => {
  const colleague = await running.signedIn("forsakringskassan", "fk-1");
  await bookMeeting(colleague, people, { startAt: "2026-11-17T10:00:00Z", caseIndex: 2, pair: 1 });
  const page = await openWeek("?vecka=2026-W47");
  await page.getByRole("button", { name: "En kollegas tid" }).click();
  await page.getByRole("searchbox", { name: "Sök handläggare" }).fill("AF Handläggare 1");
  await page.getByRole("button", { name: /AF Handläggare 1/ }).click();
  const panel = page.getByRole("region", { name: "En kollegas tid" });
  await panel.getByRole("heading", { name: "AF Handläggare 1 är ledig" }).waitFor();

  const tuesday = panel.getByRole("listitem").filter({ hasText: "tisdag 17 november" });
  expect(await tuesday.getByRole("listitem").allTextContents()).toEqual(["08.00–11.00", "12.00–16.00"]);
  expect(await page.locator("body").textContent()).not.toContain("Individ Nummer2");
  await expectAccessible(page);
});

test("at 375 pixels the week is a list that fits", async () => {
  const page = await openWeek("?vecka=2026-W43", { width: 375 });
  await listOf(page)
    .getByRole("link", { name: /09\.00–10\.00/ })
    .waitFor();

  expect(await calendarOf(page).count()).toBe(0);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

async function boxOf(locator: ReturnType<Page["locator"]>) {
  const box = await locator.first().boundingBox();
  if (!box) throw new Error("Not shown");
  return box;
}
