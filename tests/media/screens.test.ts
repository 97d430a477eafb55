import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll, setWidth, useBrowser } from "../support/browser.ts";
import { admitCalled } from "../support/admit-in-room.ts";
import { connected } from "../support/call-media.ts";
import { FAKE_DEVICES, setCallStage } from "../support/call-stage.ts";

const chromium = useBrowser(FAKE_DEVICES);
let stage: Awaited<ReturnType<typeof setCallStage>>;

beforeAll(async () => {
  stage = await setCallStage(chromium);
});
afterAll(() => stage?.stop());

async function expectFits(page: Page) {
  await expectAccessible(page);
  await page.setViewportSize({ width: 667, height: 375 });
  await expectNoSidewaysScroll(page);
  for (const width of [320, 375, 1280]) {
    await setWidth(page, width);
    await expectNoSidewaysScroll(page);
  }
}

/** Keeps each text that is read out on a page. */
const LISTEN = `addEventListener("DOMContentLoaded", () => {
  window.readOut = [];
  let last = "";
  new MutationObserver(() => {
    const text = [...document.querySelectorAll("[aria-live=polite]")].map((each) => each.textContent).join("");
    if (text && text !== last) window.readOut.push(text);
    last = text;
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
});`;
const readOut = (page: Page) =>
  page.evaluate(() => (window as unknown as { readOut: string[] }).readOut.splice(0));
const heading = (page: Page, name: string) => page.getByRole("heading", { name });

test("what the individual meets, one after the other: the lobby, the call, a lost connection, a pause, the end; in Arabic too, and much that happens is read out as one thing", async () => {
  const meeting = await stage.newMeeting();
  const guest = await stage.guest(meeting, { expected: /ERR_INTERNET_DISCONNECTED|WebSocket/ });
  await heading(guest, "Välkommen").waitFor();
  await expectFits(guest);
  const host = await stage.join(meeting, 0, { script: LISTEN });
  await host.getByRole("button", { name: "Släpp in Individ" }).waitFor();
  await expectFits(host);
  await admitCalled(host, "Individ Nummer0");
  await connected([host, guest]);

  const hand = guest.getByRole("button", { name: /handen/ });
  await hand.focus();
  await expect.poll(() => readOut(host)).toEqual(expect.arrayContaining([expect.stringContaining("är här")]));
  for (let nth = 0; nth < 11; nth += 1) {
    await guest.keyboard.press("Enter");
    await guest.getByRole("button", { name: nth % 2 ? "Räck upp handen" : "Ta ner handen" }).waitFor();
  }
  await host.getByText("vill säga något.").first().waitFor();
  await host.waitForTimeout(2_000);
  const said = await readOut(host);
  expect(said.length, said.join("\n")).toBeGreaterThan(0);
  expect(said.length, said.join("\n")).toBeLessThanOrEqual(4);

  await guest.context().setOffline(true);
  await guest.getByText("Anslutningen är bruten").waitFor();
  await host.getByText("Har tappat anslutningen", { exact: true }).waitFor();
  await Promise.all([expectFits(guest), expectFits(host)]);
  await guest.context().setOffline(false);
  await guest.getByText("Anslutningen är bruten").waitFor({ state: "hidden" });
  await guest.getByRole("button", { name: "العربية" }).click();
  await heading(guest, "الاجتماع").waitFor();
  await expectFits(guest);
  await guest.getByRole("button", { name: "Svenska" }).click();
  await host.getByRole("button", { name: "Pausa Individ" }).click();
  await heading(guest, "En paus").waitFor();
  await expectFits(guest);
  await guest.getByRole("button", { name: "Lämna mötet" }).press("Enter");
  await heading(guest, "Du har lämnat mötet").waitFor();
  await expectFits(guest);
});

test("the call, with its settings open and a shared screen: for everybody, on a phone too, by keyboard alone", async () => {
  const meeting = await stage.newMeeting();
  const pages = [await stage.join(meeting, 0), await stage.join(meeting, 1)] as const;
  await connected(pages);
  const [page, other] = pages;
  await page.getByRole("button", { name: "Kamera på. Stäng av" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Kamera av. Sätt på" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Inställningar" }).press("Enter");
  await page.getByRole("combobox", { name: "Mikrofon" }).waitFor();
  await page.getByRole("checkbox", { name: "Bara ljud" }).press("Space");
  await expect.poll(() => page.locator("video:visible").count()).toBe(1);
  await page.getByRole("checkbox", { name: "Bara ljud" }).press("Space");
  await expectFits(page);
  await other.getByRole("button", { name: "Dela skärm" }).click();
  await page.getByText("delar sin skärm").waitFor();
  await expectFits(page);
});

/** What headless Chromium lacks: something in the device that turns sound into text. It hears what the test has it hear. */
const LOCAL_RECOGNISER = `{
  class SpeechRecognition extends EventTarget {
    static available = async ({ processLocally }) => (processLocally ? "available" : "unavailable");
    get processLocally() { return this.isLocal ?? false; }
    set processLocally(isLocal) { this.isLocal = isLocal; }
    start(track) {
      if (!this.isLocal || track.kind !== "audio") throw new Error("asked to listen elsewhere");
      window.hear = (transcript, isFinal) =>
        this.onresult({ resultIndex: 0, results: [Object.assign([{ transcript }], { isFinal })] });
    }
    abort() { delete window.hear; }
  }
  window.SpeechRecognition = SpeechRecognition;
}`;
const hear = (page: Page, text: string, isFinal = false) =>
  page.evaluate(
    ([said, final]) => (window as unknown as { hear(...args: unknown[]): void }).hear(said, final),
    [text, isFinal] as const,
  );

test("what one says as text: only where the browser does it in the device, only when one has said so, for who wants to read it, and not while one is silent", async () => {
  const meeting = await stage.newMeeting();
  const speaker = await stage.join(meeting, 0, { script: LOCAL_RECOGNISER });
  // A browser that would send what it hears to somebody else's service has no more than this.
  const reader = await stage.join(meeting, 1, { script: "window.SpeechRecognition = class { start() {} };" });
  await connected([speaker, reader]);
  const own = (page: Page) => page.getByRole("checkbox", { name: "Visa det jag säger som text" });
  for (const page of [speaker, reader]) await page.getByRole("button", { name: "Inställningar" }).click();
  await own(speaker).waitFor();
  expect(await own(reader).count()).toBe(0);
  expect(await speaker.evaluate(() => "hear" in window)).toBe(false);

  await own(speaker).press("Space");
  await speaker.getByText("Det du säger visas som text för de andra.").waitFor();
  await reader.getByRole("button", { name: "Text av" }).press("Enter");
  await expect.poll(() => speaker.evaluate(() => "hear" in window)).toBe(true);
  await hear(speaker, "Välkommen till");
  const text = reader.getByRole("region", { name: "Det som sägs, som text" });
  await text.getByText(/Välkommen till$/).waitFor();
  await hear(speaker, "Välkommen till mötet.", true);
  await text.getByText("Välkommen till mötet.").waitFor();
  await Promise.all([expectFits(reader), expectFits(speaker)]);

  await speaker.getByRole("button", { name: "Mikrofon på" }).click();
  await expect.poll(() => speaker.evaluate(() => "hear" in window)).toBe(false);
  await own(speaker).press("Space");
  await reader.getByRole("button", { name: "Text på" }).waitFor({ state: "hidden" });
});

const KEEP_GAINS = `{
  const Native = window.GainNode;
  window.gains = [];
  window.GainNode = class extends Native {
    constructor(...all) { super(...all); window.gains.push(this); }
  };
}`;

test("a booked interpreter: each chooses whether all are heard alike, or the interpreter in front and the others faintly behind", async () => {
  const meeting = await stage.newMeeting();
  const interpreterId = await stage.bookInterpreter(meeting, "tolk-i-rummet");
  const host = await stage.join(meeting, 0);
  const guest = await stage.guest(meeting, { script: KEEP_GAINS });
  await admitCalled(host, "Individ Nummer0");
  const interpreter = await stage.guest(meeting, {}, interpreterId);
  await admitCalled(host, "tolk-i-rummet");
  await connected([host, guest, interpreter]);
  expect(await interpreter.getByRole("group", { name: "Hur vill du höra tolken?" }).count()).toBe(0);

  const muted = () =>
    guest.locator("audio").evaluateAll((all) => all.map((audio) => (audio as HTMLAudioElement).muted));
  const gains = () =>
    guest.evaluate(() =>
      (window as unknown as { gains: GainNode[] }).gains.map(({ gain }) => Number(gain.value.toFixed(2))),
    );
  const way = (name: string) =>
    guest.getByRole("group", { name: "Hur vill du höra tolken?" }).getByRole("radio", { name });
  await expect.poll(muted).toEqual([false, false]);
  await way("Tolken").press("Space");
  await expect.poll(gains).toEqual(expect.arrayContaining([0.12, 1]));
  expect((await muted()).toSorted()).toEqual([false, true, true]);
  await expectFits(guest);
  await way("Alla").press("Space");
  await expect.poll(muted).toEqual([false, false]);

  // Whoever chose so hears the others as before when the interpreter has gone.
  await way("Tolken").press("Space");
  await interpreter.getByRole("button", { name: "Lämna mötet" }).click();
  await expect.poll(muted).toEqual([false]);
});

test("trying camera, sound and network before the meeting: what works, what doesn't, and what to do", async () => {
  const meeting = await stage.newMeeting();
  const page = await stage.staff(0);
  await page.goto(`${stage.served.origin}/moten/${meeting.id}/kontroll`);
  await page.getByRole("button", { name: "Börja prova" }).click();
  await page.getByText("Kameran fungerar.").waitFor();
  await page.getByText("Mikrofonen hör dig.").waitFor();
  await page.getByText("Här finns ingen reläserver.").waitFor();
  await page.getByRole("button", { name: "Spela en ton" }).click();
  await page.getByRole("button", { name: "Ja, jag hör den" }).click();
  await page.getByText("Högtalaren fungerar.").waitFor();
  await page.getByText("Allt fungerar inte än.").waitFor();
  await expectFits(page);
});
