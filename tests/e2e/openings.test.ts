import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillPerson, sayTalkedWith } from "../support/booking-page.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { openMeeting } from "../support/open-meeting.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Tuesday morning in Sweden. */
const clock = createRunningClock("2026-11-24T07:30:05+01:00");
const PHONE = 375;
const SMALL_PHONE = 320;
const TESTS = 5;

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;
let next = 0;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS + 1, individuals: TESTS + 1 });
    },
  });
});
afterAll(() => running?.stop());

async function open(type = "gemensam_kartlaggning") {
  const index = next++;
  const fk = await running.signedIn("forsakringskassan", `fk-${index}`);
  const { status, body } = await openMeeting(fk, people, {
    fromOn: "2026-12-01",
    untilOn: "2026-12-18",
    answerBy: "2026-12-04T15:00:00.000Z",
    type,
    pair: index,
    caseIndex: index,
  });
  expect(status).toBe(201);
  return { meetingId: body.id as string, index, fk };
}

async function individualOnPhone(index: number, expected?: RegExp): Promise<Page> {
  const page = await chromium.person({ clock, width: PHONE, ...(expected && { expected }) });
  await page.goto(await mailedLink(running.catcher, `individual-${index}@example.test`, "/svar/"));
  return page;
}

async function handlaggareAt(path: string, index: number): Promise<Page> {
  const page = await chromium.person({ clock });
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
const pick = (page: Page, day: string, time: string) =>
  page.getByRole("group", { name: day }).locator("label", { hasText: time }).click();

describe("an individual who may pick any free time", () => {
  test("finds one by day on the phone and books it; the handläggare sees it at once", async () => {
    const { meetingId, index } = await open();
    const fk = await handlaggareAt(`/moten/${meetingId}`, index);
    await heading(fk, "Personen väljer själv tid").waitFor();
    await fk.getByText(/Just nu finns \d+ lediga tider att välja bland/).waitFor();
    await check(fk);

    const individual = await individualOnPhone(index);
    await individual.getByText(/Välj en senast fredag 4 december kl\. 16\.00/).waitFor();
    await check(individual);
    await button(individual, "Boka tiden").click();
    await individual.getByText("Välj en av tiderna.").waitFor();
    await individual.getByText("Visa bara vissa dagar eller tider").click();
    await individual.locator("label", { hasText: "Torsdag" }).click();
    await individual.locator("label", { hasText: "Eftermiddag" }).click();
    expect(await individual.getByRole("group", { name: "tisdag" }).count()).toBe(0);
    await pick(individual, "torsdag 3 december", "13.00");
    await individual.getByText("Du har valt torsdag 3 december 2026 kl. 13.00–14.00.").waitFor();
    await check(individual);
    await button(individual, "Boka tiden").click();
    await heading(individual, "Tack, din tid är bokad").waitFor();
    await individual.getByText("Klockan 13.00–14.00").waitFor();
    expect(await individual.getByText("de andra tiderna").count()).toBe(0);
    await check(individual);
    await fk.getByText("Bokat", { exact: true }).first().waitFor();
  });

  test("whose time somebody takes meanwhile is told so, sees the ones that are left, and keeps what was typed", async () => {
    const { index, fk } = await open();
    const individual = await individualOnPhone(index, /409/);
    await individual.getByText(/Välj en senast/).waitFor();
    await button(individual, "Ingen av tiderna passar").click();
    const words = individual.getByRole("textbox", { name: "Vill du skriva något mer?" });
    await words.fill("Helst på morgonen");
    await button(individual, "Gå tillbaka").click();
    await pick(individual, "tisdag 1 december", "10.00");
    const booked = await fk.post("/meetings", {
      caseId: people.cases[TESTS],
      type: "gemensam_kartlaggning",
      startAt: "2026-12-01T09:00:00Z",
      durationMinutes: 60,
      mode: "video",
      place: null,
      handlaggare: [
        { organisationId: "forsakringskassan", personId: people.fk[index] },
        { organisationId: "arbetsformedlingen", personId: people.af[index] },
      ],
      talkedWithIndividual: true,
      decisionCommunicatedOn: null,
      secrecyConsentOn: null,
    });
    expect(booked.status).toBe(201);
    await button(individual, "Boka tiden").click();
    await individual.getByText("Den tiden går inte att boka längre").waitFor();
    await check(individual);
    const tuesday = individual.getByRole("group", { name: "tisdag 1 december" });
    expect(await tuesday.locator("label", { hasText: "10.00" }).count()).toBe(0);
    await button(individual, "Ingen av tiderna passar").click();
    expect(await words.inputValue()).toBe("Helst på morgonen");
    await button(individual, "Skicka").click();
    await heading(individual, "Tack, vi har fått ditt önskemål").waitFor();
    await individual.getByText(/Du kan ändå välja en av de lediga tiderna till fredag 4 december/).waitFor();
    await check(individual);
  });

  test("reads the page from right to left in Arabic, in lättläst and in English", async () => {
    const { index } = await open("omstallningsmote");
    const individual = await individualOnPhone(index);
    await individual.getByText(/Välj en senast/).waitFor();
    for (const [language, words] of [
      ["العربية", "هذه هي المواعيد"],
      ["Lättläst", "Här ser du tider som är lediga"],
      ["English", "These are the times when we are free"],
    ] as const) {
      await button(individual, language).click();
      await individual.getByText(words).waitFor();
      await check(individual);
    }
  });
});

test("a handläggare lets the person pick: sees how many times there are, what is sent, and is stopped when there is none", async () => {
  const index = next++;
  const page = await handlaggareAt("/boka", index);
  await fillPerson(page, { individual: `Individ Nummer${index}`, type: "Gemensam kartläggning" });
  const search = page.getByRole("searchbox", { name: /Sök handläggare/ }).last();
  await search.fill(`AF Handläggare ${index}`);
  await button(page, `AF Handläggare ${index}`).click();
  await page.locator("label", { hasText: "Personen väljer själv" }).click();
  await page.getByText(/\d+ tider att välja bland, på \d+ dagar/).waitFor();
  await page.getByText("Visa dag för dag").click();
  await check(page);
  const [from, to] = [page.getByLabel("Från och med").first(), page.getByLabel("Till och med").first()];
  await from.fill("2026-12-05");
  await to.fill("2026-12-06");
  await to.blur();
  await page.getByText("Ingen tid passar alla under perioden").waitFor();
  await button(page, "Fortsätt").click();
  await page.getByText("Det finns ingen tid som personen kan välja").waitFor();
  await check(page);
  await to.fill("2026-12-18");
  await to.blur();
  await page.getByText(/150 tider att välja bland, på 10 dagar/).waitFor();
  await button(page, "Fortsätt").click();
  await button(page, "Låt personen välja och skicka").waitFor();
  await sayTalkedWith(page);
  await check(page);
  await button(page, "Låt personen välja och skicka").click();
  await heading(page, "Personen väljer själv tid").waitFor();
  await page.goto(`${running.origin}/min-vecka`);
  const waited = page.getByRole("region", { name: "Det här väntar ditt kontor på" });
  await waited.getByRole("link", { name: `Individ Nummer${index}` }).waitFor();
  await check(page);
  await waited.getByRole("link", { name: `Individ Nummer${index}` }).click();
  await heading(page, "Personen väljer själv tid").waitFor();
});
