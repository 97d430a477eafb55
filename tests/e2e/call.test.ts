import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Tuesday, three minutes before the meeting of 8.30: the individual has come, and the handläggare have not. */
const NOW = "2026-11-24T08:27:05+01:00";
const STARTS = "2026-11-24T07:30:00Z";

const chromium = useBrowser(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);
let clock: ReturnType<typeof createRunningClock>;
let running: RunningSamtid;
let people: SamplePeople;
let meetingId: string;

// Each try has its own: what was chosen in a meeting stays chosen.
beforeEach(async () => {
  clock = createRunningClock(NOW);
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 });
    },
  });
  const booker = await running.signedIn("forsakringskassan", "fk-0");
  meetingId = await bookMeeting(booker, people, { startAt: STARTS });
});
afterEach(() => running?.stop());

async function check(page: Page, name: string): Promise<void> {
  for (const width of [320, 375, 1280]) {
    await setWidth(page, width);
    if (process.env.SHOTS && width > 320) {
      mkdirSync(process.env.SHOTS, { recursive: true });
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
    }
    if (width === 375) continue;
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
}
async function handlaggare(agency: string, name: string, path: string): Promise<Page> {
  const page = await chromium.person({ clock });
  await page.goto(`${running.origin}/logga-in?returnTo=${path}`);
  await signInAs(page, agency, name);
  return page;
}
const button = (page: Page, name: string) => page.getByRole("button", { name });

test("a meeting from the banner to the notes: told of on every page, hands, a pause, the agenda, messages and two who write at once", async () => {
  const fk = await handlaggare("Försäkringskassan", "FK Handläggare 0", "/min-vecka");
  await fk.getByText("Nästa möte om").first().waitFor();
  const guest = await chromium.person({ clock });
  await guest.goto(await mailedLink(running.catcher, "individual-0@example.test", "/svar/"));
  await guest.getByRole("link", { name: "Gå till mötet" }).click();
  await fk.getByText("Den enskilda är i väntrummet.").first().waitFor();
  await check(fk, "banner");
  await button(fk, "Stäng av ljudsignalen").click();
  await fk.reload();
  await button(fk, "Sätt på ljudsignalen").waitFor();
  await fk.getByRole("complementary").getByRole("link", { name: "Gå till mötet" }).click();

  const af = await handlaggare("Arbetsförmedlingen", "AF Handläggare 0", `/moten/${meetingId}/rum`);
  await button(fk, "Släpp in Individ Nummer0").click();
  const admission = fk.getByRole("dialog");
  await admission.getByText("ringt", { exact: false }).first().click();
  await admission.getByRole("button", { name: "Släpp in" }).click();
  await guest.getByRole("heading", { name: "Det här går vi igenom" }).waitFor();
  await check(guest, "guest");

  await button(guest, "Räck upp handen").focus();
  await guest.keyboard.press("Enter");
  await fk.getByText("vill säga något.").first().waitFor();
  await button(guest, "Be om en paus").click();
  await af.getByText("Individ Nummer0 ber om en paus.").first().waitFor();
  await check(af, "asked");
  await button(af, "10 minuter").click();
  await guest.getByText("Paus till").first().waitFor();
  await check(guest, "pause");
  await button(fk, "Vi fortsätter nu").click();
  await button(fk, "Har fått ordet").click();
  await button(guest, "Räck upp handen").waitFor();

  await fk.getByText("Du berättar hur du har det och vad du behöver").click();
  await guest.getByText("(klart)").waitFor({ state: "attached" });

  await guest.getByLabel("Skriv till alla i mötet").fill("Jag hör er bra. <b>Tack</b>");
  await guest.keyboard.press("Enter");
  await af.getByText("Jag hör er bra. <b>Tack</b>").first().waitFor();
  for (const page of [fk, af]) await button(page, "Låt meddelanden sparas").click();
  await button(af, "Lägg i anteckningen").click();
  const note = (page: Page) => page.getByLabel("Gemensam anteckning");
  await expect.poll(() => note(fk).inputValue()).toContain("inbjuden till mötet: Jag hör er bra.");
  await Promise.all([
    note(fk).pressSequentially(" Skrivet av FK.", { delay: 20 }),
    note(af)
      .press("Home")
      .then(() => note(af).pressSequentially("Skrivet av AF. ", { delay: 20 })),
  ]);
  await expect
    .poll(async () => [await note(fk).inputValue(), await note(af).inputValue()])
    .toEqual(
      [1, 2].map(() =>
        expect.stringMatching(/^(?=.*Skrivet av FK\.)(?=.*Skrivet av AF\.)(?=.*Jag hör er bra\.)/s),
      ),
    );
  await fk.getByText("Allt är sparat.").first().waitFor();
  await button(fk, "Visa för alla i mötet").click();
  await guest.getByText("Skrivet av AF.").first().waitFor();
  await check(fk, "host");
  await check(guest, "shared");
}, 240_000);
