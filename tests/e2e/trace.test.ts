import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

const clock = createRunningClock("2026-11-23T08:00:00+01:00");
const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;
let reference: string;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 3, individuals: 1 });
      const staff = samtid.database.query().updateTable("handlaggare");
      await staff.set({ is_auditor: true }).where("person_id", "=", people.fk[1]!).execute();
      await staff.set({ is_administrator: true }).where("person_id", "=", people.fk[2]!).execute();
    },
  });
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  const meetingId = await bookMeeting(fk, people, { startAt: "2026-12-08T09:00:00Z" });
  reference = (await fk.get(`/meetings/${meetingId}`)).body.reference as string;
});
afterAll(() => running?.stop());

async function open(path: string, index: number): Promise<Page> {
  const page = await chromium.person({ clock, expected: /422/ });
  await page.goto(`${running.origin}/logga-in?returnTo=${path}`);
  await signInAs(page, "Försäkringskassan", `FK Handläggare ${index}`);
  return page;
}
/** On a phone and a laptop. */
async function check(page: Page): Promise<void> {
  for (const width of [375, 1280]) {
    await setWidth(page, width);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
}

test("an auditor finds the page, searches by the meeting's number, and saves what was found", async () => {
  const page = await open("/mer", 1);
  await page.getByRole("link", { name: "Spårlogg" }).click();
  await page.getByText("Inget dygn är förseglat än.").waitFor();
  await page.getByLabel("Person", { exact: false }).first().fill(reference);
  await page.getByLabel("Varför du söker").fill("Anmälan 17");
  await page.getByRole("button", { name: "Sök", exact: true }).last().click();
  await page.getByRole("cell", { name: "Bokade möte" }).waitFor();
  await page
    .getByRole("cell", { name: /FK Handläggare 0/ })
    .first()
    .waitFor();
  await check(page);

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Hämta som CSV" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("sparlogg.csv");
  expect(await readFile(await file.path(), "utf8")).toContain("meeting:book");
});

test("an administrator makes the extract of a person, and sees how long things are kept", async () => {
  const page = await open("/mer", 2);
  expect(await page.getByRole("link", { name: "Spårlogg" }).count()).toBe(0);
  await page.getByRole("link", { name: "Personuppgifter" }).click();
  await page.getByText("Ingen gallring har gjorts än.").waitFor();
  await check(page);
  await page.getByLabel("Person", { exact: false }).first().fill("Individ");
  await page.getByRole("button", { name: /Individ Nummer0/ }).click();
  await page.getByRole("button", { name: "Hämta som PDF" }).click();
  await page.getByText("Skriv varför utdraget görs.").first().waitFor();
  await page.getByLabel("Varför").fill("Begäran 8");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Hämta som PDF" }).click();
  expect((await saved).suggestedFilename()).toBe("registerutdrag.pdf");
  await page.getByText("Utdraget är hämtat.").first().waitFor();
  await check(page);
});
