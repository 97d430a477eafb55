import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { admitCalled } from "../support/admit-in-room.ts";
import { useBrowser } from "../support/browser.ts";
import { FAKE_DEVICES, setCallStage } from "../support/call-stage.ts";

const chromium = useBrowser(FAKE_DEVICES);
let stage: Awaited<ReturnType<typeof setCallStage>>;

beforeAll(async () => {
  stage = await setCallStage(chromium);
});
afterAll(() => stage?.stop());

const heading = (page: Page, name: string) => page.getByRole("heading", { name });
const button = (page: Page, name: string) => page.getByRole("button", { name });

/** What would be seen to move: shorter than this, or over before it is drawn, it is a change and not a movement. */
const SEEN_AFTER_MS = 1;

/** All on the page that moves, or would when it changes, each thing once; and what runs at the moment. */
function movementsOn(page: Page): Promise<{ styles: string[]; running: string[] }> {
  return page.evaluate((seenAfter) => {
    const milliseconds = (times: string) =>
      times.split(", ").map((time) => Number.parseFloat(time) * (time.endsWith("ms") ? 1 : 1_000));
    const described = (element: Element, pseudo: string) => {
      const style = getComputedStyle(element, pseudo || null);
      const repeats = style.animationIterationCount.split(", ");
      const lasts = milliseconds(style.animationDuration).some(
        (each, nth) => each > seenAfter || (each > 0 && repeats[nth % repeats.length] === "infinite"),
      );
      const changes = milliseconds(style.transitionDuration).some((each) => each > seenAfter);
      const name = `${element.tagName.toLowerCase()}.${[...element.classList].join(".")}${pseudo}`;
      return [
        ...(lasts && style.animationName !== "none" ? [`${name}: animation ${style.animationName}`] : []),
        ...(changes ? [`${name}: transition`] : []),
      ];
    };
    const styles = [...document.querySelectorAll("*")].flatMap((element) =>
      ["", "::before", "::after"].flatMap((pseudo) => described(element, pseudo)),
    );
    const running = document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > seenAfter)
      .map((animation) => (animation as CSSAnimation).animationName ?? "transition");
    return { styles: [...new Set(styles)].toSorted(), running };
  }, SEEN_AFTER_MS);
}

/** What moves in a state of the room for who has asked for nothing, and that nothing does for who wants no movement. */
async function expectCalm(page: Page, what: { movesElse: RegExp }): Promise<void> {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  const { styles } = await movementsOn(page);
  expect(styles.join("\n"), page.url()).toMatch(what.movesElse);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await movementsOn(page), page.url()).toEqual({ styles: [], running: [] });
}

test("for who wants no movement nothing moves in the room: on the way in, in the lobby, the call, a dialog, a pause, a lost connection and the end", async () => {
  const meeting = await stage.newMeeting();
  const host = await stage.join(meeting, 0, { expected: /ERR_INTERNET_DISCONNECTED|WebSocket/ });
  const guest = await stage.guest(meeting);
  await heading(guest, "Välkommen").waitFor();
  await expectCalm(guest, { movesElse: /animation breathe/ });

  await button(host, "Släpp in Individ").click();
  await expectCalm(host, { movesElse: /radio.*transition/ });
  await button(host, "Avbryt").click();
  await admitCalled(host, "Individ Nummer0");
  await button(guest, "Inställningar").click();
  await guest.getByRole("combobox", { name: "Mikrofon" }).waitFor();
  for (const page of [host, guest]) await expectCalm(page, { movesElse: /button.*transition/ });

  await button(host, "Pausa Individ").click();
  await heading(guest, "En paus").waitFor();
  await expectCalm(guest, { movesElse: /animation breathe/ });
  await host.context().setOffline(true);
  await host.getByText("Anslutningen är bruten").waitFor();
  await expectCalm(host, { movesElse: /button.*transition/ });
  await button(guest, "Lämna mötet").click();
  await heading(guest, "Du har lämnat mötet").waitFor();
  await expectCalm(guest, { movesElse: /button.*transition/ });
});

test("nor while the way into the room is slow, nor where one tries camera and sound", async () => {
  const meeting = await stage.newMeeting();
  const page = await stage.staff(0);
  await page.routeWebSocket(/socket\.io/, () => undefined);
  await page.goto(stage.roomOf(meeting));
  await page.getByText("Du kommer strax in").waitFor();
  await expectCalm(page, { movesElse: /loader.*animation bouncedelay/ });

  await page.goto(`${stage.served.origin}/moten/${meeting.id}/kontroll`);
  await button(page, "Börja prova").click();
  await page.getByText("Kameran fungerar.").waitFor();
  await expectCalm(page, { movesElse: /button.*transition/ });
});
