import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { connected } from "../support/call-media.ts";
import { FAKE_DEVICES, WATCH_LINKS } from "../support/call-stage.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";

/** A Tuesday, three minutes before the meeting of 8.30. */
const clock = createRunningClock("2026-11-24T08:27:05+01:00");

const chromium = useBrowser(FAKE_DEVICES);
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

async function expectFits(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  for (const width of [320, 375, 1280]) {
    await setWidth(page, width);
    await expectNoSidewaysScroll(page);
    if (!process.env.SHOTS || width === 320) continue;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
  }
}

test("whose browser won't do is called, and is in the meeting by telephone for all to see, until the other agency ends it; then they come by browser again", async () => {
  const booker = await running.signedIn("forsakringskassan", "fk-0");
  const id = await bookMeeting(booker, people, { startAt: "2026-11-24T07:30:00Z" });
  const join = async (organisationId: "forsakringskassan" | "arbetsformedlingen", subject: string) => {
    const { cookies } = await running.signedIn(organisationId, subject);
    const page = await chromium.person({ clock, script: WATCH_LINKS });
    await page
      .context()
      .addCookies([{ name: "samtid", value: cookies.cookie("samtid")!, url: running.origin }]);
    await page.goto(`${running.origin}/moten/${id}/rum`);
    await page.getByRole("group", { name: "Ljud och bild" }).waitFor();
    return page;
  };
  const fk = await join("forsakringskassan", "fk-0");
  const af = await join("arbetsformedlingen", "af-0");
  await connected([fk, af]);
  const guest = await chromium.person({ clock, width: 375 });
  await guest.goto(await mailedLink(running.catcher, "individual-0@example.test", "/svar/"));
  await guest.getByRole("link", { name: "Gå till mötet" }).click();

  await fk.getByRole("button", { name: "Släpp in Individ Nummer0" }).waitFor();
  await expectFits(fk, "waiting");
  await fk.getByRole("button", { name: "Individ Nummer0 är med på telefon" }).press("Enter");
  const dialog = fk.getByRole("dialog", { name: "Har du Individ Nummer0 på telefon?" });
  await dialog.getByRole("button", { name: "Med på telefon" }).click();
  await dialog.getByText("Så här vet jag vem det är").waitFor();
  await expectFits(fk, "dialog");
  await dialog.getByText("Jag har ringt upp på ett registrerat nummer").click();
  await dialog.getByRole("button", { name: "Med på telefon" }).click();

  await guest.getByRole("heading", { name: "Du är med på telefon" }).waitFor();
  await expectFits(guest, "guest");
  for (const page of [fk, af]) {
    const tile = page.getByRole("article").filter({ hasText: "Individ Nummer0" });
    await tile.getByText("Med på telefon sedan 08.2").waitFor();
    await tile.getByText("En handläggare har bekräftat vem det är. Identiteten är kontrollerad").waitFor();
  }
  await expectFits(fk, "on-telephone");
  for (const page of [fk, af]) expect(await page.evaluate(() => window.testLinks.length)).toBe(1);

  await af.getByRole("button", { name: "Avsluta samtalet med Individ Nummer0" }).press("Enter");
  await fk.getByRole("article").filter({ hasText: "Individ Nummer0" }).getByText("Inte här").waitFor();
  await guest.getByRole("button", { name: "Fortsätt här i stället" }).click();
  await guest.getByRole("heading", { name: "Välkommen" }).waitFor();
  await fk.getByRole("button", { name: "Släpp in Individ Nummer0" }).waitFor();
});
