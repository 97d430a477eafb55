import { sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../support/api-browser.ts";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { openInvitation } from "../support/invited-browser.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { offerOf } from "../support/offer-meeting.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Tuesday morning in Sweden. */
const clock = createRunningClock("2026-11-24T07:30:05+01:00");
const TIMES = ["2026-12-02T09:00:00.000Z", "2026-12-03T09:00:00.000Z", "2026-12-08T13:00:00.000Z"];
const ANSWER_BY = "2026-11-27T15:00:00.000Z";
const PHONE = 375;
const SMALL_PHONE = 320;
/** Each test has handläggare and an individual of its own; the last handläggare of FK are there to stand in. */
const TESTS = 10;
const STAND_IN = TESTS;

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;
let next = 0;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS + 2, individuals: TESTS });
    },
  });
});
afterAll(() => running?.stop());

interface Offered {
  readonly meetingId: string;
  readonly index: number;
  readonly fk: ApiBrowser;
}

/** Three times held for people of this test alone. */
async function offer(type = "gemensam_kartlaggning"): Promise<Offered> {
  const index = next++;
  const fk = await running.signedIn("forsakringskassan", `fk-${index}`);
  const wanted = { times: TIMES, answerBy: ANSWER_BY, type, pair: index, caseIndex: index };
  const { status, body } = await fk.post("/meeting-offers", {
    ...offerOf(people, wanted),
    decisionCommunicatedOn: type === "gemensam_kartlaggning" ? null : "2026-01-02",
  });
  expect(status).toBe(201);
  return { meetingId: body.id, index, fk };
}

async function individualOnPhone({ index }: { index: number }, expected?: RegExp): Promise<Page> {
  const page = await chromium.person({ clock, width: PHONE, ...(expected && { expected }) });
  await page.goto(await mailedLink(running.catcher, `individual-${index}@example.test`, "/svar/"));
  return page;
}

async function handlaggareAt(path: string, { index }: { index: number }, expected?: RegExp): Promise<Page> {
  const page = await chromium.person({ clock, ...(expected && { expected }) });
  await page.goto(`${running.origin}${path}`);
  await signInAs(page, "Försäkringskassan", `FK Handläggare ${index}`);
  return page;
}

/** As it is now, on the smallest phone: no violation, and nothing to scroll sideways to; then as wide as it was. */
async function check(page: Page): Promise<void> {
  const { width } = page.viewportSize()!;
  await setWidth(page, SMALL_PHONE);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await setWidth(page, width);
}

const button = (page: Page, name: string) => page.getByRole("button", { name });
const heading = (page: Page, name: string) => page.getByRole("heading", { name });
const label = (page: Page, text: string) => page.locator("label", { hasText: text });
const isBookableBy = async ({ fk, index }: Offered, startAt: string) => {
  const { body } = await fk.post("/why-not", {
    caseId: people.cases[index],
    type: "gemensam_kartlaggning",
    sides: [
      { organisationId: "forsakringskassan", handlaggareIds: [people.fk[index]] },
      { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[index]] },
    ],
    durationMinutes: 60,
    loosen: ["notice"],
    at: startAt,
  });
  return body.reasons.length === 0;
};

describe("an individual who is offered three times", () => {
  test("chooses one from the phone; the others are free, and the handläggare sees it at once", async () => {
    const offered = await offer();
    const fk = await handlaggareAt(`/moten/${offered.meetingId}`, offered);
    await heading(fk, "Erbjudna tider").waitFor();
    expect(await fk.getByText("Reserverad", { exact: true }).count()).toBe(3);
    await check(fk);
    await fk.evaluate(() => Object.assign(window, { sameDocument: true }));
    expect(await isBookableBy(offered, TIMES[0]!)).toBe(false);

    const individual = await individualOnPhone(offered);
    await heading(individual, "Vilken tid passar dig?").waitFor();
    await individual
      .getByText("Alla tiderna är reserverade för dig till fredag 27 november kl. 16.00")
      .waitFor();
    await check(individual);
    await button(individual, "Boka tiden").click();
    await individual.getByText("Välj en av tiderna.").first().waitFor();
    await check(individual);
    await label(individual, "torsdag 3 december 2026").click();
    await button(individual, "Boka tiden").click();
    await heading(individual, "Tack, din tid är bokad").waitFor();
    expect(await individual.evaluate(() => document.activeElement?.textContent)).toBe(
      "Tack, din tid är bokad",
    );
    await individual.getByText("Klockan 10.00–11.00").waitFor();
    await check(individual);

    await fk.getByText(/^Tackade ja 24 november/).waitFor();
    await fk.getByText("torsdag 3 december 2026 kl. 10.00–11.00").waitFor();
    await fk.getByText("Tid vald på webben").waitFor();
    expect(await fk.evaluate(() => "sameDocument" in window)).toBe(true);
    expect(await heading(fk, "Erbjudna tider").count()).toBe(0);
    expect(await Promise.all(TIMES.map((at) => isBookableBy(offered, at)))).toEqual([true, false, true]);
  });

  test("chooses by keyboard alone, in Arabic", async () => {
    const offered = await offer();
    const page = await individualOnPhone(offered);
    await heading(page, "Vilken tid passar dig?").waitFor();
    await page
      .getByRole("button", { name: "العربية" })
      .or(page.getByRole("link", { name: "العربية" }))
      .click();
    await heading(page, "أي موعد يناسبك؟").waitFor();
    await check(page);
    await page.getByRole("radio").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await heading(page, "شكرًا، تم حجز موعدك").waitFor();
    const { body } = await offered.fk.get(`/meetings/${offered.meetingId}`);
    expect([body.status, body.startAt]).toEqual(["booked", TIMES[2]]);
  });

  test("says that none suits, or no thank you, and can choose one after all", async () => {
    const offered = await offer("omstallningsmote");
    const page = await individualOnPhone(offered);
    await page.getByText("Du väljer själv om du vill komma").waitFor();
    await button(page, "Ingen av tiderna passar").click();
    await page.getByText("Tiderna vi har föreslagit är kvar till fredag 27 november kl. 16.00").waitFor();
    await check(page);
    await label(page, "Tisdag").click();
    await label(page, "På telefon").click();
    await button(page, "Skicka").click();
    await heading(page, "Tack, vi har fått ditt önskemål").waitFor();
    await page.getByText("Så vill du helst träffas").waitFor();
    await check(page);
    await button(page, "Välj en av tiderna ändå").click();
    await button(page, "Nej, jag vill inte komma").click();
    await check(page);
    await label(page, "Tiden passar inte").click();
    await button(page, "Be om en annan tid i stället").click();
    await heading(page, "När passar det bättre?").waitFor();
    await button(page, "Gå tillbaka").click();
    await button(page, "Nej, jag vill inte komma").click();
    await label(page, "Något annat").click();
    await page.getByLabel("Skriv något om du vill").fill("Jag har redan ett jobb på gång");
    await check(page);
    await button(page, "Tacka nej till mötet").click();
    await heading(page, "Du har tackat nej till mötet").waitFor();
    await page.getByText("Jag har redan ett jobb på gång").waitFor();
    await check(page);
    const meeting = await handlaggareAt(`/moten/${offered.meetingId}`, offered);
    await meeting.getByText("Skäl: något annat").waitFor();
    await meeting.getByText("Jag har redan ett jobb på gång").waitFor();

    const fk = await handlaggareAt(`/min-vecka?vecka=2026-W49`, offered);
    const list = fk.getByRole("region", { name: "Veckans möten" });
    await list.getByText("Preliminärt, tackat nej").first().waitFor();
    await button(page, "Välj en av tiderna ändå").click();
    await label(page, "onsdag 2 december 2026").click();
    await button(page, "Boka tiden").click();
    await heading(page, "Tack, din tid är bokad").waitFor();
    await list.getByText("Tackat ja").waitFor();
    expect(await list.getByText("Preliminärt").count()).toBe(0);
  });

  test("is told kindly when the times are gone, or another was chosen on the telephone a moment ago", async () => {
    const ended = await offer();
    const page = await individualOnPhone(ended, /status of 410/);
    await label(page, "onsdag 2 december 2026").click();
    await sql`update meeting set answer_by = ${clock.now()} where id = ${ended.meetingId}`.execute(
      running.samtid.database.query(),
    );
    await button(page, "Boka tiden").click();
    await heading(page, "Tiderna är inte kvar").waitFor();
    await page.getByText("Vi hör av oss om nya tider. Du kan också ringa oss.").waitFor();
    await page.getByRole("link", { name: /08-465 004 10/ }).waitFor();
    expect(await page.getByText("december").count()).toBe(0);
    await check(page);

    const chosen = await offer();
    const other = await individualOnPhone(chosen, /status of 409/);
    await label(other, "onsdag 2 december 2026").click();
    const { body } = await chosen.fk.get(`/meetings/${chosen.meetingId}`);
    await chosen.fk.post(`/meetings/${chosen.meetingId}/choices`, { heldTimeId: body.heldTimes[2].id });
    await button(other, "Boka tiden").click();
    await other.getByText("Mötet har redan fått en tid").waitFor();
    await other.getByText("tisdag 8 december 2026").waitFor();
    await check(other);
  });
});

describe("a handläggare", () => {
  test("sees offered times as preliminary at each of them, in the list and the calendar", async () => {
    const offered = await offer();
    const page = await handlaggareAt("/min-vecka?vecka=2026-W49", offered);
    const list = page.getByRole("region", { name: "Veckans möten" });
    await list.getByText("1 möte den här veckan.").waitFor();
    expect(await list.getByText("Preliminärt, väntar på svar").count()).toBe(2);
    const calendar = page.getByRole("region", { name: "Min vecka som kalender" });
    await calendar
      .getByRole("link", { name: /Preliminärt, väntar på svar/ })
      .nth(1)
      .waitFor();
    await calendar.getByText("Preliminärt: tiden är reserverad").waitFor();
    await expectAccessible(page);
    await check(page);
    await page.goto(`${running.origin}/min-vecka?vecka=2026-W50`);
    await list.getByText("Preliminärt, väntar på svar").waitFor();
  });

  test("chooses for a person who said on the telephone which time it is to be", async () => {
    const offered = await offer();
    const page = await handlaggareAt(`/moten/${offered.meetingId}`, offered);
    await button(page, "Anteckna svar").click();
    const record = page.getByRole("dialog", { name: /^Anteckna svar/ });
    expect(await record.getByText("Ja, tiden passar").count()).toBe(0);
    await check(page);
    await record.getByRole("button", { name: "Avbryt" }).click();

    await button(page, "Välj åt personen tisdag 8 december 2026 kl. 14.00–15.00").click();
    const dialog = page.getByRole("dialog", { name: "Vill du boka tiden åt personen?" });
    await dialog.getByText("Tid: tisdag 8 december 2026 kl. 14.00–15.00.").waitFor();
    await check(page);
    await dialog.getByRole("button", { name: "Boka och meddela alla" }).click();
    await page.getByText(/^Tackade ja .* antecknat av FK Handläggare/).waitFor();
    await page.getByText(/^Tid vald på telefon, antecknat av FK Handläggare/).waitFor();
  });

  test("takes the offer back, and the individual is told so kindly", async () => {
    const offered = await offer();
    const individual = await individualOnPhone(offered);
    await heading(individual, "Vilken tid passar dig?").waitFor();
    const page = await handlaggareAt(`/moten/${offered.meetingId}`, offered);
    await button(page, "Ta tillbaka erbjudandet").click();
    const dialog = page.getByRole("dialog", { name: "Vill du ta tillbaka erbjudandet?" });
    await check(page);
    await dialog.getByRole("button", { name: "Ta tillbaka erbjudandet" }).click();
    await page.getByRole("region", { name: "Om mötet" }).getByText("Tiderna borttagna").waitFor();
    expect(await page.getByText("Ledig igen").count()).toBe(3);
    await check(page);
    expect(await isBookableBy(offered, TIMES[0]!)).toBe(true);

    await individual.reload();
    await heading(individual, "Tiderna är inte kvar").waitFor();
  });

  test("sees the plan of reminders, records a no with its reason, and starts from the way the person wishes to meet", async () => {
    const index = next++;
    const fk = await running.signedIn("forsakringskassan", `fk-${index}`);
    const wanted = {
      startAt: "2026-12-08T07:30:00.000Z",
      type: "omstallningsmote",
      pair: index,
      caseIndex: index,
    };
    const meetingId = await bookMeeting(fk, people, wanted);
    const page = await handlaggareAt(`/moten/${meetingId}`, { index });
    const reminders = page.getByRole("region", { name: "Påminnelser" });
    await reminders.getByText("Nästa: tisdag 1 december kl. 09.00").waitFor();
    const last = reminders.getByRole("region", { name: "1 timme före: måndag 7 december kl. 19.00" });
    await last.getByText("Skulle ha gått tisdag 8 december kl. 07.30").waitFor();
    await last.getByText(`E-post till Individ Nummer${index}`).waitFor();
    await check(page);
    await setWidth(page, PHONE);
    await page.reload();
    await reminders.getByText("Nästa: tisdag 1 december kl. 09.00").click();
    await last.getByText("Planerad").waitFor();
    await setWidth(page, 1280);

    await button(page, "Anteckna svar").click();
    const dialog = page.getByRole("dialog", { name: /^Anteckna svar/ });
    await label(page, "Nej tack till mötet").click();
    await label(page, "vill prata med sin handläggare först").click();
    await check(page);
    await dialog.getByRole("button", { name: "Spara svaret" }).click();
    await page.getByText("Skäl: vill prata med sin handläggare först").waitFor();
    expect(await reminders.getByText("Personen har tackat nej.").count()).toBe(3);

    await button(page, "Anteckna svar").click();
    await label(page, "Vill ha en annan tid").click();
    await dialog.locator("label", { hasText: "På plats" }).click();
    await check(page);
    await dialog.getByRole("button", { name: "Spara svaret" }).click();
    await page.getByText("Helst på plats", { exact: false }).waitFor();
    await page.getByRole("link", { name: "Hitta en annan tid" }).click();
    await heading(page, "Flytta mötet").waitFor();
    expect(await page.getByRole("radio", { name: "På plats", exact: true }).isChecked()).toBe(true);
    await page.getByLabel("Adress", { exact: false }).first().waitFor();
    await check(page);
  });

  test("lets a colleague come instead, and the individual's answer stands", async () => {
    const index = next++;
    const fk = await running.signedIn("forsakringskassan", `fk-${index}`);
    const meetingId = await bookMeeting(fk, people, { startAt: TIMES[0]!, pair: index, caseIndex: index });
    const person = await openInvitation(running.samtid, running.origin, meetingId);
    await person.post("/invitation/answers", { timeVersion: 1, given: { answer: "accepted" } });
    const page = await handlaggareAt(`/moten/${meetingId}`, { index }, /status of (404|409)/);
    await button(page, `Byt handläggare AF Handläggare ${index}`).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(`AF Handläggare ${STAND_IN}`).waitFor();
    await dialog.getByText("Personen får inget meddelande").waitFor();
    await check(page);
    await dialog.getByRole("button", { name: "Byt och meddela" }).click();
    await dialog.getByText("Välj vem som kommer i stället.").first().waitFor();

    await label(page, `AF Handläggare ${STAND_IN + 1}`).click();
    await dialog.getByText(`AF Handläggare ${STAND_IN + 1} en kallelse`).waitFor();
    await away(people.af[STAND_IN + 1]!);
    await dialog.getByRole("button", { name: "Byt och meddela" }).click();
    await dialog.getByText("Kollegan hann bli upptagen").waitFor();
    expect(await label(page, `AF Handläggare ${STAND_IN + 1}`).count()).toBe(0);
    await check(page);
    await label(page, `AF Handläggare ${STAND_IN}`).click();
    await dialog.getByRole("button", { name: "Byt och meddela" }).click();
    await dialog.waitFor({ state: "detached" });

    const participants = page.getByRole("region", { name: "Deltagare" });
    await participants.getByRole("paragraph").getByText(`AF Handläggare ${STAND_IN}`).waitFor();
    await participants.getByText(/^Tackade ja/).waitFor();
    await page.getByText(/^Handläggare utbytt av/).waitFor();
    const messages = page.getByRole("region", { name: "Meddelanden" });
    await messages.getByText(`AF Handläggare ${index}`, { exact: true }).first().waitFor();
    expect((await person.get("/invitation")).body.answer.status).toBe("accepted");

    for (const colleague of people.fk) if (colleague !== people.fk[index]) await away(colleague);
    await button(page, `Byt handläggare FK Handläggare ${index}`).click();
    await dialog.getByText("Ingen kollega är ledig då").waitFor();
    expect(await dialog.getByRole("button", { name: "Byt och meddela" }).count()).toBe(0);
    await check(page);
  });
});

/** Somebody is ill at the first of the times. */
async function away(personId: string): Promise<void> {
  await sql`insert into absence (handlaggare_id, during)
    values (${personId}, tstzrange('2026-12-02T00:00:00Z', '2026-12-03T00:00:00Z'))`.execute(
    running.samtid.database.query(),
  );
}
