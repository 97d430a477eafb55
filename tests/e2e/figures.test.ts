import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { insertFollowUpWorld } from "../support/figures/follow-up-world.ts";
import { history2020, twoYearsOf } from "../support/figures/history-2020.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { signInAs } from "../support/sign-in-page.ts";

const clock = createRunningClock("2021-05-03T10:00:00+02:00");
const chromium = useBrowser();
let running: RunningSamtid;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      const world = await insertFollowUpWorld(samtid, 2);
      const { meetings, cooperations } = history2020(world.offices);
      await world.bring("meetings", twoYearsOf(meetings, 6));
      await world.bring("cooperations", twoYearsOf(cooperations, 6));
      // Handläggare have no calendars of then: what would have been noted as each month ended.
      await sql`insert into joint_capacity (year, month, node, minutes, noted_at)
        select 2020, month, 'lan:Uppsala län', 60 * (400 + 10 * month), '2020-01-01' from generate_series(1, 12) month`.execute(
        samtid.database.query(),
      );
      for (const year of [2019, 2020]) await samtid.countMonths.countYear(year);
    },
  });
});
afterAll(() => running?.stop());

async function open(path: string, name: string): Promise<Page> {
  const page = await chromium.person({ clock });
  await page.goto(`${running.origin}/logga-in?returnTo=${path}`);
  await signInAs(page, "Försäkringskassan", name);
  return page;
}

/** On a phone and a laptop, and on the narrowest there is. */
async function check(page: Page): Promise<void> {
  for (const width of [320, 375, 1280]) {
    await setWidth(page, width);
    await expectNoSidewaysScroll(page);
    if (width > 320) await expectAccessible(page);
  }
}

test("an administrator reads the country's figures, what they mean, and goes down to a län", async () => {
  const page = await open("/mer", "fk-admin");
  await page.getByRole("link", { name: "Uppföljning av alla nivåer" }).click();
  await page.getByRole("img", { name: /Stapeldiagram: Gemensamma kartläggningar, 2020 och 2019/ }).waitFor();
  await page.getByText("12 månader av 2020 är räknade").waitFor();
  const row = page.getByRole("row", { name: /Omställningsmöten/ }).last();
  expect((await row.getByRole("cell").allTextContents()).map((text) => text.trim())).toEqual(["710", "639"]);
  await row.getByText("Vad betyder det?").click();
  await row.getByText("Antal omställningsmöten som hölls i perioden.").waitFor();
  await check(page);

  await page.getByRole("link", { name: "Gemensamma kartläggningar" }).last().click();
  await page.getByRole("heading", { name: "Kvinnor och män" }).waitFor();
  await page.getByRole("link", { name: "Skåne län" }).click();
  await page.getByRole("link", { name: "Skåne 1" }).waitFor();
  expect(new URL(page.url()).searchParams.get("plats")).toBe("lan:Skåne län");
  await check(page);
});

test("how much time the agencies have together is a figure like others, and places without both have none", async () => {
  const page = await open("/uppfoljning", "fk-admin");
  const capacity = page.getByRole("region", { name: "Gemensam tid och behov" });
  await capacity
    .getByRole("row", { name: /Gemensam ledig tid/ })
    .getByText("465")
    .waitFor();
  await capacity.getByRole("link", { name: "Gemensam ledig tid" }).click();
  await page
    .getByRole("row", { name: /Uppsala län/ })
    .first()
    .getByText("465")
    .waitFor();
  await page
    .getByRole("row", { name: /Skåne län/ })
    .first()
    .waitFor();
  await check(page);
});

test("a chef sees their own office and what it is a part of, by keyboard", async () => {
  const page = await open("/uppfoljning", "fk-chef");
  const place = page.getByLabel("Plats");
  await place.waitFor();
  expect(await place.locator("option").allTextContents()).toEqual([
    expect.stringContaining("Riket: Hela landet"),
    expect.stringContaining("Län: Uppsala län"),
    expect.stringContaining("Kontor: Uppsala 1"),
  ]);
  await place.focus();
  await page.keyboard.press("Home");
  await page.getByRole("cell", { name: "710" }).waitFor();
});

test("the yearly report is read, printed and fetched as a file when it is ready", async () => {
  const page = await open("/uppfoljning/arsrapport/2020", "fk-admin");
  await page.getByRole("table", { name: /Tabell 4/ }).waitFor();
  await check(page);
  const chartWidth = async () => Number(await page.locator(".chart svg").getAttribute("width"));
  const onScreen = await chartWidth();
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  expect([await chartWidth(), onScreen > 640]).toEqual([640, true]);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect.poll(chartWidth).toBe(onScreen);
  await page.getByRole("button", { name: "Årsrapporten (PDF)" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Hämta filen" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("uppfoljning-2020.pdf");
  expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe("%PDF-");
});
