import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { FAKE_DEVICES } from "../support/call-stage.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, samplePersonnummer, type SamplePeople } from "../support/sample-people.ts";

const clock = createRunningClock("2026-05-04T08:00:00Z");
/** As a browser in which the camera has been refused. */
const CAMERA_REFUSED = `if (window.MediaDevices) {
  const open = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = function (wanted) {
    return wanted.video ? Promise.reject(new DOMException("refused", "NotAllowedError")) : open.call(this, wanted);
  };
}`;

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

async function expectFits(page: Page, usual: number) {
  await expectAccessible(page);
  for (const width of [320, usual]) {
    await setWidth(page, width);
    await expectNoSidewaysScroll(page);
  }
}
const tryEverything = async (page: Page) => {
  await page.getByRole("button", { name: /^(Börja prova|Prova igen)$/ }).click();
  await page.getByText("Mikrofonen hör dig.").waitFor();
  await page.getByRole("button", { name: "Spela en ton" }).click();
  await page.getByRole("button", { name: "Ja, jag hör den" }).click();
  await page.getByText("Högtalaren fungerar.").waitFor();
};

test("the individual tries weeks ahead, by link and with e-ID; the handläggare sees how it went, and makes the meeting one by telephone", async () => {
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  const id = await bookMeeting(fk, people, { startAt: "2026-05-19T09:00:00Z" });
  const staff = await chromium.person({ clock });
  const session = { name: "samtid", value: fk.cookies.cookie("samtid")!, url: running.origin };
  await staff.context().addCookies([session]);
  await staff.goto(`${running.origin}/moten/${id}`);
  await staff.getByText("Kamera och ljud: inte provat än").waitFor();

  const permissions = ["camera", "microphone"];
  const person = await chromium.person({ clock, width: 375, permissions, script: CAMERA_REFUSED });
  await person.goto(await mailedLink(running.catcher, "individual-0@example.test", "/svar/"));
  await person.getByRole("link", { name: "Prova kamera och ljud" }).click();
  await person.getByText("Handläggarna ser om det fungerade").waitFor();
  await tryEverything(person);
  await person.getByText("Webbläsaren får inte använda kameran.").waitFor();
  await person.getByText("Handläggarna kan nu se hur det gick.").waitFor();
  await expectFits(person, 375);
  await staff.getByText("Kamera och ljud provat 4 maj: kameran fungerade inte").waitFor();
  await expectFits(staff, 1280);

  const own = await chromium.person({ clock, width: 375, permissions });
  const eid = running.browser();
  await eid.signInWithEid(samplePersonnummer(0));
  await own.context().addCookies([{ ...session, value: eid.cookies.cookie("samtid")! }]);
  await own.goto(`${running.origin}/mina-moten`);
  await own.getByRole("button", { name: /^Läs mer och svara/ }).click();
  await own.getByRole("link", { name: "Prova kamera och ljud" }).click();
  await tryEverything(own);
  await staff.getByText("Kamera och ljud provat 4 maj: allt fungerade").waitFor();

  await tryEverything(person);
  const row = staff.getByRole("listitem").filter({ hasText: "kameran fungerade inte" });
  await row.getByRole("button", { name: "Ändra till telefon" }).press("Enter");
  const dialog = staff.getByRole("dialog", { name: "Vill du ändra mötet till telefon?" });
  await dialog.getByText("Tiden är densamma: tisdag 19 maj 2026 kl. 11.00–12.00.").waitFor();
  await expectAccessible(staff);
  await dialog.getByRole("button", { name: "Ändra och meddela alla" }).click();
  await staff.getByText("Mötet är ändrat till telefon.").first().waitFor();
  await staff.getByRole("definition").filter({ hasText: "Telefon" }).waitFor();
  await expect.poll(() => staff.getByText("Kamera och ljud").count()).toBe(0);
  expect(await staff.evaluate(() => document.activeElement?.textContent)).toBe("Deltagare");

  await person.goto(`${running.origin}/svar`);
  await person.getByText("Telefon. Vi ringer dig.").waitFor();
  expect(await person.getByRole("link", { name: "Prova kamera och ljud" }).count()).toBe(0);
});
