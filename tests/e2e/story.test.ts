import ICAL from "ical.js";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { CaughtMail } from "../../server/platform/mail/caught-mail.ts";
import { admitCalled } from "../support/admit-in-room.ts";
import { chooseTime, fillBooking, sayTalkedWith, sayWhyShortNotice } from "../support/booking-page.ts";
import { useBrowser } from "../support/browser.ts";
import { lintCalendar } from "../support/icalendar-linter.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { startRedis, type TestRedis } from "../support/redis.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

const FK = "FK Handläggare 0";
const AF = "AF Handläggare 0";
const INDIVIDUAL = "Individ Nummer0";
const EVERYONE = [FK, AF, INDIVIDUAL];
const MAILBOXES = ["af-0@example.test", "fk-0@example.test", "individual-0@example.test"];
const PATIENCE = { timeout: 30_000 };

/** A Tuesday at 7.30 in Sweden: the room of a meeting at 8.30 the same day is just opening. */
const clock = createRunningClock("2026-11-24T07:30:05+01:00");
const DAY = "tisdag 24 november 2026";
const FIRST_TIME = { day: DAY, time: "08.30", startAt: "2026-11-24T07:30:00.000Z" };
const SECOND_TIME = { day: DAY, time: "13.00", startAt: "2026-11-24T12:00:00.000Z" };

const chromium = useBrowser();

describe.each(["PostgreSQL", "Redis"])("with the queue on %s", (backend) => {
  let redis: TestRedis | undefined;
  let running: RunningSamtid;

  beforeAll(async () => {
    redis = backend === "Redis" ? await startRedis() : undefined;
    running = await startSamtid({
      clock,
      ...(redis && { redisUrl: redis.url }),
      prepare: (samtid) => insertSamplePeople(samtid, { handlaggare: 2, individuals: 2 }),
    });
  });
  afterAll(async () => {
    await running?.stop();
    await redis?.stop();
  });

  test("a meeting is booked, told of, answered, shown in a feed, met in, moved and cancelled", async () => {
    const fk = await chromium.person({ clock });
    await fk.goto(`${running.origin}/boka`);
    await signInAs(fk, "Försäkringskassan", FK);
    await book(fk);
    const meetingUrl = fk.url();

    const invitations = await mails(running, 3);
    const uids = uidsOf(invitations, { method: "REQUEST", sequence: 0, ...FIRST_TIME });
    await expect.poll(() => fk.getByText("Överlämnat", { exact: true }).count(), PATIENCE).toBe(3);
    await fk.evaluate(() => Object.assign(window, { sameDocument: true }));

    const individual = await chromium.person({ clock, width: 375 });
    await individual.goto(await mailedLink(running.catcher, "individual-0@example.test", "/svar/"));
    await individual.getByRole("button", { name: "Ja, jag kommer" }).click();
    await individual.getByRole("heading", { name: "Tack, du har svarat att du kommer" }).waitFor();

    await fk.getByText(/^Tackade ja 24 november kl\. 07\.3\d \(webben\)$/).waitFor();
    expect(await fk.evaluate(() => "sameDocument" in window)).toBe(true);

    const af = await chromium.person({ clock });
    await af.goto(await mailedLink(running.catcher, "af-0@example.test", "/moten/"));
    await signInAs(af, "Arbetsförmedlingen", AF);
    await af.getByRole("heading", { name: "Gemensam kartläggning" }).waitFor();
    const feed = await createFeed(af);
    const uid = uids["af-0@example.test"];
    expect(await eventsAt(feed)).toMatchObject([{ uid, startAt: FIRST_TIME.startAt, status: "CONFIRMED" }]);

    await meetInTheRoom({ fk, af, individual });

    await fk.goto(meetingUrl);
    await move(fk);
    const moves = await mails(running, 6);
    expect(uidsOf(moves, { method: "REQUEST", sequence: 1, ...SECOND_TIME })).toEqual(uids);
    expect(await eventsAt(feed)).toMatchObject([{ uid, startAt: SECOND_TIME.startAt }]);

    await cancel(fk);
    const cancellations = await mails(running, 9);
    expect(uidsOf(cancellations, { method: "CANCEL", sequence: 2, ...SECOND_TIME })).toEqual(uids);
    // A feed without meetings says so in a minute long ago.
    expect(await eventsAt(feed)).toMatchObject([{ startAt: "2000-01-01T00:00:00.000Z" }]);
    await individual.goto(await mailedLink(running.catcher, "individual-0@example.test", "/svar/"));
    await individual.getByRole("heading", { name: "Mötet är avbokat" }).waitFor();
  });
});

/** The three steps; ends on the page of the booked meeting. */
async function book(page: Page): Promise<void> {
  await fillBooking(page, { individual: INDIVIDUAL, type: "Gemensam kartläggning", af: AF, ...FIRST_TIME });
  for (const name of EVERYONE) await page.getByRole("heading", { name, level: 4 }).waitFor();
  await sayTalkedWith(page);
  await page.getByRole("button", { name: "Boka och skicka" }).click();
  await page.waitForURL(/\/moten\/[\w-]+$/);
}

async function move(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Flytta mötet" }).click();
  await chooseTime(page, SECOND_TIME);
  await sayWhyShortNotice(page);
  await page.getByRole("button", { name: "Flytta mötet" }).click();
  await page.getByRole("button", { name: "Flytta och meddela alla" }).click();
  await page.getByText(`${DAY} kl. 13.00–14.00`).waitFor();
}

async function cancel(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Avboka mötet" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("label", { hasText: "Det bokades fel" }).click();
  await dialog.getByRole("button", { name: "Avboka mötet" }).click();
  await page.getByText("Avbokat", { exact: true }).first().waitFor();
}

/** All three come; a handläggare lets the individual in; everyone sees everyone, also after a reload. */
async function meetInTheRoom({ fk, af, individual }: Record<"fk" | "af" | "individual", Page>) {
  await fk.getByRole("link", { name: "Gå in i mötet" }).click();
  await individual.getByRole("link", { name: "Gå till mötet" }).click();
  await individual.getByRole("heading", { name: "Välkommen" }).waitFor();
  await af.goBack();
  await af.getByRole("link", { name: "Gå in i mötet" }).click();
  await af.getByRole("button", { name: `Släpp in ${INDIVIDUAL}` }).waitFor();
  await admitCalled(fk, INDIVIDUAL);

  const pages = [fk, af, individual];
  for (const page of pages) await seesEveryone(page);
  for (const page of pages) {
    await page.reload();
    for (const each of pages) await seesEveryone(each);
  }
}

async function seesEveryone(page: Page): Promise<void> {
  for (const name of EVERYONE)
    await page
      .getByRole("article")
      .filter({ has: page.getByRole("heading", { name }) })
      .getByText("Här sedan 07.3")
      .waitFor();
}

/** Gives the address, which is shown this once. */
async function createFeed(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Kalenderadresser" }).click();
  await page.getByRole("button", { name: "Skapa kalenderadress" }).click();
  await page.getByRole("textbox", { name: "Vad ska adressen heta?" }).fill("Min telefon");
  await page.getByRole("button", { name: "Skapa adressen" }).click();
  return page.getByRole("textbox", { name: "Kalenderadress" }).inputValue();
}

async function eventsAt(address: string) {
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  const content = await answer.text();
  expect(lintCalendar(content)).toEqual([]);
  return eventsIn(content);
}

/** As another library reads it than the one that wrote it. */
function eventsIn(content: string) {
  const calendar = new ICAL.Component(ICAL.parse(content) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const { uid, sequence, startDate } = new ICAL.Event(component);
    const status = component.getFirstPropertyValue("status");
    return { uid, sequence, startAt: startDate.toJSDate().toISOString(), status };
  });
}

/** The newest three of so many mails, one to each. */
async function mails(running: RunningSamtid, total: number): Promise<CaughtMail[]> {
  await vi.waitFor(async () => expect(await running.catcher.list()).toHaveLength(total), PATIENCE);
  return (await running.catcher.list()).slice(0, 3);
}

/** Each of the three has got one valid iMIP message with the event as it now is; gives its UID, by recipient. */
function uidsOf(
  sent: CaughtMail[],
  { method, sequence, startAt }: { method: string; sequence: number; startAt: string },
): Record<string, string> {
  const uids = sent.map(({ to, calendar }) => {
    expect(calendar?.method).toBe(method);
    expect(lintCalendar(calendar!.content)).toEqual([]);
    const events = eventsIn(calendar!.content);
    expect(events).toMatchObject([{ sequence, startAt }]);
    return [to.join(), events[0]!.uid] as const;
  });
  const byRecipient = Object.fromEntries(uids);
  expect(Object.keys(byRecipient).sort()).toEqual(MAILBOXES);
  return byRecipient;
}
