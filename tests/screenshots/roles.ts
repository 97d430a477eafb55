import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDemoData } from "../../server/demo/load-demo-data.ts";
import { useBrowser } from "../support/browser.ts";
import { createRunningClock } from "../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../support/running-samtid.ts";
import { signInAs } from "../support/sign-in-page.ts";

/** Takes the screenshots of the decision note on what each role sees: `npm run screenshots`. */
const FOLDER = join(import.meta.dirname, "../../server/docs/decisions/images");
const clock = createRunningClock("2026-11-24T08:05:00+01:00");
const PHONE = 375;
const WIDTHS = [PHONE, 1280];
/** As much of a page as tells what is on it. */
const TALLEST = { phone: 1400, laptop: 1400 };
/** The console tells of each refusal; that some of them may not see the meeting is what is shown. */
const REFUSED = /status of (401|403|404)/;

interface Role {
  readonly key: string;
  readonly agency: "Försäkringskassan" | "Arbetsförmedlingen";
  /** Who in the demo data; who meets the individual is found from the meeting. */
  readonly name?: string;
  /** The page that is this role's and nobody else's. */
  readonly own: string;
}

const ROLES: readonly Role[] = [
  { key: "fk-handlaggare", agency: "Försäkringskassan", own: "/min-vecka" },
  { key: "fk-chef", agency: "Försäkringskassan", name: "Annika Östlund", own: "/kontorets-vecka" },
  { key: "fk-administrator", agency: "Försäkringskassan", name: "Björn Hedström", own: "/personuppgifter" },
  { key: "fk-auditor", agency: "Försäkringskassan", name: "Kristina Pääjärvi", own: "/sparlogg" },
  { key: "af-handlaggare", agency: "Arbetsförmedlingen", own: "/min-vecka" },
  { key: "af-chef", agency: "Arbetsförmedlingen", name: "Anders Åkerman", own: "/kontorets-vecka" },
  {
    key: "af-administrator",
    agency: "Arbetsförmedlingen",
    name: "Joanna Wiśniewska",
    own: "/personuppgifter",
  },
  { key: "af-auditor", agency: "Arbetsförmedlingen", name: "Erik Sjöström", own: "/sparlogg" },
];

/** A meeting to come in Göteborg, of two who are handläggare and nothing else. */
interface Shown {
  readonly id: string;
  readonly fk: string;
  readonly af: string;
  readonly individual: string;
}

const chromium = useBrowser();
let running: RunningSamtid;
let meeting: Shown;

beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  running = await startSamtid({ clock, prepare: loadDemoData });
  meeting = await findMeeting();
});
afterAll(() => running?.stop());

async function findMeeting(): Promise<Shown> {
  const { rows } = await sql<Shown>`
    select m.id, fk.name as fk, af.name as af, i.name as individual from meeting m
    join cooperation_case c on c.id = m.case_id
    join individual i on i.person_id = c.individual_id and i.protection = 'none'
    join participant pf on pf.meeting_id = m.id join handlaggare fk on fk.person_id = pf.person_id
      and fk.organisation_id = 'forsakringskassan'
    join participant pa on pa.meeting_id = m.id join handlaggare af on af.person_id = pa.person_id
      and af.organisation_id = 'arbetsformedlingen'
    join office o on o.id = fk.office_id and o.name ilike '%göteborg%'
    where m.status = 'booked' and m.starts_at > ${clock.now()} and not (fk.leads_office or fk.is_administrator
      or fk.is_auditor or af.leads_office or af.is_administrator or af.is_auditor)
    order by m.starts_at limit 1`.execute(running.samtid.database.query());
  expect(rows, "a meeting in the demo data between two who are handläggare and nothing else").toHaveLength(1);
  return rows[0]!;
}

/** Waits for the page to be whole, and keeps its beginning as WebP. */
async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    document.documentElement.style.scrollbarWidth = "none";
  });
  const { width } = page.viewportSize()!;
  const tallest = width === PHONE ? TALLEST.phone : TALLEST.laptop;
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  const height = Math.min(tallest, whole);
  const png = await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height } });
  await writeFile(join(FOLDER, `${name}-${width}.webp`), await asWebp(png));
}

/** A tenth of the size. Chromium knows how, on a page without a content security policy. */
async function asWebp(png: Buffer): Promise<Buffer> {
  const page = await chromium.person();
  const address = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext("2d")!.drawImage(image, 0, 0);
      return canvas.toDataURL("image/webp", 0.6);
    },
    `data:image/png;base64,${png.toString("base64")}`,
  );
  await page.context().close();
  return Buffer.from(address.split(",")[1]!, "base64");
}

const nameOf = ({ name, agency }: Role) => name ?? (agency === "Försäkringskassan" ? meeting.fk : meeting.af);

test.each(ROLES)("what $key sees: the ways there are, a meeting, and their own page", async (role) => {
  for (const width of WIDTHS) {
    const page = await chromium.person({ clock, width, expected: REFUSED });
    await page.goto(`${running.origin}/logga-in?returnTo=/mer`);
    await signInAs(page, role.agency, nameOf(role));
    await page.getByRole("heading", { name: "Mer", level: 1 }).waitFor();
    await take(page, `${role.key}-ways`);
    await page.goto(`${running.origin}/moten/${meeting.id}`);
    await take(page, `${role.key}-meeting`);
    await page.goto(running.origin + role.own);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await take(page, `${role.key}-own`);
  }
});

test("what the individual sees with BankID: their meetings, the meeting, and who has read about them", async () => {
  for (const width of WIDTHS) {
    const page = await chromium.person({ clock, width, expected: REFUSED });
    await page.goto(`${running.origin}/mina-moten`);
    await page.getByRole("link", { name: "Logga in med BankID (utveckling)" }).click();
    await page.getByRole("button", { name: meeting.individual }).click();
    await page.getByRole("heading", { name: "Dina möten" }).waitFor();
    await take(page, "individual-ways");
    await page.getByRole("link", { name: "Vem har läst om dig" }).click();
    await page.getByText(/^Såg /).first().waitFor();
    await take(page, "individual-own");
    await page.goBack();
    await page
      .getByRole("button", { name: /Läs mer och svara/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "Mer om mötet" }).waitFor();
    await take(page, "individual-meeting");
  }
});
