import { sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillBooking, sayTalkedWith } from "../support/booking-page.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { offerOf } from "../support/offer-meeting.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Tuesday morning in Sweden; it goes on, so a minute is not known for sure. */
const clock = createRunningClock("2026-11-24T07:30:05+01:00");
const START_AT = "2026-12-08T09:00:00.000Z";
const SMALL_PHONE = 320;
const FK = "Försäkringskassan";
const AF = "Arbetsförmedlingen";

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 6, individuals: 5 });
    },
  });
  await sql`update office set confirms_meetings = true where organisation_id = 'arbetsformedlingen'`.execute(
    running.samtid.database.query(),
  );
});
afterAll(() => running?.stop());

/** A draft of FK's n-th handläggare, for AF's. */
async function draft(index: number, more: object = { startAt: START_AT }): Promise<string> {
  const fk = await running.signedIn("forsakringskassan", `fk-${index}`);
  const {
    times: _times,
    answerBy: _answerBy,
    ...plan
  } = offerOf(people, {
    times: [],
    answerBy: "",
    pair: index,
    caseIndex: index,
  });
  const path = "times" in more ? "/meeting-offers" : "/meetings";
  const { status, body } = await fk.post(path, { ...plan, ...more });
  expect({ status, state: body.status }).toEqual({ status: 201, state: "draft" });
  return body.id;
}

async function handlaggareAt(path: string, agency: string, name: string): Promise<Page> {
  const page = await chromium.person({ clock });
  await page.goto(`${running.origin}${path}`);
  await signInAs(page, agency, name);
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

test("who books is told who has to confirm, that one confirms from their week, and only then is the individual told", async () => {
  const fk = await handlaggareAt("/boka", FK, "FK Handläggare 0");
  await fillBooking(fk, {
    individual: "Individ Nummer0",
    type: "Gemensam kartläggning",
    af: "AF Handläggare 0",
    day: "måndag 30 november 2026",
    time: "10.00",
    send: "Reservera och be om bekräftelse",
  });
  await heading(fk, "AF Handläggare 0 behöver bekräfta först").waitFor();
  await fk.getByText(/kan svara till fredag 27 november kl\. 07\.3\d/).waitFor();
  await check(fk);
  await sayTalkedWith(fk);
  await button(fk, "Reservera och be om bekräftelse").click();
  await heading(fk, "Väntar på att bli bekräftat").waitFor();
  await fk.getByText("Personen har inte fått veta något om mötet.").waitFor();
  expect(await button(fk, "Bekräfta").count()).toBe(0);
  await check(fk);

  const af = await handlaggareAt("/min-vecka?vecka=2026-W49", AF, "AF Handläggare 0");
  await af.getByRole("region", { name: "Veckans möten" }).getByText("Preliminärt, bekräfta").waitFor();
  await check(af);
  await af.getByRole("region", { name: "Veckans möten" }).getByRole("link").first().click();
  await heading(af, "Kan du vara med?").waitFor();
  await check(af);
  await button(af, "Bekräfta").click();
  await af.getByText("Mötet är bokat. Alla får veta det.").waitFor();
  await heading(af, "Kan du vara med?").waitFor({ state: "detached" });
  await check(af);

  await heading(fk, "Väntar på att bli bekräftat").waitFor({ state: "detached" });
  await fk.getByRole("link", { name: "Flytta mötet" }).waitFor();
});

test("a no has a reason, which the one who asked sees", async () => {
  const id = await draft(1);
  const af = await handlaggareAt(`/moten/${id}`, AF, "AF Handläggare 1");
  await button(af, "Säg nej").click();
  const dialog = af.getByRole("dialog");
  await dialog.getByText("Varför säger du nej?").waitFor();
  await dialog.getByRole("button", { name: "Säg nej" }).click();
  await check(af);
  await dialog.locator("label", { hasText: "Jag är jävig" }).click();
  await dialog.getByRole("button", { name: "Säg nej" }).click();
  await heading(af, "Det blev ett nej").waitFor();
  await check(af);

  const fk = await handlaggareAt(`/moten/${id}`, FK, "FK Handläggare 1");
  await fk.getByText("AF Handläggare 1 kan inte vara med: jäv.").waitFor();
});

test("a draft with several times shows them to who is asked, and becomes an offer", async () => {
  const times = [START_AT, "2026-12-09T09:00:00.000Z"];
  const id = await draft(2, { times, answerBy: "2026-12-02T15:00:00.000Z" });
  const af = await handlaggareAt(`/moten/${id}`, AF, "AF Handläggare 2");
  await heading(af, "Tider att erbjuda").waitFor();
  await check(af);
  await button(af, "Bekräfta").click();
  await heading(af, "Erbjudna tider").waitFor();
  await af.getByText("Du har bekräftat. Personen får välja tid.").waitFor();
});

test("what the other agency never answers stands in the office's queue, with a way to book anew", async () => {
  const id = await draft(4);
  const fk = await handlaggareAt("/min-vecka", FK, "FK Handläggare 5");
  const queue = fk.getByRole("region", { name: "Det här väntar ditt kontor på" });
  const line = queue.getByRole("listitem").filter({ hasText: "Individ Nummer4" });
  await line.getByText(/AF Handläggare 4 har till 27 november kl\. 07\.3\d på sig/).waitFor();
  await check(fk);
  await sql`update meeting set confirm_by = ${clock.now()} where id = ${id}`.execute(
    running.samtid.database.query(),
  );
  await running.samtid.expireOffers();
  await fk.reload();
  await line.getByText(/AF Handläggare 4 svarade inte till 24 november/).waitFor();
  await check(fk);
  await line.getByRole("link", { name: "Boka ett nytt möte" }).click();
  await fk.getByText("Individ Nummer4").first().waitFor();
});

test("who asked takes the draft back", async () => {
  const id = await draft(3);
  const fk = await handlaggareAt(`/moten/${id}`, FK, "FK Handläggare 3");
  await button(fk, "Ta tillbaka förslaget").click();
  await check(fk);
  await fk.getByRole("dialog").getByRole("button", { name: "Ta tillbaka förslaget" }).click();
  await heading(fk, "Förslaget är tillbakadraget").waitFor();
  await check(fk);
});
