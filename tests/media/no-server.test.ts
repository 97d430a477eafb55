import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiBrowser } from "../support/api-browser.ts";
import { useBrowser } from "../support/browser.ts";
import { connected, expectEverybodyHearsAndSees } from "../support/call-media.ts";
import { FAKE_DEVICES, WATCH_LINKS } from "../support/call-stage.ts";
import { composeSamtid, SHARED_SECRETS, type ComposedSamtid } from "../support/composed-samtid.ts";
import { freePort } from "../support/free-port.ts";
import { insertSampleMeeting } from "../support/sample-meeting.ts";
import { insertSamplePeople } from "../support/sample-people.ts";
import { spawnProcess, type SpawnedProcess } from "../support/spawned-process.ts";

const WITHOUT_SERVER_MS = 30_000;
const chromium = useBrowser(FAKE_DEVICES);
let composed: ComposedSamtid;
let server: SpawnedProcess;
let origin: string;
let start: () => Promise<SpawnedProcess>;

beforeAll(async () => {
  composed = await composeSamtid();
  const port = await freePort();
  origin = `http://localhost:${port}`;
  start = () =>
    spawnProcess("server", {
      ...SHARED_SECRETS,
      DATABASE_URL: composed.databaseUrl,
      PORT: String(port),
      PUBLIC_URL: origin,
    });
  server = await start();
});
afterAll(async () => {
  await server?.stop();
  await composed?.stop();
});

test("without any server for 30 s people go on hearing and seeing each other, and after it too", async () => {
  const people = await insertSamplePeople(composed.samtid, { handlaggare: 1, individuals: 1 });
  const startsAt = new Date(Date.now() + 600_000);
  const { id } = await insertSampleMeeting(composed.samtid, people, { startsAt });
  const pages = [];
  for (const [organisationId, subject] of [
    ["forsakringskassan", "fk-0"],
    ["arbetsformedlingen", "af-0"],
  ] as const) {
    const api = createApiBrowser(origin);
    await api.signIn(organisationId, subject);
    const page = await chromium.person({
      permissions: ["camera", "microphone"],
      script: WATCH_LINKS,
      expected: /ERR_CONNECTION_REFUSED|WebSocket|Failed to load resource/,
    });
    await page.context().addCookies([{ name: "samtid", value: api.cookies.cookie("samtid")!, url: origin }]);
    await page.goto(`${origin}/moten/${id}/rum`);
    await page.getByRole("group", { name: "Ljud och bild" }).waitFor();
    pages.push(page);
  }
  await connected(pages);

  await server.kill();
  await pages[0]!.getByText("Anslutningen är bruten").waitFor();
  const endsAt = Date.now() + WITHOUT_SERVER_MS;
  while (Date.now() < endsAt) await expectEverybodyHearsAndSees(pages);

  server = await start();
  await pages[0]!.getByText("Anslutningen är bruten").waitFor({ state: "hidden" });
  await expectEverybodyHearsAndSees(pages);
  expect(await Promise.all(pages.map((page) => page.evaluate(() => window.testLinks.length)))).toEqual([
    1, 1,
  ]);
}, 180_000);
