import { sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Tuesday morning in Sweden. */
const clock = createRunningClock("2026-11-24T07:30:05+01:00");
const FK = "Försäkringskassan";
const AF = "Arbetsförmedlingen";
const WIDTHS = [320, 375, 1280];

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 });
    },
  });
});
afterAll(() => running?.stop());

async function handlaggareAt(path: string, agency: string, name: string): Promise<Page> {
  const page = await chromium.person({ clock });
  await page.goto(`${running.origin}${path}`);
  await signInAs(page, agency, name);
  return page;
}
const expectFits = async (page: Page) => {
  for (const width of WIDTHS) {
    await setWidth(page, width);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
};
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("from the request to what is handed over to SUS: what is known is there already, what isn't is asked once", async () => {
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  const meetingId = await bookMeeting(fk, people, { startAt: "2026-11-27T09:00:00.000Z" });
  const page = await handlaggareAt(`/arenden/${people.cases[0]}`, FK, "FK Handläggare 0");
  await page.getByText("Kartläggningen är bokad. Komplettera begäran").waitFor();
  await button(page, "Begäran om kartläggning").click();
  await page.getByLabel("Anställning").selectOption("employed");
  await page.getByLabel("Kommunens kod").fill("0380");
  await page.getByLabel("Dagar med nuvarande ersättning").fill("412");
  await expectFits(page);
  await button(page, "Spara").click();
  await page.getByText("Anställning: Anställd").waitFor();
  await page.getByText("412 dagar").waitFor();

  // The meeting was this morning.
  await sql`update meeting set starts_at = '2026-11-24T06:00:00Z', ends_at = '2026-11-24T06:30:00Z' where id = ${meetingId}`.execute(
    running.samtid.database.query(),
  );
  await page.goto(`${running.origin}/att-gora`);
  await page.getByRole("heading", { name: "Mötet är över" }).waitFor();
  await expectFits(page);
  await page
    .getByRole("region", { name: "Mötet är över" })
    .getByRole("link", { name: "Individ Nummer0" })
    .click();
  await page.getByRole("heading", { name: "Efter mötet" }).waitFor();
  const { revision } = (await fk.get(`/meetings/${meetingId}`)).body;
  const outcome = { held: true, reason: null };
  await fk.post(`/meetings/${meetingId}/outcomes`, outcome, { "if-match": `"${revision}"` });
  await page.getByRole("link", { name: "Samarbetets gång" }).click();
  await page.getByText("Anteckna vad den ledde till.").waitFor();
  await button(page, "Vad kartläggningen ledde till").press("Enter");
  await page.getByRole("radio", { name: "En plan med insatser" }).press("Space");
  await button(page, "Spara").press("Enter");
  await button(page, "Insatser").press("Enter");
  await button(page, "Lägg till en insats").press("Enter");
  await page.getByLabel("Insats 1", { exact: true }).selectOption("work_training");
  await expectFits(page);
  await button(page, "Spara").press("Enter");
  await page.getByText("Arbetsträning från").waitFor();
  await expectFits(page);

  await page.goto(`${running.origin}/sus`);
  await page.getByText("Efter sista mötet").first().waitFor();
  await expectFits(page);
  await button(page, "Markera alla 3 som kontrollerade").click();
  await page.getByText("Det finns inget att kontrollera").waitFor();
  await page.getByRole("radio", { name: "Att lämna över" }).press("Space");
  const download = page.waitForEvent("download");
  await button(page, "Hämta som CSV").click();
  expect((await download).suggestedFilename()).toBe("sus-underlag.csv");
  await expectFits(page);
  await button(page, "Markera alla 3 som överlämnade").click();
  await page.getByText("Det finns inget att lämna över").waitFor();
  await page.getByRole("radio", { name: "Överlämnade" }).press("Space");
  await page.getByText("anställning: Anställd").waitFor();
});

test("the other agency's handläggare tells of the measures, and is not told how long the benefit has lasted", async () => {
  const page = await handlaggareAt(`/arenden/${people.cases[0]}/gang`, AF, "AF Handläggare 0");
  await page.getByText("Arbetsträning från").waitFor();
  expect(await page.getByText("412").count()).toBe(0);
  await button(page, "Samarbetets slut").click();
  await page.getByRole("radio", { name: "Söker arbete aktivt" }).press("Space");
  await expectFits(page);
  await button(page, "Spara").click();
  await page.getByText("Avslutat enligt plan. Söker arbete aktivt").waitFor();
  await button(page, "Anteckna en ny begäran").waitFor();
});
