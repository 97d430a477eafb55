import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from "../support/browser.ts";
import { countMeetings } from "../support/meetings-in-feed.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

const chromium = useBrowser();
let running: RunningSamtid;

beforeAll(async () => {
  running = await startSamtid({
    prepare: (samtid) => insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 }),
  });
});
afterAll(() => running?.stop());

test.each([375, 1280])(
  "at %i px an address is created, shown once, seen to be fetched, and closed",
  async (width) => {
    const page = await chromium.person({ width });
    const label = `Telefonen ${width}`;
    const card = page.getByRole("listitem").filter({ hasText: label });
    await page.goto(`${running.origin}/kalenderadresser`);
    await signInAs(page, "Försäkringskassan", "FK Handläggare 0");
    await page.getByRole("button", { name: "Skapa kalenderadress" }).click();
    expect(await page.getByRole("radio", { name: /Bara att du är upptagen/ }).isChecked()).toBe(true);
    await expectAccessible(page);

    await page.getByLabel("Vad ska adressen heta?").fill(label);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `Adressen ”${label}” är skapad` }).waitFor();
    const address = await page.getByLabel("Kalenderadress").inputValue();
    await page.getByRole("button", { name: "Google Kalender" }).click();
    await page.getByText("Från webbadress").waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect((await fetch(address, { headers: { "user-agent": "Thunderbird/140.3.0" } })).status).toBe(200);

    await page.reload();
    await card.getByText("av Thunderbird 140.3.0").waitFor();
    expect(await page.locator("body").textContent()).not.toContain(address);

    await card.getByRole("button", { name: `Stäng adressen ${label}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stäng adressen" }).click();
    await card.getByText(/^Stängdes/).waitFor();
    expect(countMeetings(await (await fetch(address)).text())).toBe(0);
    await expectAccessible(page);
  },
);
