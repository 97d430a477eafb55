import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { admitCalled } from "../support/admit-in-room.ts";
import { bookMeeting } from "../support/book-meeting.ts";
import { showDays, sayTalkedWith } from "../support/booking-page.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Tuesday at 7.30 in Sweden: the room of a meeting at 8.30 the same day is just opening. */
const clock = createRunningClock("2026-11-24T07:30:05+01:00");
const TODAY = "2026-11-24T07:30:00Z";
const TOMORROW = "2026-11-25T09:00:00Z";
/** CSS pixels: a small phone (and 1280 zoomed to 400 %), a laptop. */
const WIDTHS = [320, 1280];

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 8, individuals: 8 });
    },
  });
});
afterAll(() => running?.stop());

/** As the page is now: no violation, and nothing to scroll sideways to on a phone. */
async function check(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await setWidth(page, width);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
}

/** In each test another handläggare of Försäkringskassan, and another individual, so that none is in the other's way. */
async function handlaggareAt(path: string, index: number, expected?: RegExp): Promise<Page> {
  const page = await chromium.person({ clock, ...(expected && { expected }) });
  await page.goto(`${running.origin}/logga-in?returnTo=${path}`);
  await signInAs(page, "Försäkringskassan", `FK Handläggare ${index}`);
  return page;
}

async function individualWithLink(index: number, expected?: RegExp): Promise<Page> {
  const page = await chromium.person({ clock, width: 375, ...(expected && { expected }) });
  await page.goto(await mailedLink(running.catcher, `individual-${index}@example.test`, "/svar/"));
  return page;
}

async function book(index: number, startAt: string, type = "gemensam_kartlaggning") {
  const booker = await running.signedIn("forsakringskassan", `fk-${index}`);
  const meetingId = await bookMeeting(booker, people, { startAt, type, caseIndex: index, pair: index });
  return { meetingId, booker };
}

const button = (page: Page, name: string) => page.getByRole("button", { name });
const heading = (page: Page, name: string) => page.getByRole("heading", { name });
const label = (page: Page, text: string) => page.locator("label", { hasText: text });

/** The form has said what is missing. */
const refused = (page: Page) => page.locator("[aria-invalid=true]").first().waitFor({ state: "attached" });

describe("accessible by axe, and without sideways scroll at 320 px, are", () => {
  test("signing in: the choice of agency, what went wrong, the choice of person", async () => {
    const page = await chromium.person({ clock, expected: /favicon/ });
    await page.goto(`${running.origin}/boka`);
    await heading(page, "Logga in").waitFor();
    await check(page);
    await page.getByRole("link", { name: "Arbetsförmedlingen" }).click();
    await button(page, "AF Handläggare 0").waitFor();
    await check(page);
    await button(page, "Avbryt").click();
    await page.getByText("Inloggningen avbröts").waitFor();
    await check(page);
  });

  test("the first step of booking: empty, with errors, without a hit, picked", async () => {
    const page = await handlaggareAt("/boka", 0);
    await label(page, "Gemensam kartläggning").waitFor();
    await check(page);
    await button(page, "Fortsätt").click();
    await refused(page);
    await check(page);
    await page.getByRole("searchbox").fill("Ingen Alls");
    await page.getByText("Ingen person hittades").waitFor();
    await check(page);
    await page.getByRole("searchbox").fill("Individ");
    await button(page, "Individ Nummer3").waitFor();
    await check(page);
    await button(page, "Individ Nummer3").click();
    await label(page, "Gemensam kartläggning").click();
    await label(page, "60 minuter").waitFor();
    await check(page);
  });

  test("registering a person, empty and refused", async () => {
    const page = await handlaggareAt("/boka", 0, /status of 422/);
    await button(page, "Registrera ny person").click();
    await heading(page, "Registrera ny person").waitFor();
    await check(page);
    await button(page, "Registrera personen").click();
    await refused(page);
    await check(page);
  });

  test("the second and third step of booking, and what is shown when somebody else was quicker", async () => {
    const page = await handlaggareAt("/boka", 3, /status of 409|Blocked script execution in 'about:srcdoc'/);
    await page.getByRole("searchbox").fill("Individ Nummer3");
    await button(page, "Individ Nummer3").click();
    await label(page, "Omställningsmöte").click();
    await button(page, "Fortsätt").click();

    await button(page, "AF Handläggare 3").waitFor();
    await check(page);
    await button(page, "Fortsätt").click();
    await refused(page);
    await check(page);
    await button(page, "AF Handläggare 3").click();
    await label(page, "På plats och video").click();
    await page.getByText("De bästa tiderna").waitFor();
    await check(page);
    await label(page, "kortare varsel").click();
    await showDays(page);
    await label(page, "10.00").first().waitFor();
    await check(page);
    await button(page, "Fortsätt").click();
    await refused(page);
    await check(page);
    await page.getByRole("textbox", { name: "Adress" }).fill("Storgatan 1, Uppsala");
    await page
      .getByRole("group", { name: "onsdag 25 november 2026" })
      .locator("label", { hasText: "10.00" })
      .click();
    await button(page, "Fortsätt").click();

    await button(page, "Visa meddelandet till Individ Nummer3").click();
    await page.frameLocator("iframe").locator("body").waitFor();
    await check(page);
    await button(page, "Visa som ren text").click();
    await check(page);
    await button(page, "Boka och skicka").click();
    await refused(page);
    await check(page);
    await book(3, TOMORROW);
    await sayTalkedWith(page);
    await page.getByRole("textbox", { name: "När fick personen beslutet?" }).fill("2026-11-02");
    await button(page, "Boka och skicka").click();
    await page.getByText("Någon annan hann boka").waitFor();
    await check(page);
  });

  test("a meeting's page with its dialogs, moving it, and the meeting cancelled", async () => {
    const { meetingId } = await book(0, TOMORROW, "kontaktmote");
    const page = await handlaggareAt(`/moten/${meetingId}`, 0);
    await heading(page, "Kontaktmöte").waitFor();
    await check(page);

    await button(page, "Anteckna svar").click();
    await label(page, "Vill ha en annan tid").click();
    await page.getByText("Vilka dagar passar?").waitFor();
    await check(page);
    await label(page, "torsdag").click();
    await button(page, "Spara svaret").click();
    await page.getByText(/^Vill ha en annan tid, 24 november/).waitFor();
    await check(page);

    await page.getByRole("link", { name: "Flytta mötet" }).click();
    await showDays(page);
    await label(page, "10.00").first().waitFor();
    await check(page);
    await button(page, "Flytta mötet").click();
    await page.getByText("Välj en tid.").waitFor();
    await check(page);
    await label(page, "13.00").first().click();
    await button(page, "Flytta mötet").click();
    await button(page, "Flytta och meddela alla").waitFor();
    await check(page);
    await button(page, "Flytta och meddela alla").click();

    await button(page, "Avboka mötet").click();
    await page.getByRole("dialog").getByRole("button", { name: "Avboka mötet" }).click();
    await refused(page);
    await check(page);
    await label(page, "Det bokades fel").click();
    await page.getByRole("dialog").getByRole("button", { name: "Avboka mötet" }).click();
    await page.getByText("Mötet går inte att ändra längre.").waitFor();
    await check(page);
  });

  test("the individual's page: asked, another time, accepted, in English and Arabic", async () => {
    await book(1, TOMORROW);
    const page = await individualWithLink(1);
    await heading(page, "Passar tiden?").waitFor();
    await check(page);
    await button(page, "Jag behöver en annan tid").click();
    await heading(page, "När passar det bättre?").waitFor();
    await check(page);
    await label(page, "Torsdag").click();
    await page.getByRole("textbox", { name: "Vill du skriva något mer?" }).fill("Efter klockan tio");
    await button(page, "Skicka").click();
    await heading(page, "Tack, vi har fått ditt önskemål").waitFor();
    await check(page);
    await button(page, "Ändra ditt svar").click();
    await check(page);
    await button(page, "Ja, jag kommer").click();
    await heading(page, "Tack, du har svarat att du kommer").waitFor();
    await check(page);
    for (const [name, language] of [
      ["English", "en"],
      ["العربية", "ar"],
    ] as const) {
      await button(page, name).click();
      await page.locator(`html[lang="${language}"]`).waitFor();
      await check(page);
    }
  });

  test("the individual's page of an offer: declining, moved, cancelled, and a link that doesn't work", async () => {
    const { meetingId, booker } = await book(2, TOMORROW, "omstallningsmote");
    const page = await individualWithLink(2, /status of 410/);
    await button(page, "Nej, jag vill inte komma").click();
    await heading(page, "Vill du tacka nej?").waitFor();
    await check(page);
    await button(page, "Tacka nej till mötet").click();
    await heading(page, "Du har tackat nej till mötet").waitFor();
    await check(page);

    const change = async (command: string, body: object) => {
      const etag = (await booker.get(`/meetings/${meetingId}`)).headers.get("etag") ?? "";
      await booker.post(`/meetings/${meetingId}/${command}`, body, { "if-match": etag });
      await page.reload();
    };
    await change("moves", {
      startAt: "2026-11-26T09:00:00Z",
      durationMinutes: 60,
      mode: "video",
      place: null,
      loosen: ["notice"],
      shortNotice: { reason: "persons_wish", text: null },
    });
    await heading(page, "Mötet har ändrats").waitFor();
    await check(page);
    await change("cancellations", { reason: "individual" });
    await heading(page, "Mötet är avbokat").waitFor();
    await check(page);

    await page.goto(`${running.origin}/svar/${"x".repeat(43)}`);
    await heading(page, "Länken går inte att öppna").waitFor();
    await check(page);
  });

  test("the room: waiting, letting in, meeting, having left", async () => {
    const { meetingId } = await book(4, TODAY);
    const host = await handlaggareAt(`/meetings/${meetingId}/room`, 4);
    const guest = await individualWithLink(4);
    await guest.getByRole("link", { name: "Gå till mötet" }).waitFor();
    await check(guest);
    await heading(host, "AF Handläggare 4").waitFor();
    await check(host);
    await guest.getByRole("link", { name: "Gå till mötet" }).click();
    await heading(guest, "Välkommen").waitFor();
    await check(guest);
    await button(host, "Släpp in Individ Nummer4").waitFor();
    await check(host);
    await button(host, "Släpp in Individ Nummer4").click();
    await host.getByRole("dialog").waitFor();
    await check(host);
    await host.getByRole("dialog").getByRole("button", { name: "Avbryt" }).click();
    await admitCalled(host, "Individ Nummer4");
    await heading(guest, "FK Handläggare 4").waitFor();
    await check(guest);
    await button(host, "Pausa Individ Nummer4").click();
    await heading(guest, "En paus").waitFor();
    await check(guest);
    await check(host);
    await button(host, "Ta tillbaka Individ Nummer4 i mötet").click();
    await heading(guest, "FK Handläggare 4").waitFor();
    await button(host, "Ta bort Individ Nummer4 ur mötet").click();
    await host.getByRole("dialog").getByRole("button", { name: "Ta bort", exact: true }).waitFor();
    await check(host);
    await host.getByRole("dialog").getByRole("button", { name: "Ta bort", exact: true }).click();
    await heading(guest, "Du är inte med i mötet längre").waitFor();
    await check(guest);
    await button(host, "Ångra att Individ Nummer4 togs bort").click();
    await heading(guest, "Välkommen").waitFor();
    await admitCalled(host, "Individ Nummer4");
    await heading(guest, "FK Handläggare 4").waitFor();
    await button(guest, "Lämna mötet").click();
    await heading(guest, "Du har lämnat mötet").waitFor();
    await check(guest);
  });

  test("the week with a meeting and an absence, its dialogs, and a colleague's time", async () => {
    await book(6, TOMORROW);
    const page = await handlaggareAt("/min-vecka", 6);
    await heading(page, "Veckans möten").waitFor();
    await check(page);
    await button(page, "Lägg in frånvaro").click();
    await page.getByRole("dialog").getByRole("button", { name: "Spara frånvaron" }).waitFor();
    await check(page);
    await page.getByRole("dialog").getByRole("button", { name: "Spara frånvaron" }).click();
    await page.getByText("Frånvaron är sparad.").waitFor();
    await check(page);
    await button(page, "Ta bort frånvaron").first().click();
    await page.getByRole("dialog").waitFor();
    await check(page);
    await button(page, "Behåll frånvaron").click();
    await button(page, "En kollegas tid").click();
    await button(page, "AF Handläggare 0").waitFor();
    await check(page);
    await button(page, "AF Handläggare 0").click();
    await page.getByText("Här visas bara ledig eller upptagen").waitFor();
    await check(page);
  });

  test("calendar addresses: none, making one with and without errors, made, closing it, closed", async () => {
    const page = await handlaggareAt("/kalenderadresser", 7);
    await page.getByText("Du har inga kalenderadresser").waitFor();
    await check(page);
    await button(page, "Skapa kalenderadress").click();
    await button(page, "Skapa adressen").click();
    await refused(page);
    await check(page);
    await page.getByRole("textbox", { name: "Vad ska adressen heta?" }).fill("Min telefon");
    await button(page, "Skapa adressen").click();
    await page.getByText("Kopiera adressen nu.").waitFor();
    await check(page);
    await button(page, "Klar").click();
    await button(page, "Stäng adressen Min telefon").click();
    await page.getByRole("dialog").waitFor();
    await check(page);
    await page.getByRole("dialog").getByRole("button", { name: "Stäng adressen" }).click();
    await page.getByText("Stängd", { exact: true }).waitFor();
    await check(page);
  });

  test("the caught mails: the list, and a mail with its calendar part", async () => {
    await book(7, TOMORROW);
    await mailedLink(running.catcher, "individual-7@example.test", "/svar/");
    const page = await chromium.person({ clock, expected: /Blocked script execution/ });
    await page.goto(`${running.origin}/dev/mail`);
    await page.getByText("Till individual-7@example.test").first().waitFor();
    await check(page);
    await page.getByText("Till individual-7@example.test").first().click();
    await heading(page, "Kalenderdel (REQUEST)").waitFor();
    await check(page);
  });

  test("a page that doesn't exist, and the room before it opens", async () => {
    const { meetingId } = await book(5, TOMORROW);
    const page = await handlaggareAt("/finns-inte", 5);
    await heading(page, "Sidan finns inte").waitFor();
    await check(page);
    await page.goto(`${running.origin}/meetings/${meetingId}/room`);
    await page.getByText("Då öppnar väntrummet").waitFor();
    await check(page);
  });
});
