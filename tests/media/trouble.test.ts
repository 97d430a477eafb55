import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useBrowser } from "../support/browser.ts";
import { connected, expectEverybodyHearsAndSees } from "../support/call-media.ts";
import { FAKE_DEVICES, setCallStage } from "../support/call-stage.ts";

const chromium = useBrowser(FAKE_DEVICES);
let stage: Awaited<ReturnType<typeof setCallStage>>;

beforeAll(async () => {
  stage = await setCallStage(chromium);
});
afterAll(() => stage?.stop());

/** Keeps what the page captures, and refuses what `window.refused` says. */
const DEVICES = `if (navigator.mediaDevices) {
  window.captured = [];
  window.refused = {};
  const media = navigator.mediaDevices;
  const open = media.getUserMedia.bind(media);
  media.getUserMedia = async (wanted) => {
    const name = window.refused[wanted.audio ? "microphone" : "camera"];
    if (name) throw new DOMException("refused by the test", name);
    const stream = await open(wanted);
    window.captured.push(...stream.getTracks());
    return stream;
  };
}`;
const devicesThat = (refuse: object) => ({
  script: `${DEVICES} window.refused = ${JSON.stringify(refuse)};`,
});
const statusOf = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });
const linksOf = (page: Page) => page.evaluate(() => window.testLinks.length);

async function pair(first = {}, second = {}): Promise<[Page, Page]> {
  const meeting = await stage.newMeeting();
  const pages: [Page, Page] = [await stage.join(meeting, 0, first), await stage.join(meeting, 1, second)];
  await connected(pages);
  return pages;
}

test("both sides making the connection anew at once, twenty times: nothing is lost, and it is the same connection", async () => {
  const pages = await pair();
  await Promise.all(
    pages.map((page) =>
      page.evaluate(async () => {
        for (let time = 0; time < 20; time += 1) {
          window.testLinks.at(-1)!.restartIce();
          await new Promise((resolve) => setTimeout(resolve, 15));
        }
      }),
    ),
  );
  await expectEverybodyHearsAndSees(pages);
  expect(await Promise.all(pages.map(linksOf))).toEqual([1, 1]);
});

describe("devices", () => {
  test("a camera that may not be used: one is told, takes part, and is heard", async () => {
    const [page, other] = await pair(devicesThat({ camera: "NotAllowedError" }));
    await statusOf(page, "webbläsaren får inte använda kameran").waitFor();
    await page.getByRole("button", { name: "Kamera av" }).waitFor();
    await page.getByRole("button", { name: "Mikrofon på" }).waitFor();
    await page.locator("video").first().waitFor();
    await other.getByRole("button", { name: "Kamera på" }).waitFor();
    expect(await other.locator("video:visible").count()).toBe(1);
  });

  test("no microphone: one is told and hears the others, who see why nothing is heard", async () => {
    const [page, other] = await pair(devicesThat({ microphone: "NotFoundError" }));
    await statusOf(page, "vi hittar ingen mikrofon").waitFor();
    await other.getByText("Har ingen mikrofon").waitFor();
  });

  test("a microphone that is pulled out: another takes over; without another one is told, and its button tries again", async () => {
    const [page, other] = await pair({ script: DEVICES });
    const pullOut = () =>
      page.evaluate(() => {
        const { captured } = window as unknown as { captured: MediaStreamTrack[] };
        const microphone = captured.findLast(({ kind }) => kind === "audio")!;
        microphone.stop();
        microphone.dispatchEvent(new Event("ended"));
      });
    await page.getByRole("button", { name: "Mikrofon på" }).waitFor();
    await pullOut();
    await expectEverybodyHearsAndSees([page, other]);
    await page.evaluate(() => Object.assign(window, { refused: { microphone: "NotFoundError" } }));
    await pullOut();
    await statusOf(page, "mikrofonen har kopplats ur").waitFor();
    await other.getByText("Har ingen mikrofon").waitFor();
    await page.evaluate(() => Object.assign(window, { refused: {} }));
    await page.getByRole("button", { name: "Mikrofon av" }).click();
    await expectEverybodyHearsAndSees([page, other]);
  });

  test("a camera that is turned off: its lamp goes dark, the others no longer see, and it comes back without a new connection", async () => {
    const [page, other] = await pair({ script: DEVICES });
    await page.getByRole("button", { name: "Kamera på" }).click();
    await page.getByRole("button", { name: "Kamera av" }).waitFor();
    const states = await page.evaluate(() =>
      (window as unknown as { captured: MediaStreamTrack[] }).captured
        .filter(({ kind }) => kind === "video")
        .map(({ readyState }) => readyState),
    );
    expect(states).toEqual(["ended"]);
    await expect.poll(() => other.locator("video:visible").count()).toBe(1);
    await page.getByRole("button", { name: "Kamera av" }).click();
    await expectEverybodyHearsAndSees([page, other]);
    expect(await linksOf(page)).toBe(1);
  });
});

test("a browser that wants to be asked before it makes a sound: one button lets the others be heard", async () => {
  const script = `{
    let isTouched = false;
    addEventListener("click", () => (isTouched = true), true);
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      if (this instanceof HTMLAudioElement && !isTouched)
        return Promise.reject(new DOMException("not yet", "NotAllowedError"));
      return play.call(this);
    };
  }`;
  const [page, other] = await pair({ script });
  await page.getByRole("button", { name: "Tryck för att höra" }).click();
  await expectEverybodyHearsAndSees([page, other]);
  expect(
    await page.locator("audio").evaluateAll((all) => all.map((audio) => (audio as HTMLAudioElement).paused)),
  ).toEqual([false]);
});

test("a page that is loaded anew in the middle of the call: heard and seen again, by the same seat", async () => {
  const pages = await pair();
  await pages[0].reload();
  await expectEverybodyHearsAndSees(pages);
});

test("the same person on another device: it takes over, and the first sends nothing more and stays away", async () => {
  const meeting = await stage.newMeeting();
  const [phone, other] = [await stage.join(meeting, 0, { script: DEVICES }), await stage.join(meeting, 1)];
  await connected([phone, other]);
  const laptop = await stage.staff(0);
  await laptop.goto(stage.roomOf(meeting));
  await expectEverybodyHearsAndSees([laptop, other]);
  await phone.getByRole("heading", { name: "Mötet är öppet någon annanstans" }).waitFor();
  const left = await phone.evaluate(() => ({
    live: (window as unknown as { captured: MediaStreamTrack[] }).captured.filter(
      ({ readyState }) => readyState === "live",
    ).length,
    open: window.testLinks.filter(({ connectionState }) => connectionState !== "closed").length,
  }));
  expect(left).toEqual({ live: 0, open: 0 });
});
