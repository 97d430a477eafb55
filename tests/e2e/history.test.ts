import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

const clock = createRunningClock("2026-11-23T08:00:00+01:00");
const chromium = useBrowser();
let running: RunningSamtid;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "samtid-historik-"));
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      await insertSamplePeople(samtid, { handlaggare: 1, individuals: 0 });
      await samtid.database.query().updateTable("handlaggare").set({ is_administrator: true }).execute();
    },
  });
});
afterAll(async () => {
  await running?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** On the narrowest screen, a phone and a laptop. */
async function check(page: Page): Promise<void> {
  for (const width of [320, 375, 1280]) {
    await setWidth(page, width);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
}
test("an administrator begins with the example, sees what is wrong line by line, mends it and brings it in", async () => {
  const page = await chromium.person({ clock, expected: /422/ });
  await page.goto(`${running.origin}/logga-in?returnTo=/mer`);
  await signInAs(page, "Försäkringskassan", "FK Handläggare 0");
  await page.getByRole("link", { name: "Historik" }).click();
  await page.getByText("Ingen fil har lämnats").waitFor();
  await page.getByText("Kolumner i filen med möten").click();
  await page.getByRole("cell", { name: "Namnet på ett av era kontor" }).first().waitFor();
  await check(page);

  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Exempelfil med möten" }).click();
  const example = await readFile(await (await saved).path(), "utf8");
  const send = async (text: string | Buffer) => {
    const path = join(folder, "möten 2024.csv");
    await writeFile(path, text);
    await page.locator("#history-file").setInputFiles(path);
    await page.getByText("Vald fil: möten 2024.csv").waitFor();
    await page.getByRole("button", { name: "Kontrollera filen" }).click();
  };

  await page.getByRole("button", { name: "Kontrollera filen" }).click();
  await page.getByText("Välj en fil.").waitFor();
  await send(Buffer.from(example.replace("\uFEFF", "").replace("M1", "Möte"), "latin1"));
  await page.getByRole("alert").getByText("CSV UTF-8").waitFor();
  await check(page);

  await send(example.replace("2024-03-20", "2024-02-30"));
  await page.getByText("1 rad är fel och tas inte in").waitFor();
  await page.getByRole("cell", { name: "starts_at" }).last().waitFor();
  await check(page);

  await send(example);
  await page.getByText("3 rader är rätt och kan tas in").waitFor();
  await page.getByRole("button", { name: "Ta in 3 rader" }).click();
  await page.getByRole("heading", { name: "Ta in historiken?" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Ta in", exact: true }).click();
  await page.getByText("3 rader är intagna").waitFor();
  await page.getByText("Intagen, 3 rader").waitFor();
  await check(page);
  expect(await page.getByRole("button", { name: /Ta in/ }).count()).toBe(0);
});
