import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, test, vi } from "vitest";
import { loadDemoData } from "../../server/demo/load-demo-data.ts";
import { showDays, sayTalkedWith } from "../support/booking-page.ts";
import { admitCalled } from "../support/admit-in-room.ts";
import { useBrowser } from "../support/browser.ts";
import { FAKE_DEVICES } from "../support/call-stage.ts";
import { insertFollowUpWorld } from "../support/figures/follow-up-world.ts";
import { history2020, twoYearsOf } from "../support/figures/history-2020.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** Takes the README's screenshots from the running system with its demo data: `npm run screenshots`. */
const FOLDER = join(import.meta.dirname, "../../server/docs/screenshots");
/** A Tuesday morning, when the demo data has a meeting within the hour. */
const clock = createRunningClock("2026-11-24T08:05:00+01:00");
const FK = "Annika Östlund";
const AF = "Anders Åkerman";
const INDIVIDUAL = "Elin Sjögren";
/** Whose meeting is within the hour. */
const INVITED = "Karin Ödmark";

const chromium = useBrowser(FAKE_DEVICES);
let running: RunningSamtid;

beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  running = await startSamtid({ clock, prepare: loadDemoData });
});
afterAll(() => running?.stop());

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}

/** The one-time link in the mail that just went out. */
async function linkInTheMail(): Promise<string> {
  const find = async () => (await running.catcher.list()).find(({ text }) => text.includes("/svar/"));
  const mail = await vi.waitUntil(find, { timeout: 10_000 });
  return /http\S+\/svar\/[\w-]+/.exec(mail.text)![0];
}

/** The meeting whose room is open, and the individual's link to it. */
async function openRoom(): Promise<{ room: string; link: string }> {
  const { links, meetings, people } = running.samtid.repositories;
  const found = await people.findBySubject("forsakringskassan", "annika-ostlund");
  const soon = { from: clock.now(), to: new Date(clock.now().getTime() + 3_600_000) };
  const { items } = await meetings.listFor(found!.personId, soon, { limit: 1, page: 1 });
  const individual = items[0]!.participants.find(({ role }) => role === "individual")!;
  const token = await links.tokenFor(individual.id);
  return { room: `${running.origin}/moten/${items[0]!.id}/rum`, link: `${running.origin}/svar/${token}` };
}

/** With figures as large as the country's in 2020, a sixth of them: the demo data has too few meetings to count. */
test("the screenshot of the follow-up", async () => {
  const clockThen = createRunningClock("2021-05-03T10:00:00+02:00");
  const counted = await startSamtid({
    clock: clockThen,
    prepare: async (samtid) => {
      const world = await insertFollowUpWorld(samtid, 2);
      const { meetings, cooperations } = history2020(world.offices);
      await world.bring("meetings", twoYearsOf(meetings, 6));
      await world.bring("cooperations", twoYearsOf(cooperations, 6));
      for (const year of [2019, 2020]) await samtid.countMonths.countYear(year);
    },
  });
  const page = await chromium.person({ clock: clockThen });
  await page.goto(`${counted.origin}/logga-in?returnTo=/uppfoljning`);
  await signInAs(page, "Försäkringskassan", "fk-admin");
  const bars = page.getByRole("img", { name: /Stapeldiagram: Gemensamma kartläggningar/ });
  await bars.evaluate((chart: { scrollIntoView(how: object): void }) =>
    chart.scrollIntoView({ block: "end" }),
  );
  await take(page, "follow-up");
  await page.close();
  await counted.stop();
});

test("the screenshots of the README", async () => {
  const fk = await chromium.person({ clock });
  await fk.goto(`${running.origin}/min-vecka`);
  await signInAs(fk, "Försäkringskassan", FK);
  await fk.getByRole("heading", { name: "Veckans möten" }).waitFor();
  await take(fk, "my-week");

  await fk.goto(`${running.origin}/boka`);
  await fk.getByRole("searchbox", { name: "Vem gäller mötet?" }).fill(INDIVIDUAL);
  await fk.getByRole("button", { name: INDIVIDUAL }).click();
  await fk.locator("label", { hasText: "Gemensam kartläggning" }).click();
  await fk.getByRole("button", { name: "Fortsätt" }).click();
  await fk.getByRole("button", { name: AF }).click();
  await fk.getByText("Bäst först").waitFor();
  await fk
    .getByRole("heading", { name: "När kan alla?" })
    .evaluate((heading: { scrollIntoView(): void }) => heading.scrollIntoView());
  await take(fk, "best-times");
  await showDays(fk);
  const times = fk.getByRole("group", { name: /november|december/ });
  await times.first().scrollIntoViewIfNeeded();
  await times.nth(1).locator("label").first().click();

  await fk.getByRole("button", { name: "Fortsätt" }).click();
  await sayTalkedWith(fk);
  await fk.getByRole("button", { name: "Boka och skicka" }).click();
  await fk.waitForURL(/\/moten\/[\w-]+$/);
  await fk.getByText("Överlämnat", { exact: true }).nth(2).waitFor();

  const individual = await chromium.person({ clock, width: 375 });
  await individual.goto(await linkInTheMail());
  await individual.getByRole("button", { name: "Ja, jag kommer" }).waitFor();
  await take(individual, "invitation-phone");
  await individual.getByRole("button", { name: "Ja, jag kommer" }).click();
  await fk.getByText(/^Tackade ja/).waitFor();
  await take(fk, "meeting");

  // Playwright's clock is a script, which the sandbox of a mail refuses.
  const mails = await chromium.person({ clock, expected: /Blocked script execution/ });
  await mails.goto(`${running.origin}/dev/mail`);
  await mails.getByRole("link", { name: /Du har en tid/ }).click();
  await take(mails, "dev-mail");

  await takeRoom(fk);
});

/** The lobby and the call, with the cameras off: what the test's cameras show is no picture of anybody. */
async function takeRoom(fk: Page): Promise<void> {
  const { room, link } = await openRoom();
  const af = await chromium.person({ clock });
  await af.goto(room);
  await signInAs(af, "Arbetsförmedlingen", AF);
  const guest = await chromium.person({ clock, width: 375 });
  await guest.goto(link);
  await guest.getByRole("link", { name: "Gå till mötet" }).click();
  await guest.getByRole("heading", { name: "Välkommen" }).waitFor();
  await take(guest, "lobby-phone");
  await fk.goto(room);
  for (const page of [af, fk]) await page.getByRole("button", { name: "Kamera på" }).click();
  await fk.getByRole("button", { name: /^Släpp in/ }).waitFor();
  await take(fk, "room");
  await admitCalled(fk, INVITED);
  await guest.getByRole("button", { name: "Räck upp handen" }).click();
  await fk.getByText("vill säga något.").first().waitFor();
  await take(guest, "call-phone");
  await take(fk, "call");
}
