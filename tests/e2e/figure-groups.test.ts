import type { Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { insertFollowUpWorld } from "../support/figures/follow-up-world.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { signInAs } from "../support/sign-in-page.ts";

const clock = createRunningClock("2021-05-03T10:00:00+02:00");
const chromium = useBrowser();
let running: RunningSamtid;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => void (await insertFollowUpWorld(samtid, 2)),
  });
});
afterAll(() => running?.stop());

async function check(page: Page): Promise<void> {
  for (const width of [320, 375, 1280]) {
    await setWidth(page, width);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
}

test("an administrator makes a local group, places offices in it, and ends it", async () => {
  const page = await chromium.person({ clock });
  await page.goto(`${running.origin}/logga-in?returnTo=/mer`);
  await signInAs(page, "Försäkringskassan", "fk-admin");
  await page.getByRole("link", { name: "Regioner och lokala grupper" }).click();
  await page.getByText("Det finns inga grupper").waitFor();
  await page.getByText("från och med siffrorna för 2021").waitFor();
  await page.getByRole("button", { name: "Gör gruppen" }).click();
  await page.getByText("Fyll i text.").waitFor();
  await page.getByLabel("Namn").fill("Skåne tillsammans");
  await page.getByRole("button", { name: "Gör gruppen" }).click();
  const group = page.getByRole("region", { name: "Lokal grupp: Skåne tillsammans" });
  await group.getByText("Gruppen kommer med från och med siffrorna för 2021").waitFor();
  await group.getByText("Skåne 1 (Skåne län)").click();
  await group.getByText("Skåne 2 (Skåne län)").click();
  await group.getByRole("button", { name: "Spara" }).click();
  await page.getByText("Sparat. Det gäller").waitFor();
  await check(page);

  await page.reload();
  await group.getByLabel("Skåne 2 (Skåne län)").and(page.locator(":checked")).waitFor();
  await group.getByRole("button", { name: "Avsluta gruppen" }).click();
  await page.getByRole("heading", { name: "Avsluta Skåne tillsammans?" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Avsluta gruppen" }).click();
  await page.getByText("Det finns inga grupper").waitFor();
});
