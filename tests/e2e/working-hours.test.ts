import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiBrowser } from "../support/api-browser.ts";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from "../support/browser.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Monday morning. */
const clock = createRunningClock("2026-11-23T08:00:00+01:00");
const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 5, individuals: 5 });
      const leader = samtid.database.query().updateTable("handlaggare").set({ leads_office: true });
      await leader.where("person_id", "=", people.fk[2]!).execute();
    },
  });
});
afterAll(() => running?.stop());

const signedIn = (index: number): Promise<ApiBrowser> => running.signedIn("forsakringskassan", `fk-${index}`);
async function open(
  path: string,
  index: number,
  options: { width?: number; expected?: RegExp } = {},
): Promise<Page> {
  const page = await chromium.person({ clock, ...options });
  await page.goto(`${running.origin}${path}`);
  await signInAs(page, "Försäkringskassan", `FK Handläggare ${index}`);
  return page;
}
const day = (page: Page, name: string) => page.getByRole("group", { name });

test("who stops working on Tuesdays sees which meeting that concerns, saves, and keeps it", async () => {
  const fk = await signedIn(0);
  const meetingId = await bookMeeting(fk, people, { startAt: "2026-12-08T09:00:00Z" });
  const page = await open("/mina-tider", 0);
  await day(page, "tisdag").getByRole("button", { name: "Ta bort tiden på tisdag" }).click();
  await day(page, "tisdag").getByText("Arbetar inte").waitFor();
  await page.getByRole("button", { name: "Lägg till fokustid" }).click();
  await page.getByLabel("Högst på en dag").selectOption({ label: "3 möten" });
  await expectAccessible(page);

  await page.getByRole("button", { name: "Spara mina tider" }).click();
  const dialog = page.getByRole("dialog", { name: "1 möte hamnar utanför dina tider" });
  await dialog.getByText("tisdag 8 december 2026 kl. 10.00–11.00").waitFor();
  await expectAccessible(page);
  expect((await fk.get("/working-hours")).body.revision).toBe(0);
  await dialog.getByRole("button", { name: "Spara mina tider" }).click();

  const outside = page.getByRole("region", { name: "Möten utanför dina tider" });
  await outside.getByRole("heading", { name: "1 möte ligger utanför dina tider" }).waitFor();
  await expectAccessible(page);
  expect((await fk.get("/working-hours")).body).toMatchObject({
    revision: 1,
    capPerDay: 3,
    recurring: [{ kind: "focus", weekday: 1, firstOn: "2026-11-23" }],
  });
  const hrefs = await outside
    .getByRole("link")
    .evaluateAll((all) => all.map((each) => each.getAttribute("href")));
  expect(hrefs).toEqual([`/moten/${meetingId}/flytta`, `/moten/${meetingId}#participants`]);
  await outside.getByRole("button", { name: "Behåll" }).click();
  await outside.getByRole("heading").waitFor({ state: "detached" });
  expect((await fk.get(`/meetings/${meetingId}`)).body.status).toBe("booked");
});

test("the form is filled in by keyboard on a narrow phone, and what was saved is undone", async () => {
  const fk = await signedIn(1);
  const page = await open("/mina-tider", 1, { width: 320 });
  const monday = day(page, "måndag");
  await monday.getByLabel("Till", { exact: true }).focus();
  await page.keyboard.type("14.00");
  await page.getByRole("button", { name: "Gör tisdag–fredag som måndag" }).press("Enter");
  await page.getByRole("button", { name: "Lägg till en dag" }).press("Enter");
  await page.getByRole("textbox", { name: "Dag", exact: true }).fill("2026-12-21");
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Spara mina tider" }).press("Enter");
  await page.getByText("Dina tider är sparade.").waitFor();
  const saved = (await fk.get("/working-hours")).body;
  expect(saved.periods[0].hours.map(({ endMinutes }: { endMinutes: number }) => endMinutes)).toEqual(
    Array.from({ length: 5 }, () => 14 * 60),
  );
  expect(saved.exceptions).toEqual([{ on: "2026-12-21", stretches: [] }]);

  await page.getByRole("button", { name: "Ångra" }).press("Enter");
  await expect
    .poll(async () => (await fk.get("/working-hours")).body)
    .toMatchObject({ revision: 2, exceptions: [] });
});

test("what the server refuses is said with a link to its field, and what changed elsewhere can be read in", async () => {
  const page = await open("/mina-tider", 2, { expected: /422|412/ });
  await page.getByRole("button", { name: "Lägg till arbetstid för en annan period" }).click();
  const second = page.getByRole("region", { name: "Arbetstid 2" });
  await second.getByRole("textbox", { name: /^Gäller från/ }).fill("");
  await page.getByRole("button", { name: "Spara mina tider" }).click();
  await page.getByRole("link", { name: "En annan arbetstid börjar gälla samma dag." }).click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.id))
    .toBe("pattern-periods-1-validFrom");
  await second.getByRole("textbox", { name: /^Gäller från/ }).fill("2026-12-01");

  const fk = await signedIn(2);
  const { collisions: _none, revision: _first, ...now } = (await fk.get("/working-hours")).body;
  await fk.put("/working-hours", { ...now, capPerWeek: 9 }, { "If-Match": '"0"' });
  await page.getByRole("button", { name: "Spara mina tider" }).click();
  await page.getByRole("button", { name: "Läs in igen" }).click();
  await expect.poll(() => page.getByLabel("Högst på en vecka").inputValue()).toBe("9");
});

const calendarOf = (page: Page) => page.getByRole("region", { name: "Min vecka som kalender" });
const listOf = (page: Page) => page.getByRole("region", { name: "Veckans möten" });
/** Where a clock is in a day's column. */
async function pointAt(page: Page, head: string, clockText: string) {
  const calendar = calendarOf(page);
  const column = (await calendar.getByRole("columnheader").filter({ hasText: head }).boundingBox())!;
  const row = (await calendar.getByText(clockText, { exact: true }).boundingBox())!;
  return { x: column.x + column.width / 2, y: row.y + 4 };
}
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, (from.y + to.y) / 2, { steps: 8 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}
const absencesOf = async (fk: ApiBrowser) =>
  (await fk.get("/calendar?from=2026-12-06T23:00:00Z&to=2026-12-13T23:00:00Z")).body.absences.map(
    ({ kind, startAt, endAt }: Record<string, string>) => [kind, startAt!.slice(8, 16), endAt!.slice(8, 16)],
  );

test("a stretch dragged in the week becomes focus time, is dragged to another day, and goes back by undoing", async () => {
  const fk = await signedIn(3);
  const page = await open("/min-vecka?vecka=2026-W50", 3);
  await calendarOf(page).getByText("tis 8 dec").waitFor();
  await page.evaluate(() => document.querySelector(".week-calendar")?.scrollIntoView());
  await drag(page, await pointAt(page, "tis 8 dec", "09.00"), await pointAt(page, "tis 8 dec", "11.00"));
  const dialog = page.getByRole("dialog", { name: "Lägg in frånvaro" });
  await dialog.getByText("Fokustid").click();
  expect(await dialog.getByLabel("Från klockan").inputValue()).toBe("09:00");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Spara" }).click();
  await calendarOf(page).getByRole("button", { name: "Fokustid" }).waitFor();
  const [[kind, startAt]] = await absencesOf(fk);
  expect([kind, startAt]).toEqual(["focus", "08T08:00"]);

  const focus = (await calendarOf(page).getByRole("button", { name: "Fokustid" }).boundingBox())!;
  const nine = await pointAt(page, "ons 9 dec", "09.00");
  const down = (await pointAt(page, "ons 9 dec", "11.00")).y - nine.y;
  await drag(page, { x: focus.x + 20, y: focus.y + 8 }, { x: nine.x, y: focus.y + 8 + down });
  await page.getByText("Ändringen är sparad.").waitFor();
  const [[, movedTo]] = await absencesOf(fk);
  expect(movedTo).toMatch(/^09T(09:45|10:00|10:15)$/);
  await page.getByRole("button", { name: "Ångra" }).last().click();
  await expect.poll(async () => (await absencesOf(fk))[0][1]).toBe("08T08:00");
});

test("the same by keyboard: added, changed and removed from the list, and what it collides with is shown", async () => {
  const fk = await signedIn(4);
  const startAt = "2026-12-08T09:00:00Z";
  await bookMeeting(fk, people, { startAt, pair: 4, caseIndex: 4 });
  const page = await open("/min-vecka?vecka=2026-W50", 4, { width: 375 });
  await page.getByRole("button", { name: "Lägg in frånvaro" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Lägg in frånvaro" });
  await dialog.getByRole("button", { name: "Spara" }).press("Enter");
  await listOf(page)
    .getByRole("button", { name: /^Ändra Frånvaro/ })
    .press("Enter");
  const changing = page.getByRole("dialog", { name: "Ändra frånvaron" });
  await changing.getByRole("textbox", { name: "Första dagen" }).fill("2026-12-08");
  await changing.getByRole("textbox", { name: "Sista dagen" }).fill("2026-12-08");
  await changing.getByRole("button", { name: "Spara" }).press("Enter");
  await page.getByRole("heading", { name: "1 möte ligger utanför dina tider" }).waitFor();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await listOf(page)
    .getByRole("button", { name: /^Ta bort/ })
    .press("Enter");
  await page.getByRole("button", { name: "Ta bort frånvaron" }).last().press("Enter");
  await page.getByRole("heading", { name: /ligger utanför/ }).waitFor({ state: "detached" });
});

test("who leads the office sees its people side by side, a week of each, and on a phone one at a time", async () => {
  await bookMeeting(await signedIn(1), people, { startAt: "2026-12-15T09:00:00Z", pair: 1, caseIndex: 1 });
  const absence = { startAt: "2026-12-15T12:00:00Z", endAt: "2026-12-15T14:00:00Z", title: "Tandläkare" };
  await (await signedIn(2)).post("/absences", absence);
  const page = await open("/min-vecka", 2);
  await page.getByRole("link", { name: "Kontorets vecka" }).click();
  await page.goto(`${running.origin}/kontorets-vecka?vecka=2026-W51`);
  await page.locator("#office-day").getByText("tisdag 15 december").click();
  await page.getByText("10.00–11.00 Kartläggning").waitFor();
  await page.getByText("13.00–15.00 Borta").waitFor();
  expect(await page.getByText("Tandläkare").count()).toBe(0);
  await expectAccessible(page);
  await page.getByText("Hela veckan", { exact: true }).click();
  await page.getByText("10.00–11.00 Kartläggning").waitFor();
  await expectAccessible(page);

  await page.setViewportSize({ width: 320, height: 800 });
  await page.getByLabel("Vems vecka?").selectOption({ label: "FK Handläggare 1" });
  await page.getByText("10.00–11.00 Kartläggning").waitFor();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test("who leads no office is told so", async () => {
  const page = await open("/kontorets-vecka", 1);
  await page.getByText("Sidan är för den som leder ett kontor").waitFor();
});
