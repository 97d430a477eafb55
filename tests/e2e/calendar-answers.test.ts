import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MeetingRecord } from "../../server/meetings/meeting-record.ts";
import { instantAt, localDateOf } from "../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../server/scheduling/swedish-calendar.ts";
import { bookSampleMeeting } from "../support/booked-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    prepare: async (samtid) =>
      (people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 2 })),
  });
});
afterAll(() => running?.stop());

/** Books the n-th case, and waits for its invitation. @returns where the caught mail is shown. */
async function invite(index: number): Promise<{ meeting: MeetingRecord; mail: string }> {
  const startAt = instantAt(addWorkingDays(localDateOf(new Date()), 10), "10:00");
  const meeting = await bookSampleMeeting(running.samtid, people, { startAt, index });
  const mail = await eventually(async () => {
    const mails = await running.catcher.list();
    const own = mails.find(({ to }) => to.includes(`individual-${index}@example.test`));
    expect(own).toBeDefined();
    return `${running.origin}/dev/mail/${own!.id}`;
  });
  return { meeting, mail };
}

test.each([
  [375, 0],
  [1280, 1],
])(
  "at %i px: an invitation is answered with the mail catcher's buttons, and the meeting's page shows it at once",
  async (width, index) => {
    const { meeting, mail } = await invite(index);
    const calendar = await chromium.person({ width });
    await calendar.goto(mail);
    await calendar.getByRole("heading", { name: "Svara i kalendern" }).waitFor();
    const page = await chromium.person({ width });
    await page.goto(`${running.origin}/moten/${meeting.id}`);
    await signInAs(page, "Försäkringskassan", `FK Handläggare ${index}`);
    const participants = page.getByRole("region", { name: "Deltagare" });
    await participants.getByText(`Individ Nummer${index}`).first().waitFor();

    await calendar.getByRole("button", { name: "Tacka ja" }).click();
    await calendar.getByText("Svaret är skickat").waitFor();
    await participants.getByText(/^Tackade ja .*\(via kalendern/).waitFor();
    await calendar.getByRole("button", { name: "Kanske" }).click();
    await participants.getByText(/^Svarade kanske .*\(via kalendern/).waitFor();

    await calendar.getByLabel("Vill du skriva något till svaret?").fill("Hellre då");
    await calendar.getByRole("button", { name: "Föreslå ny tid" }).click();
    await participants.getByText(/^Vill ha en annan tid.*\(via kalendern/).waitFor();
    await participants.getByText(/^Föreslår .* 10\.00–11\.00/i).waitFor();
    await participants.getByText("Hellre då").waitFor();
    for (const each of [calendar, page]) {
      await expectAccessible(each);
      await expectNoSidewaysScroll(each);
    }
  },
);

test("an answer from another address: shown as not verified, until the handläggare has talked with the person and confirms it", async () => {
  const meetingId = await sql<{ id: string }>`select id from meeting limit 1`
    .execute(running.samtid.database.query())
    .then(({ rows }) => rows[0]!.id);
  const meeting = (await running.samtid.repositories.meetings.find(meetingId))!;
  await sql`update individual set email = 'annan@example.test'`.execute(running.samtid.database.query());
  const index = meeting.participants.find(({ role }) => role === "individual")!.name.at(-1)!;
  const mails = await running.catcher.list();
  const { id } = mails.find(({ to }) => to.includes(`individual-${index}@example.test`))!;
  const calendar = await chromium.person({ width: 1280 });
  await calendar.goto(`${running.origin}/dev/mail/${id}`);
  await calendar.getByRole("button", { name: "Tacka ja" }).click();
  await calendar.getByText("Svaret är skickat").waitFor();

  const page = await chromium.person({ width: 375 });
  await page.goto(`${running.origin}/moten/${meetingId}`);
  await signInAs(page, "Försäkringskassan", `FK Handläggare ${index}`);
  await page.getByText("Ej verifierat svar", { exact: true }).waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: /^Bekräfta svaret/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Bekräfta svaret" }).click();
  await page.getByText(/^Tackade ja .*telefon, antecknat av FK Handläggare/).waitFor();
  expect(await page.getByText("Ej verifierat svar", { exact: true }).count()).toBe(0);
});
