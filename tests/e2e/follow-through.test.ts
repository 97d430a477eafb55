import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../support/sample-people.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** A Tuesday morning in Sweden; the meeting is at eleven, and the browsers open ten minutes into it. */
const BOOKED_AT = Date.parse("2026-11-24T10:30:00+01:00");
const STARTS_AT = "2026-11-24T10:00:00.000Z";
const TEN_MINUTES_IN = Date.parse("2026-11-24T11:10:00+01:00");
let shift = BOOKED_AT - Date.now();
const clock = { now: () => new Date(Date.now() + shift) };

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
  const booker = await running.signedIn("forsakringskassan", "fk-0");
  meetingId = await bookMeeting(booker, people, { startAt: STARTS_AT });
  shift = TEN_MINUTES_IN - Date.now();
});
afterAll(() => running?.stop());

async function handlaggare(agency: string, name: string): Promise<Page> {
  const page = await chromium.person({ clock, expected: /412/ });
  await page.goto(`${running.origin}/moten/${meetingId}`);
  await signInAs(page, agency, name);
  await page.getByRole("heading", { name: "Efter mötet" }).waitFor();
  return page;
}

async function check(page: Page): Promise<void> {
  await setWidth(page, 320);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await setWidth(page, 1280);
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const own = (page: Page) => page.getByRole("textbox", { name: /^Egen anteckning/ });
const joint = (page: Page) => page.getByRole("textbox", { name: /^Gemensam anteckning/ });

test("a meeting is closed with outcome, tasks and notes; the other agency reads the joint note and not the private one", async () => {
  const fk = await handlaggare("Försäkringskassan", "FK Handläggare 0");
  await check(fk);
  await button(fk, "Anteckna hur det gick").click();
  await check(fk);
  await button(fk, "Spara").click();
  await fk.locator("label", { hasText: "Mötet hölls" }).click();
  await button(fk, "Spara").click();
  await fk.getByText("Antecknat av FK Handläggare 0").waitFor();

  await button(fk, "Lägg till något att göra").click();
  await fk.getByRole("textbox", { name: "Vad ska göras?" }).fill("Kontakta arbetsgivaren");
  await check(fk);
  await button(fk, "Lägg till").click();
  await fk.getByText("Kontakta arbetsgivaren").first().waitFor();

  await own(fk).fill("Bara vi på FK vet");
  await button(fk, "Spara egen anteckning").click();
  await fk.getByText("Sparad av FK Handläggare 0").first().waitFor();
  await joint(fk).fill("Vi träffas igen i januari");
  await button(fk, "Spara gemensam anteckning").click();
  await expect.poll(() => fk.getByText("Sparad av FK Handläggare 0").count()).toBe(2);
  await check(fk);

  const af = await handlaggare("Arbetsförmedlingen", "AF Handläggare 0");
  await expect.poll(() => joint(af).inputValue()).toBe("Vi träffas igen i januari");
  expect(await own(af).inputValue()).toBe("");
  expect(await af.content()).not.toContain("Bara vi på FK vet");

  const task = af.getByRole("checkbox", { name: /Kontakta arbetsgivaren/ });
  await af.locator("label", { hasText: "Kontakta arbetsgivaren" }).click();
  await expect.poll(() => task.isChecked()).toBe(true);
});

test("two who write the joint note at once: the second sees the first's text, and loses nothing of their own", async () => {
  const fk = await handlaggare("Försäkringskassan", "FK Handläggare 0");
  const af = await handlaggare("Arbetsförmedlingen", "AF Handläggare 0");
  await joint(af).fill("AF skriver detta");
  await joint(fk).fill("FK skriver detta");
  await button(fk, "Spara gemensam anteckning").click();
  await fk.getByText("Anteckningen är sparad.").waitFor();
  await button(af, "Spara gemensam anteckning").click();
  await af.getByText("FK Handläggare 0 har sparat en annan text medan du skrev").waitFor();
  await check(af);
  await af.getByText("FK skriver detta").waitFor();
  expect(await joint(af).inputValue()).toBe("AF skriver detta");

  await af.getByRole("link", { name: "Boka nästa möte med personen" }).click();
  await af.getByText("Vill du lämna sidan utan att spara?").waitFor();
  await check(af);
  await button(af, "Stanna kvar").click();
  await joint(af).fill("FK skriver detta. AF skriver detta.");
  await button(af, "Spara min text i stället").click();
  await af.getByText("Sparad av AF Handläggare 0").waitFor();
  await fk.reload();
  await expect.poll(() => joint(fk).inputValue()).toBe("FK skriver detta. AF skriver detta.");
});
