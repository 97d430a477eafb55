import { sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { registerExternal } from "../support/register-external.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Tuesday morning in Sweden. */
const clock = createRunningClock("2026-11-24T07:30:05+01:00");
const START_AT = "2026-11-27T09:00:00.000Z";
const LATER = "2026-12-08T09:00:00.000Z";
const SMALL_PHONE = 320;
const FK = "Försäkringskassan";

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 6, individuals: 6 });
      await sql`update handlaggare set leads_office = true where person_id = ${people.fk[5]}`.execute(
        samtid.database.query(),
      );
    },
  });
});
afterAll(() => running?.stop());

async function handlaggareAt(path: string, name: string): Promise<Page> {
  const page = await chromium.person({ clock, expected: /422/ });
  await page.goto(`${running.origin}${path}`);
  await signInAs(page, FK, name);
  return page;
}
const booked = async (index: number, startAt: string, caseIndex = index) =>
  bookMeeting(await running.signedIn("forsakringskassan", `fk-${index}`), people, {
    startAt,
    pair: index,
    caseIndex,
  });
const expectFits = async (page: Page) => {
  await expectAccessible(page);
  await setWidth(page, SMALL_PHONE);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
};

test("an interpreter who is missing stands in the week and at the meeting, is asked there, and is noted as confirmed", async () => {
  const meetingId = await booked(0, START_AT);
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  await registerExternal(fk, "tolken-rima");
  const page = await handlaggareAt(`/arenden/${people.cases[0]}`, "FK Handläggare 0");
  await page.getByLabel("Språk", { exact: true }).selectOption({ label: "arabiska" });
  await page.getByLabel("Dialekt").fill("syriska");
  await page.getByRole("button", { name: "Spara behovet" }).click();
  await page.getByText("Behovet är sparat.").waitFor();
  await page.goto(`${running.origin}/min-vecka`);
  await page.getByText("Ingen tolk är tillfrågad").waitFor();
  await page
    .getByRole("link", { name: /Individ Nummer0/ })
    .first()
    .waitFor();
  await page.locator("a.tasks__what").click();
  await page.waitForURL(`**/moten/${meetingId}`);
  await page.getByText("Personen behöver tolk: arabiska, syriska, på distans.").waitFor();
  await page.getByRole("button", { name: "Lägg till deltagare" }).click();
  await page.getByRole("searchbox").fill("tolken");
  await page.getByRole("button", { name: /tolken-rima/ }).click();
  await page.getByRole("button", { name: "Bjud in" }).click();
  await page
    .getByText(/samtycka till att uppgifter delas/)
    .first()
    .waitFor();
  await page.getByLabel("När samtyckte personen").fill("2026-11-20");
  await page.getByRole("button", { name: "Bjud in" }).click();
  await page.getByText("tolken-rima är inbjuden.").waitFor();
  await page.getByText("Ingen tolk har bekräftat").waitFor();
  await page.getByRole("button", { name: /Anteckna som bekräftad/ }).click();
  await page.getByText("Bekräftad", { exact: true }).waitFor();

  expect(await page.getByText("Ingen tolk har bekräftat").count()).toBe(0);
  await expectFits(page);
});

test("a god man is registered, answers by their own link, and everybody sees who answered; ended, the link says why", async () => {
  const meetingId = await booked(1, LATER);
  const page = await handlaggareAt(`/arenden/${people.cases[1]}`, "FK Handläggare 1");
  await page.getByRole("button", { name: "Registrera ombud eller ställföreträdare" }).click();
  await page.getByLabel("Typ av uppdrag").selectOption({ label: "God man" });
  await page.getByRole("textbox", { name: "Namn" }).fill("Margareta Sundin");
  await page.getByLabel("E-postadress").fill("margareta@example.test");
  await page.getByRole("button", { name: "Registrera", exact: true }).click();
  await page.getByText(/Margareta Sundin är registrerad/).waitFor();
  await expectFits(page);

  const { participants } = (await running.samtid.repositories.meetings.find(meetingId))!;
  const token = async (role: string) =>
    running.samtid.repositories.links.tokenFor(participants.find((each) => each.role === role)!.id);
  const theirs = await chromium.person({ clock, width: SMALL_PHONE, expected: /410/ });
  await theirs.goto(`${running.origin}/svar/${await token("representative")}`);
  await theirs.getByText(/^Du svarar här för någon annan, som god man/).waitFor();
  await expectFits(theirs);
  await theirs.getByRole("button", { name: "Ja, jag kommer" }).click();
  await theirs.getByText(/^Svarat av Margareta Sundin \(god man\)/).waitFor();
  const individual = await chromium.person({ clock, width: SMALL_PHONE });
  await individual.goto(`${running.origin}/svar/${await token("individual")}`);
  await individual.getByText(/Margareta Sundin får också den här kallelsen/).waitFor();
  await individual.getByText(/^Svarat av Margareta Sundin/).waitFor();
  const meeting = await handlaggareAt(`/moten/${meetingId}`, "FK Handläggare 1");
  await meeting.getByText(/^Tackade ja .* av god man Margareta Sundin/).waitFor();
  await expectFits(meeting);

  await page.getByRole("button", { name: /^Avsluta/ }).click();
  await page.getByRole("button", { name: "Avsluta uppdraget" }).click();
  await page.getByText("Uppdraget för Margareta Sundin är avslutat.").waitFor();
  await theirs.goto(`${running.origin}/svar/${await token("representative")}`);
  await theirs.getByText("Du kan inte svara för personen nu").waitFor();
});

test("who leads the office hands a colleague's meetings over: those that collide stay, and say so", async () => {
  const ids = [await booked(2, LATER), await booked(2, "2026-12-09T09:00:00.000Z", 3)];
  const page = await handlaggareAt("/lamna-over", "FK Handläggare 5");
  await page.getByLabel("Vems möten?").selectOption({ label: "FK Handläggare 2 (2 möten framåt)" });
  await page.getByRole("searchbox").fill("FK Handläggare 3");
  await page.getByRole("button", { name: /FK Handläggare 3/ }).click();
  await page.getByText("Kan tas över på samma tid").first().waitFor();
  await expectFits(page);
  await sql`insert into absence (handlaggare_id, during) values
    (${people.fk[3]}, tstzrange('2026-12-09T09:00:00Z', '2026-12-09T10:00:00Z'))`.execute(
    running.samtid.database.query(),
  );
  await page.getByRole("button", { name: "Lämna över 2 möten" }).click();
  await page.getByRole("button", { name: "Lämna över och meddela" }).click();
  await page.getByText("1 möte är överlämnat").waitFor();
  await page.getByText(/Kollegan är inte ledig då/).waitFor();
  await page.getByText("Ingen av de valda är ledig då").waitFor();
  await expectAccessible(page);

  const [first, second] = await Promise.all(ids.map((id) => running.samtid.repositories.meetings.find(id)));
  expect(first!.participants.some(({ personId }) => personId === people.fk[3])).toBe(true);
  expect(second!.participants.some(({ personId }) => personId === people.fk[2])).toBe(true);
});

test("who is disqualified says so at the meeting, and can't open it any more", async () => {
  const meetingId = await booked(4, LATER);
  const page = await handlaggareAt(`/moten/${meetingId}`, "FK Handläggare 4");
  await page.getByRole("link", { name: "Jag är jävig i ärendet" }).click();
  await page.getByRole("heading", { name: "Jäv: lämna över ärendets möten" }).waitFor();
  await page.getByRole("searchbox").fill("FK Handläggare 0");
  await page.getByRole("button", { name: /FK Handläggare 0/ }).click();
  await page.getByRole("button", { name: "Anmäl jäv och lämna över 1 möte" }).click();
  await page.getByRole("button", { name: "Lämna över och meddela" }).click();
  await page.getByText("1 möte är överlämnat").waitFor();

  const fk = await running.signedIn("forsakringskassan", "fk-4");
  expect((await fk.get(`/meetings/${meetingId}`)).status).toBe(404);
});
