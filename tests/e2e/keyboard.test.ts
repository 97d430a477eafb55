import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { useBrowser } from "../support/browser.ts";
import { focused, press, tabTo } from "../support/by-keyboard.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";

const clock = createRunningClock("2026-11-24T07:30:05+01:00");
const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 3, individuals: 2 });
    },
  });
});
afterAll(() => running?.stop());

const button = (page: Page, name: string) => page.getByRole("button", { name });
const heading = (page: Page, name: string) => page.getByRole("heading", { name });

/** Types what to look for in a search field and takes the first result with the arrow keys. */
async function pick(page: Page, name: string): Promise<void> {
  await tabTo(page.getByRole("searchbox"));
  await page.keyboard.type(name);
  const results = page.getByRole("main").getByRole("listitem").getByRole("button");
  await expect.poll(() => results.count(), { timeout: 30_000 }).toBe(1);
  await page.keyboard.press("ArrowDown");
  await focused(button(page, name)).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("searchbox").waitFor({ state: "detached" });
}

test("by keyboard alone a handläggare signs in and books a meeting", async () => {
  const page = await chromium.person({ clock });
  await page.goto(`${running.origin}/boka`);
  await press(page.getByRole("link", { name: "Försäkringskassan" }), "Enter");
  await press(button(page, "FK Handläggare 0"), "Enter");

  await pick(page, "Individ Nummer0");
  await press(page.getByRole("radio", { name: "Gemensam kartläggning" }), "Space");
  await press(button(page, "Fortsätt"), "Enter");

  await focused(heading(page, "Handläggare och tid")).waitFor();
  await pick(page, "AF Handläggare 1");
  await press(page.getByRole("checkbox", { name: "kortare varsel" }), "Space");
  await tabTo(page.getByRole("radio", { name: "Bäst först" }));
  await page.keyboard.press("ArrowRight");
  const wednesday = page.getByRole("group", { name: "onsdag 25 november 2026" });
  await tabTo(wednesday.getByRole("radio"));
  for (const time of ["08.30", "09.00"]) {
    await page.keyboard.press("ArrowRight");
    await focused(wednesday.getByRole("radio", { name: time, checked: true })).waitFor();
  }
  await press(button(page, "Fortsätt"), "Enter");

  await focused(heading(page, "Det här skickas")).waitFor();
  await press(page.getByRole("radio", { name: "Personen vill ha en tidig tid" }), "Space");
  await press(page.getByRole("checkbox", { name: "Ja, personen vet" }), "Space");
  await press(button(page, "Boka och skicka"), "Enter");
  await page.waitForURL(/\/moten\/[\w-]+$/);
  await page.getByText("Kort varsel: Personen vill ha en tidig tid").waitFor();
  await page.getByText("onsdag 25 november 2026 kl. 09.00–10.00").waitFor();
});

test("by keyboard alone an individual asks for another time, and then comes after all", async () => {
  const fk = await running.signedIn("forsakringskassan", "fk-2");
  await bookMeeting(fk, people, { startAt: "2026-11-25T12:00:00Z", caseIndex: 1, pair: 2 });
  const page = await chromium.person({ clock, width: 375 });
  await page.goto(await mailedLink(running.catcher, "individual-1@example.test", "/svar/"));

  await press(button(page, "Jag behöver en annan tid"), "Enter");
  await focused(heading(page, "När passar det bättre?")).waitFor();
  await press(page.getByRole("checkbox", { name: "Torsdag" }), "Space");
  await tabTo(page.getByRole("textbox", { name: "Vill du skriva något mer?" }));
  await page.keyboard.type("Efter klockan tio");
  await press(button(page, "Skicka"), "Enter");

  await focused(heading(page, "Tack, vi har fått ditt önskemål")).waitFor();
  await page.getByText("Efter klockan tio").waitFor();
  await press(button(page, "Ändra ditt svar"), "Enter");
  await focused(heading(page, "Passar tiden?")).waitFor();
  await press(button(page, "Ja, jag kommer"), "Enter");
  await focused(heading(page, "Tack, du har svarat att du kommer")).waitFor();
});
