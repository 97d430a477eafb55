import { sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

const clock = createRunningClock("2026-05-04T08:00:00Z");
const WRONG = "individual-0@example.test";
const RIGHT = "ratt.person@example.test";

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;
let meetingId: string;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 2 });
      await sql`update handlaggare set may_edit_texts = true where person_id = ${people.fk[0]}`.execute(
        samtid.database.query(),
      );
    },
  });
  const booker = await running.signedIn("forsakringskassan", "fk-0");
  meetingId = await bookMeeting(booker, people, { startAt: "2026-05-19T09:00:00Z", type: "kontaktmote" });
});
afterAll(() => running?.stop());

async function handlaggareAt(path: string, index = 0): Promise<Page> {
  const page = await chromium.person({ clock, expected: /412|422|frame is sandboxed/ });
  await page.goto(`${running.origin}/logga-in?returnTo=${path}`);
  await signInAs(page, "Försäkringskassan", `FK Handläggare ${index}`);
  return page;
}

async function check(page: Page): Promise<void> {
  const { width } = page.viewportSize()!;
  await setWidth(page, 320);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await setWidth(page, width);
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const dialog = (page: Page) => page.getByRole("dialog");

test("what went to the wrong person is withdrawn, they are told, and the right person gets a link of their own", async () => {
  const link = await mailedLink(running.catcher, WRONG, "/svar/");
  const wrong = await chromium.person({ clock, width: 375, expected: /401|410/ });
  await wrong.goto(link);
  await wrong.getByRole("heading", { name: "Vill du komma?" }).waitFor();

  const fk = await handlaggareAt(`/moten/${meetingId}`);
  await button(fk, /^Dra tillbaka Erbjudande om möte, Individ/).click();
  await dialog(fk).waitFor();
  await check(fk);
  await dialog(fk).getByRole("button", { name: "Dra tillbaka" }).click();
  expect(await dialog(fk).isVisible()).toBe(true);
  await dialog(fk)
    .getByRole("textbox", { name: /Vad har hänt/ })
    .fill("Fel adress i ärendet");
  await dialog(fk).getByRole("button", { name: "Dra tillbaka" }).click();
  await fk.getByText("Tillbakadraget", { exact: true }).waitFor();
  await fk.getByText(/^Av FK Handläggare 0, .* Länken öppnades/).waitFor();
  await check(fk);

  await wrong.reload();
  await wrong.getByRole("heading", { name: "Länken går inte att öppna" }).waitFor();
  await wrong.getByRole("link", { name: /08-465 004 10/ }).waitFor();
  await wrong.goto(link);
  await wrong.getByRole("heading", { name: "Länken går inte att öppna" }).waitFor();
  expect(await wrong.locator("main").innerText()).not.toMatch(/19 maj|Kontaktmöte|11\.00/);
  await check(wrong);

  await expect
    .poll(
      async () =>
        (await running.catcher.list()).filter(({ to }) => to.includes(WRONG)).map(({ subject }) => subject),
      {
        timeout: 30_000,
      },
    )
    .toContain("Ett meddelande från oss var inte till dig");

  await button(fk, "Skicka till rätt person").click();
  await check(fk);
  await dialog(fk)
    .getByRole("textbox", { name: /Rätt e-postadress/ })
    .fill(RIGHT);
  await dialog(fk).getByRole("button", { name: "Skicka ny länk" }).click();
  await expect.poll(() => button(fk, "Skicka till rätt person").count()).toBe(0);

  const right = await chromium.person({ clock, width: 375 });
  await right.goto(await mailedLink(running.catcher, RIGHT, "/svar/"));
  await right.getByRole("heading", { name: "Vill du komma?" }).waitFor();
  await button(right, "Nej, jag vill inte komma").click();
  await right.getByText(/^Försäkringskassan: Undrar du vad det kan betyda/).waitFor();
  await check(right);
});

test("the office reads the incident and closes it with what was done", async () => {
  const fk = await handlaggareAt("/incidenter", 1);
  await fk.getByText("Fel adress i ärendet").waitFor();
  await check(fk);
  await button(fk, /^Stäng incidenten/).click();
  await dialog(fk)
    .getByRole("textbox", { name: /Vad har ni gjort/ })
    .fill("Adressen är rättad");
  await check(fk);
  await dialog(fk).getByRole("button", { name: "Stäng incidenten" }).click();
  await fk.getByText("Adressen är rättad").waitFor();
  await fk.getByText("Stängd", { exact: true }).waitFor();
});

test("an agency's text is changed, looked at in the mail, saved, and read on the individual's page", async () => {
  const fk = await handlaggareAt("/myndighetstexter");
  const text = fk.getByRole("textbox", { name: /^Texten/ });
  await text.fill("Läs mer på www.exempel.se");
  await button(fk, "Spara ny version").click();
  await fk.getByText("Texten får inte innehålla länkar eller adresser.").first().waitFor();
  await text.fill("Ring oss innan du bestämmer dig.");
  await button(fk, "Förhandsgranska").click();
  await button(fk, /^Visa/).click();
  await check(fk);
  await button(fk, "Visa som ren text").click();
  await fk.locator("pre", { hasText: "Försäkringskassan: Ring oss innan du bestämmer dig." }).waitFor();
  await button(fk, "Spara ny version").click();
  await fk.getByText("Texten är sparad.").waitFor();
  const versions = fk.getByRole("region", { name: "Tidigare versioner" });
  await versions.getByText("Ring oss innan du bestämmer dig.").waitFor();
  await versions.getByText("Samtids egen text").waitFor();
  await fk.locator("label", { hasText: "العربية" }).click();
  await check(fk);

  const right = await chromium.person({ clock, width: 375 });
  await right.goto(await mailedLink(running.catcher, RIGHT, "/svar/"));
  await button(right, "Nej, jag vill inte komma").click();
  await right.getByText("Försäkringskassan: Ring oss innan du bestämmer dig.").waitFor();
});

test("a colleague who isn't appointed reads the texts, and can't change them", async () => {
  const fk = await handlaggareAt("/myndighetstexter", 1);
  await fk.getByText("Du kan läsa texterna.").waitFor();
  expect(await fk.getByRole("textbox").count()).toBe(0);
  await check(fk);
});
