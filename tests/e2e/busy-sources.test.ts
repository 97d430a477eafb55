import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from "../support/browser.ts";
import {
  calendarOf,
  calendarText,
  startCalendarServer,
  type CalendarServer,
} from "../support/calendar-server.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

const chromium = useBrowser();
const NOW = new Date("2026-03-10T08:00:00Z");

let now = NOW;
let running: RunningSamtid;
let elsewhere: CalendarServer;

beforeAll(async () => {
  elsewhere = await startCalendarServer();
  running = await startSamtid({
    clock: { now: () => now },
    prepare: (samtid) => insertSamplePeople(samtid, { handlaggare: 2, individuals: 1 }),
  });
});
afterAll(async () => {
  await running?.stop();
  await elsewhere?.stop();
});

test.each([
  [375, 0],
  [1280, 1],
])("at %i px a calendar is added, seen in the week, seen to fail, and removed", async (width, person) => {
  now = NOW;
  const page = await chromium.person({ width, expected: /422/ });
  const card = page.getByRole("listitem").filter({ hasText: "Outlook på jobbet" });
  await page.goto(`${running.origin}/min-vecka`);
  await signInAs(page, "Försäkringskassan", `FK Handläggare ${person}`);
  await page.getByRole("link", { name: "Andra kalendrar" }).click();
  await page.getByText("Inga andra kalendrar").waitFor();
  await page.getByRole("button", { name: "Lägg till kalender" }).click();
  elsewhere.answer((_request, response) => void response.writeHead(404).end());
  await page.getByLabel("Kalenderns adress").fill(`${elsewhere.origin}/hemlig.ics`);
  await page.getByLabel("Vad ska kalendern heta här?").fill("Outlook på jobbet");
  await page.getByRole("button", { name: "Outlook", exact: true }).click();
  await page.getByText("kopiera ICS-länken").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Lägg till kalendern" }).click();
  await page.getByRole("link", { name: /Det finns ingen kalender på adressen/ }).waitFor();
  elsewhere.answer(
    calendarOf([
      "UID:1\r\nSUMMARY:Hemligt\r\nDTSTART:20260311T120000Z\r\nDTEND:20260311T133000Z",
      "UID:2\r\nDTSTART:x",
    ]),
  );
  await page.getByRole("button", { name: "Lägg till kalendern" }).click();
  await card.getByText("Räknas med").waitFor();
  await card.getByText("1 händelse gick inte att förstå").waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.goto(`${running.origin}/min-vecka?vecka=2026-W11`);
  await page.getByRole("listitem").filter({ hasText: "Upptagen (egen kalender)" }).first().waitFor();
  expect(await page.locator("body").textContent()).not.toContain("Hemligt");
  await expectNoSidewaysScroll(page);

  elsewhere.answer((_request, response) => void response.end("<html>Logga in</html>"));
  now = new Date(NOW.getTime() + 60_000);
  await page.goto(`${running.origin}/andra-kalendrar`);
  await card.getByRole("button", { name: "Läs Outlook på jobbet nu" }).click();
  await card.getByText("Ingen kan boka dig nu").waitFor();
  await expectAccessible(page);
  await page.goto(`${running.origin}/min-vecka?vecka=2026-W11`);
  await page.getByRole("link", { name: "Se vad du kan göra" }).click();

  await card.getByRole("button", { name: "Ta bort Outlook på jobbet" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ta bort kalendern" }).click();
  await page.getByText("Inga andra kalendrar").waitFor();

  await page.getByRole("button", { name: "Lägg till kalender" }).click();
  await page.getByText("Med en fil, en gång").click();
  await page.getByLabel("Välj fil").setInputFiles({
    name: "min kalender.ics",
    mimeType: "text/calendar",
    buffer: Buffer.from(calendarText(["UID:1\r\nDTSTART:20260311T120000Z\r\nDTEND:20260311T133000Z"])),
  });
  await expectAccessible(page);
  await page.getByRole("button", { name: "Lägg till kalendern" }).click();
  await page.getByRole("listitem").filter({ hasText: "min kalender" }).getByText("Gäller till").waitFor();
});
