import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { compose } from "../../server/compose.ts";
import { readConfig } from "../../server/platform/config.ts";
import { migrateToLatest } from "../../server/platform/database/migrate.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres/embedded-postgres.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { systemClock } from "../../server/platform/system-clock.ts";
import { startServer } from "../../server/start-server.ts";
import { FAKE_DEVICES, stageOn, type CallStage } from "../support/call-stage.ts";
import { freePort } from "../support/free-port.ts";
import type { SampleMeeting } from "../support/sample-meeting.ts";
import { quantile, type Bench } from "./measure.ts";

const JOINS = 50;
const BARE_RUNS = 20;

/** From the click that joins a call of four to the first picture of somebody else, on one machine; beside two bare connections in a page. */
export const bench: Bench = async (tell) => {
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-bench-"));
  const logger = createLogger("silent");
  const postgres = await startEmbeddedPostgres({ dataDir, logger });
  await migrateToLatest(postgres.url);
  const port = await freePort();
  const config = readConfig({ NODE_ENV: "test", PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: "silent" });
  const samtid = compose({ config, databaseUrl: postgres.url, clock: systemClock, logger });
  const server = await startServer(samtid);
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--headless", "--disable-gpu", ...FAKE_DEVICES],
  });
  try {
    const served = { samtid, origin: `http://localhost:${port}` };
    const stage = await stageOn({ person: (options) => openPage(browser, options) }, served);
    const meeting = await stage.newMeeting();
    for (const index of [0, 1, 2]) await stage.join(meeting, index);
    const { joins, bare } = await measure(stage, meeting, { origin: served.origin, tell });
    const [p50, p95] = [quantile(joins, 0.5), quantile(joins, 0.95)];
    tell(`${joins.length} joins of a call of four, in milliseconds: ${joins.map(Math.round).join(" ")}`);
    const row = { bench: "media", case: "join-4", unit: "ms" };
    return [
      { ...row, metric: "p50_ms", value: p50, baseline: quantile(bare, 0.5) },
      { ...row, metric: "p95_ms", value: p95, baseline: quantile(bare, 0.95) },
    ];
  } finally {
    await browser.close();
    await server.close();
    await samtid.database.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

async function openPage(
  browser: Browser,
  { script, permissions }: { script?: string; permissions?: string[] } = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: "sv-SE", ...(permissions && { permissions }) });
  // The TypeScript loader names functions by a helper of its own, which pages don't have.
  await context.addInitScript(`window.__name = (named) => named; ${script ?? ""}`);
  return context.newPage();
}

async function measure(
  stage: CallStage,
  meeting: SampleMeeting,
  { origin, tell }: { origin: string; tell: Parameters<Bench>[0] },
) {
  const page = await stage.staff(3);
  await page.goto(`${origin}/moten/${meeting.id}`);
  const bare = (await page.evaluate(connectBare, BARE_RUNS)).toSorted((a, b) => a - b);
  const joins: number[] = [];
  for (let join = 0; join < JOINS; join += 1) {
    const link = page.locator(`a[href^="/moten/${meeting.id}/rum"]`).first();
    await link.waitFor();
    joins.push(await page.evaluate(joinAndWait, `/moten/${meeting.id}/rum`));
    if (join % 10 === 9) tell(`${join + 1} joins`);
    await page.getByRole("button", { name: "Lämna mötet" }).dispatchEvent("click");
    await page.getByRole("link", { name: "Till mötets sida" }).dispatchEvent("click");
  }
  return { joins: joins.toSorted((a, b) => a - b), bare };
}

/** In the page: clicks the way in; resolves to the milliseconds until a picture of somebody else is painted. */
function joinAndWait(path: string): Promise<number> {
  const from = performance.now();
  document.querySelector<HTMLElement>(`a[href^="${path}"]`)!.click();
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`No picture came: ${document.body.innerText}`)), 30_000);
    const seen = new Set<HTMLVideoElement>();
    const look = () => {
      for (const video of document.querySelectorAll<HTMLVideoElement>(
        ".tile__video:not(.picture--mirrored)",
      )) {
        if (seen.has(video)) continue;
        seen.add(video);
        video.requestVideoFrameCallback(() => resolve(performance.now() - from));
      }
      requestAnimationFrame(look);
    };
    look();
  });
}

/** In the page: two connections with sound and picture, and nothing of ours between; milliseconds to the first picture. */
async function connectBare(runs: number): Promise<number[]> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const from = performance.now();
    const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
    let describe = () => undefined as void;
    const described = new Promise<void>((resolve) => (describe = resolve));
    one.onicecandidate = async ({ candidate }) =>
      described.then(() => other.addIceCandidate(candidate ?? undefined));
    other.onicecandidate = async ({ candidate }) =>
      described.then(() => one.addIceCandidate(candidate ?? undefined));
    for (const track of stream.getTracks()) one.addTrack(track, stream);
    const seen = new Promise<void>((resolve) => {
      other.ontrack = ({ track }) => {
        if (track.kind !== "video") return;
        const video = document.createElement("video");
        Object.assign(video, { muted: true, srcObject: new MediaStream([track]) });
        document.body.append(video);
        video.requestVideoFrameCallback(() => (video.remove(), resolve()));
        void video.play();
      };
    });
    await one.setLocalDescription();
    await other.setRemoteDescription(one.localDescription!);
    await other.setLocalDescription();
    await one.setRemoteDescription(other.localDescription!);
    describe();
    await seen;
    times.push(performance.now() - from);
    one.close();
    other.close();
  }
  stream.getTracks().forEach((track) => track.stop());
  return times;
}
