import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import ar from "../../client/src/locales/ar/own-meetings.json" with { type: "json" };
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from "../support/browser.ts";
import { mailedLink } from "../support/mailed-link.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSampleMeeting } from "../support/sample-meeting.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

const clock = createRunningClock("2026-05-04T08:00:00Z");
const PHONE = 375;
/** The console tells of each refusal; that one is not signed in is what the pages are about. */
const REFUSED = /status of (401|403)/;

const chromium = useBrowser();
let running: RunningSamtid;
let people: SamplePeople;
let meetingId: string;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 });
    },
  });
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  meetingId = await bookMeeting(fk, people, { startAt: "2026-05-19T09:00:00Z", type: "kontaktmote" });
});
afterAll(() => running?.stop());

async function check(page: Page, name: string): Promise<void> {
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  const folder = process.env.SHOTS;
  if (folder)
    await page.screenshot({ path: `${folder}/${name}-${page.viewportSize()!.width}.png`, fullPage: true });
}
async function signInWithEid(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Logga in med BankID (utveckling)" }).click();
  await page.getByRole("button", { name: /Individ Nummer0/ }).click();
}

test.each([PHONE, 1280])(
  "at %i px an individual signs in with e-ID, finds the meeting, reads more, answers, and signs out here and at the provider",
  async (width) => {
    const page = await chromium.person({ clock, width, expected: REFUSED });
    const heading = (name: string | RegExp) => page.getByRole("heading", { name });
    await page.goto(`${running.origin}/mina-moten`);
    await heading("Har du ingen e-legitimation?").waitFor();
    await check(page, "eid-sign-in");
    await signInWithEid(page);

    await heading("tisdag 19 maj").waitFor();
    await page.getByText("FK Handläggare 0").waitFor();
    await check(page, "own-meetings");
    await page.getByRole("link", { name: "Dina uppgifter" }).click();
    await page.getByText("individual-0@example.test").waitFor();
    await check(page, "own-details");
    await page.getByRole("button", { name: "Rätta uppgifterna" }).click();
    await page.getByLabel("Telefonnummer").fill(`070-174 06 ${width === PHONE ? 11 : 12}`);
    await check(page, "own-details-form");
    await page.getByRole("button", { name: "Spara" }).click();
    await page.getByText("Uppgifterna är rättade.").first().waitFor();
    await page.getByText(`070-174 06 ${width === PHONE ? 11 : 12}`).waitFor();
    await page.getByRole("link", { name: "Alla dina möten" }).click();
    await page.getByRole("link", { name: "Vem har läst om dig" }).click();
    await page.getByText("Ingen har läst om dig i Samtid än.").or(page.getByText(/^Såg /)).first().waitFor();
    await check(page, "own-openings");
    await page.getByRole("link", { name: "Alla dina möten" }).click();
    await page.getByRole("button", { name: /Läs mer och svara/ }).click();
    await heading("Mer om mötet").waitFor();
    await page.getByText("AF Handläggare 0").waitFor();
    await check(page, "own-meeting");
    if (width === PHONE) {
      await page.getByRole("button", { name: "Ja, jag kommer" }).click();
      await heading(/Tack/).waitFor();
    }
    await page.getByRole("link", { name: "Alla dina möten" }).click();
    await page.getByText("Du har svarat att du kommer.").waitFor();
    await page.getByRole("button", { name: "Logga ut", exact: true }).click();
    await page.waitForURL(`${running.origin}/mina-moten?signedOut`);
    await page.getByText("Du är utloggad.").waitFor();
    await page.goto(`${running.origin}/mina-moten`);
    await heading("Har du ingen e-legitimation?").waitFor();
  },
);

test("the page speaks Arabic to whoever chooses it, from right to left", async () => {
  const page = await chromium.person({ clock, width: PHONE, expected: REFUSED });
  await page.goto(`${running.origin}/mina-moten`);
  await page.getByRole("button", { name: "العربية" }).click();
  await page.getByRole("heading", { name: ar.title }).waitFor();

  expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
  await check(page, "eid-arabic");
});

test("a one-time link leaves address, history and referrer at once, and shows more after e-ID", async () => {
  const page = await chromium.person({ clock, width: PHONE, expected: REFUSED });
  const link = await mailedLink(running.catcher, "individual-0@example.test", "/svar/");
  const token = link.split("/").at(-1)!;
  const sent: Promise<string>[] = [];
  page.on("requestfinished", (request) => {
    if (request.url() === link) return;
    sent.push(request.allHeaders().then((headers) => `${request.url()} ${JSON.stringify(headers)}`));
  });
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByText("Vill du se vilka du träffar").waitFor();
  await page.waitForURL(`${running.origin}/svar`);

  expect(sent.length).toBeGreaterThan(3);
  expect((await Promise.all(sent)).filter((request) => request.includes(token))).toEqual([]);
  expect(await page.evaluate(() => document.referrer)).toBe("");
  expect(await page.getByText("FK Handläggare 0").count()).toBe(0);
  await check(page, "by-link");
  await page.goBack();
  await page.goForward();
  expect(page.url()).toBe(`${running.origin}/svar`);
  await page.getByRole("link", { name: "Logga in med e-legitimation" }).click();
  await signInWithEid(page);
  await page.getByRole("button", { name: /Läs mer och svara/ }).click();
  await page.getByText("FK Handläggare 0").waitFor();
});

test.each([PHONE, 1280])(
  "at %i px a handläggare records how somebody without e-ID showed who they are, sees their sign-ins, and signs out of all",
  async (width) => {
    const page = await chromium.person({ clock, width, expected: REFUSED });
    const other = await running.signedIn("forsakringskassan", "fk-0");
    await page.goto(`${running.origin}/moten/${meetingId}`);
    await check(page, "staff-sign-in");
    await signInAs(page, "Försäkringskassan", "FK Handläggare 0");
    await page.getByRole("button", { name: "Anteckna legitimering Individ Nummer0" }).click();
    await page.getByText("Ringde upp på ett registrerat nummer").click();
    await check(page, "identity-dialog");
    await page.getByRole("button", { name: "Spara", exact: true }).click();
    await page.getByText(/Identitet kontrollerad .* av FK Handläggare 0: motringning/).waitFor();
    await check(page, "identity-checked");

    await page.goto(`${running.origin}/inloggningar`);
    await page.getByText("(den här webbläsaren)").waitFor();
    await check(page, "sign-ins");
    await page.getByRole("button", { name: "Logga ut överallt" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Logga ut överallt" }).click();
    await page.waitForURL(`${running.origin}/logga-in`);
    expect((await other.get("/meetings")).status).toBe(401);
  },
);

test("notes wait for a handläggare who signed in long ago to sign in again, and the page is there afterwards", async () => {
  const page = await chromium.person({ clock, expected: REFUSED });
  await page.goto(`${running.origin}/moten/${meetingId}`);
  await signInAs(page, "Försäkringskassan", "FK Handläggare 0");
  await page.getByRole("heading", { name: "Deltagare" }).waitFor();
  await running.samtid.database.pool.query(
    `update session set sess = jsonb_set(sess::jsonb, '{staff,signIn,at}', to_jsonb($1::text))::json where sess #> '{staff}' is not null`,
    [new Date(clock.now().getTime() - 9 * 3_600_000).toISOString()],
  );
  await page.reload();
  await page.getByText("Det är ett tag sedan du loggade in.").first().waitFor();
  await check(page, "step-up");
  await page.getByRole("link", { name: "Logga in igen" }).first().click();
  await page.getByRole("button", { name: "FK Handläggare 0" }).click();
  await page.waitForURL(`${running.origin}/moten/${meetingId}`);
  await page.getByRole("heading", { name: "Deltagare" }).waitFor();

  expect(await page.getByText("Det är ett tag sedan du loggade in.").count()).toBe(0);
});

test("when one was in one's meeting is there to see, by e-ID, and to object to", async () => {
  const startsAt = new Date(clock.now().getTime() - 3_600_000);
  const { id, individual } = await insertSampleMeeting(running.samtid, people, { startsAt });
  await running.samtid.database
    .query()
    .insertInto("attendance")
    .values([
      attended(individual, "lobby", startsAt, 5),
      attended(individual, "call", new Date(startsAt.getTime() + 5 * 60_000), 40),
    ])
    .execute();
  const page = await chromium.person({ clock, width: PHONE, expected: REFUSED });
  await page.goto(`${running.origin}/mina-moten/${id}/narvaro`);
  await signInWithEid(page);
  await page.goto(`${running.origin}/mina-moten/${id}/narvaro`);
  const stretches = page.getByRole("list", { name: "När du var med" }).getByRole("listitem");
  await expect.poll(() => stretches.count()).toBe(2);
  expect(await stretches.allInnerTexts()).toEqual([
    expect.stringMatching(/^I väntrummet /),
    expect.stringMatching(/^I mötet /),
  ]);
  await check(page, "attendance");
  const words = page.getByRole("textbox", { name: "Skriv vad som är fel" });
  await words.focus();
  await page.keyboard.type("Jag var med hela mötet.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("blockquote").filter({ hasText: "Jag var med hela mötet." }).waitFor();
  await check(page, "attendance-objected");
});

function attended(participantId: string, kind: "lobby" | "call", from: Date, minutes: number) {
  const until = new Date(from.getTime() + minutes * 60_000);
  return {
    participant_id: participantId,
    generation: 1,
    kind,
    started_at: from,
    ended_at: until,
  };
}
