import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { fillBooking, sayTalkedWith } from "../support/booking-page.ts";
import { useBrowser } from "../support/browser.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

const clock = createRunningClock("2026-11-24T07:30:05+01:00");
const chromium = useBrowser();
const expected = /net::ERR_FAILED/;
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 2 });
    },
  });
});
afterAll(() => running?.stop());

const API = /\/api\/v1\//;
const loseConnection = (page: Page) => page.route(API, (route) => route.abort());
const regainConnection = (page: Page) => page.unroute(API);

/** The request arrives, and what it does is done, but the answer is lost on the way back. */
const loseAnswers = (page: Page) =>
  page.route(API, async (route) => {
    await route.fetch();
    await route.abort();
  });

test("a booking whose answer never came is sent again as it was, and booked once", async () => {
  const page = await chromium.person({ clock, expected });
  await page.goto(`${running.origin}/boka`);
  await signInAs(page, "Försäkringskassan", "FK Handläggare 0");
  await fillBooking(page, {
    individual: "Individ Nummer0",
    type: "Omställningsmöte",
    af: "AF Handläggare 0",
    day: "onsdag 25 november 2026",
    time: "10.00",
  });
  await sayTalkedWith(page);
  const decidedOn = page.getByRole("textbox", { name: "När fick personen beslutet?" });
  await decidedOn.fill("2026-11-02");

  await loseAnswers(page);
  await page.getByRole("button", { name: "Boka och skicka" }).click();
  await page.getByText("Vi når inte Samtid just nu").waitFor();
  expect(await decidedOn.inputValue()).toBe("2026-11-02");
  expect(await page.getByRole("checkbox", { name: "Ja, personen vet" }).isChecked()).toBe(true);

  await regainConnection(page);
  await page.getByRole("button", { name: "Boka och skicka" }).click();
  await page.waitForURL(/\/moten\/[\w-]+$/);
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  expect((await fk.get("/meetings")).body.total).toBe(1);
});

test("a wish for another time stays in its form while there is no connection", async () => {
  const fk = await running.signedIn("forsakringskassan", "fk-1");
  await bookMeeting(fk, people, { startAt: "2026-11-25T12:00:00Z", caseIndex: 1, pair: 1 });
  const page = await chromium.person({ clock, width: 375, expected });
  await page.goto(await mailedLink(running.catcher, "individual-1@example.test", "/svar/"));
  await page.getByRole("button", { name: "Jag behöver en annan tid" }).click();
  await page.locator("label", { hasText: "Torsdag" }).click();
  const words = page.getByRole("textbox", { name: "Vill du skriva något mer?" });
  await words.fill("Efter klockan tio");

  await loseConnection(page);
  await page.getByRole("button", { name: "Skicka" }).click();
  await page.getByText("Svaret kom inte fram").waitFor();
  expect(await words.inputValue()).toBe("Efter klockan tio");
  expect(await page.getByRole("checkbox", { name: "Torsdag" }).isChecked()).toBe(true);

  await regainConnection(page);
  await page.getByRole("button", { name: "Skicka" }).click();
  await page.getByRole("heading", { name: "Tack, vi har fått ditt önskemål" }).waitFor();
  await page.getByText("Efter klockan tio").waitFor();
});
