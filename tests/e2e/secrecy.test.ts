import { sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { registerExternal } from "../support/register-external.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Tuesday morning in Sweden. */
const clock = createRunningClock("2026-11-24T07:30:05+01:00");
const START_AT = "2026-12-08T09:00:00.000Z";
const FK = "Försäkringskassan";
const AF = "Arbetsförmedlingen";
const WIDTHS = [375, 1280];

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 3, individuals: 3 });
      const db = samtid.database.query();
      await sql`update handlaggare set leads_office = true, is_administrator = true where person_id = ${people.fk[2]}`.execute(
        db,
      );
      await sql`update individual set protection = 'sekretessmarkering' where name = 'Individ Nummer1'`.execute(
        db,
      );
      await sql`insert into case_assignment (case_id, handlaggare_id) values (${people.cases[1]}, ${people.fk[1]})`.execute(
        db,
      );
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

test("consents are recorded and withdrawn on the case's page; the other agency then sees that it may not know who it is", async () => {
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  const meetingId = await bookMeeting(fk, people, { startAt: START_AT });
  const page = await handlaggareAt(`/arenden/${people.cases[0]}`, FK, "FK Handläggare 0");
  await page.getByRole("heading", { name: "Samtycken" }).waitFor();
  await page.getByText("Personen har inte svarat om SUS än").waitFor();
  await page.getByRole("button", { name: "Anteckna ett samtycke" }).click();
  await page.getByRole("radio", { name: "Räknas med namn i SUS" }).press("Space");
  await page.getByRole("radio", { name: "Nej", exact: true }).press("Space");
  await page.getByLabel("Blankettens version").fill("FK 7001 (2)");
  await expectFits(page);
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByText("I uppföljningen räknas personen utan namn.").waitFor();
  await page.getByText("Sa nej").waitFor();

  await page.getByRole("button", { name: "Ta tillbaka Dela uppgifter om personen" }).click();
  await page.getByRole("button", { name: "Ta tillbaka samtycket" }).click();
  await page.getByText("Ni får inte dela något med den andra myndigheten.").waitFor();
  await page.getByText("Återtaget", { exact: true }).waitFor();
  await expectFits(page);

  const other = await handlaggareAt(`/moten/${meetingId}`, AF, "AF Handläggare 0");
  await other.getByText("Personen har tagit tillbaka sitt samtycke.").waitFor();
  await other.getByText("Visas inte för er").first().waitFor();
  expect(await other.getByText("Individ Nummer0").count()).toBe(0);
  await expectFits(other);
});

test("a name is put right on the case's page with why, and somebody outside the agencies is chosen in a consent", async () => {
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  await registerExternal(fk, "Tolken Tess", { email: "tess@example.test" });
  const page = await handlaggareAt(`/arenden/${people.cases[2]}`, FK, "FK Handläggare 0");
  await page.getByRole("button", { name: "Rätta uppgifterna" }).click();
  await page.getByLabel("Namn", { exact: true }).fill("Rätt Namn");
  await page.getByLabel("Varför uppgifterna rättas").fill("Har gift sig");
  await expectFits(page);
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByRole("heading", { name: "Rätt Namn" }).waitFor();

  await page.getByRole("button", { name: "Anteckna ett samtycke" }).click();
  await page.getByRole("searchbox", { name: /Får någon mer veta/ }).fill("Tess");
  await page.getByRole("button", { name: /Tolken Tess/ }).click();
  await expectFits(page);
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByText("Mellan Tolken Tess").waitFor();
  await expectFits(page);
});

test("an administrator protects a handläggare, whom the other agency then knows by title alone", async () => {
  const page = await handlaggareAt("/personuppgifter", FK, "FK Handläggare 2");
  await page.getByText("Ingen av era handläggare har skydd i Samtid.").waitFor();
  await page.getByRole("searchbox", { name: "Sök handläggare" }).fill("Handläggare 0");
  await page.getByRole("button", { name: /FK Handläggare 0/ }).click();
  await page.getByLabel("Varför skyddet ändras").fill("Beslut 12");
  await expectFits(page);
  await page.getByRole("button", { name: "Spara skyddet" }).click();
  await page.getByRole("button", { name: "Ändra FK Handläggare 0" }).waitFor();
  await expectFits(page);
  const { body } = await (
    await running.signedIn("arbetsformedlingen", "af-0")
  ).get("/handlaggare?organisationId=forsakringskassan");
  expect(JSON.stringify(body)).not.toContain("FK Handläggare 0");
});

test("the documents of a meeting are fetched from its page", async () => {
  const fk = await running.signedIn("forsakringskassan", "fk-2");
  const page = await handlaggareAt("/mer", FK, "FK Handläggare 1");
  const booker = await running.signedIn("forsakringskassan", "fk-1");
  const meetingId = await bookMeeting(booker, people, { startAt: START_AT, caseIndex: 1, pair: 1 });
  await page.goto(`${running.origin}/moten/${meetingId}`);
  await page.getByText("Personen har skyddade personuppgifter.").waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Hämta handlingar (PDF)" }).click();
  expect((await download).suggestedFilename()).toMatch(/^handlingar-SAM-\w+\.pdf$/);
  await expectFits(page);

  const leader = await handlaggareAt("/mer", FK, "FK Handläggare 2");
  await leader.getByRole("link", { name: "Läsningar av skyddade ärenden" }).click();
  await leader.getByText("hämtade handlingar").first().waitFor();
  expect(await leader.getByText("Individ Nummer1").count()).toBe(0);
  await expectFits(leader);
  expect((await fk.get(`/meetings/${meetingId}`)).status).toBe(404);
});
