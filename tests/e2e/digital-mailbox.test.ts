import { sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

const clock = createRunningClock("2026-05-04T08:00:00Z");
const ADDRESS = { careOf: null, street: "Björkvägen 12 A", postalCode: "753 20", city: "Uppsala" };

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;
let meetingIds: readonly string[];

/** The first individual's personnummer ends in 0, so that they have no mailbox in the simulator; the second has one. */
/** Whose personnummer ends with 0: the simulator has no mailbox for them. */
const NO_MAILBOX = 4;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: NO_MAILBOX + 1 });
      await sql`update individual set channel_order = '{digital_mailbox,letter,telephone}',
        address = ${JSON.stringify(ADDRESS)}`.execute(samtid.database.query());
    },
  });
  const booker = await running.signedIn("forsakringskassan", "fk-0");
  meetingIds = [
    await bookMeeting(booker, people, { startAt: "2026-05-19T09:00:00Z", caseIndex: NO_MAILBOX }),
    await bookMeeting(booker, people, { startAt: "2026-05-20T09:00:00Z", caseIndex: 1 }),
  ];
});
afterAll(() => running?.stop());

async function handlaggareAt(path: string): Promise<Page> {
  const page = await chromium.person({ clock });
  await page.goto(`${running.origin}/logga-in?returnTo=${path}`);
  await signInAs(page, "Försäkringskassan", "FK Handläggare 0");
  return page;
}

async function check(page: Page): Promise<void> {
  const { width } = page.viewportSize()!;
  await setWidth(page, 320);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await setWidth(page, width);
}

test("who has a mailbox: the message lies there with its letter, and its handläggare sees it delivered", async () => {
  const page = await chromium.person({ clock });
  await page.goto(`${running.origin}/dev/mail?show=mailboxes`);
  await page.getByRole("heading", { name: "Du har fått en tid för ett möte" }).waitFor();
  await page.getByText("Rapporterat: ligger i brevlådan").waitFor();
  await check(page);
  const file = await page.request.get(
    (await page.getByRole("link", { name: /meddelande\.pdf/ }).getAttribute("href"))!.replace(
      /^/,
      running.origin,
    ),
  );
  expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
  expect(await page.getByRole("link", { name: "Öppna länken" }).count()).toBe(1);

  const fk = await handlaggareAt(`/moten/${meetingIds[1]}`);
  await fk.getByText("Digital brevlåda").first().waitFor();
  await fk
    .getByText(/enligt brevlådetjänsten/)
    .first()
    .waitFor();
  await fk.getByText("Levererat", { exact: true }).waitFor();
});

test("who has none: a letter, and its handläggare sees why", async () => {
  await running.samtid.passOnMessages();
  const fk = await handlaggareAt(`/moten/${meetingIds[0]}`);
  await fk
    .getByText("Personen har ingen digital brevlåda som tar emot post från myndigheten.")
    .first()
    .waitFor();
  await fk.getByText("Brev", { exact: true }).first().waitFor();
  await check(fk);
});

test("a letter to the wrong address: recalled, and the new link's dialogue asks for the postal address", async () => {
  const fk = await handlaggareAt(`/moten/${meetingIds[0]}`);
  const dialog = fk.getByRole("dialog");
  await fk
    .getByRole("button", { name: /^Dra tillbaka .*, Individ/ })
    .last()
    .click();
  await dialog.getByRole("textbox", { name: /Vad har hänt/ }).fill("Fel gata");
  await dialog.getByRole("button", { name: "Dra tillbaka" }).click();
  await fk.getByRole("button", { name: "Skicka till rätt person" }).click();
  await check(fk);
  expect(await dialog.getByRole("textbox", { name: /e-postadress|telefonnummer/ }).count()).toBe(0);
  await dialog.getByRole("textbox", { name: "Gatuadress" }).fill("Ekvägen 3");
  await dialog.getByRole("textbox", { name: "Postnummer" }).fill("753 21");
  await dialog.getByRole("textbox", { name: "Ort" }).fill("Uppsala");
  await dialog.getByRole("button", { name: "Skicka ny länk" }).click();
  await expect.poll(() => dialog.count()).toBe(0);
  const { rows } = await sql<{ address: object }>`select address from individual
    where name = ${`Individ Nummer${NO_MAILBOX}`}`.execute(running.samtid.database.query());
  expect(rows[0]!.address).toEqual({ ...ADDRESS, street: "Ekvägen 3", postalCode: "753 21" });
});

test("a new person: a digital mailbox is among the ways to be reached", async () => {
  const fk = await handlaggareAt("/boka");
  await fk
    .getByRole("button", { name: /Registrera/ })
    .first()
    .click();
  await fk.getByLabel(/Hur vill personen bli nådd/).selectOption({ label: "I digital brevlåda" });
  await check(fk);
});
