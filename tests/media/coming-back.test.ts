import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useBrowser } from "../support/browser.ts";
import { connected, expectEverybodyHearsAndSees } from "../support/call-media.ts";
import { FAKE_DEVICES, setCallStage } from "../support/call-stage.ts";

const OFFLINE_MS = 20_000;
const INDIVIDUAL = "Individ Nummer0";
const chromium = useBrowser(FAKE_DEVICES);
let stage: Awaited<ReturnType<typeof setCallStage>>;

beforeAll(async () => {
  stage = await setCallStage(chromium);
});
afterAll(() => stage?.stop());

const heading = (page: Page, name: string) => page.getByRole("heading", { name });
const button = (page: Page, name: string) => page.getByRole("button", { name });
const seatOf = (participantId: string) =>
  stage.served.samtid.database
    .query()
    .selectFrom("seat")
    .where("participant_id", "=", participantId)
    .select(["state", "generation", "place", "changed_at", "back_by"])
    .executeTakeFirstOrThrow();

test("a copied tab, with all that the first one keeps: the first keeps the seat, and the copy asks before it takes it", async () => {
  const meeting = await stage.newMeeting();
  const [first, other] = [await stage.join(meeting, 0), await stage.join(meeting, 1)];
  await first.evaluate(() => sessionStorage.setItem("kept", "by the tab"));
  // A window that a page opens has a copy of its sessionStorage, as a tab that is duplicated.
  const [copy] = await Promise.all([
    first.context().waitForEvent("page"),
    first.evaluate(() => void window.open(location.href)),
  ]);
  await heading(copy, "Mötet är redan öppet i en annan flik").waitFor();
  expect(await copy.evaluate(() => sessionStorage.getItem("kept"))).toBe("by the tab");
  expect(await seatOf(meeting.fk)).toMatchObject({ state: "in_call", generation: 1 });
  await expectEverybodyHearsAndSees([first, other]);

  await button(copy, "Fortsätt här i stället").click();
  await heading(first, "Mötet är öppet någon annanstans").waitFor();
  await expectEverybodyHearsAndSees([copy, other]);
  expect(await seatOf(meeting.fk)).toMatchObject({ state: "in_call", generation: 2 });
  await button(first, "Fortsätt här i stället").click();
  await heading(copy, "Mötet är öppet någon annanstans").waitFor();
});

test("the only tab of a browser that is busy when it opens: it sits down, and asks nobody", async () => {
  const meeting = await stage.newMeeting();
  // The empty page before it has no locks.
  const script = `if (navigator.locks) {
    const request = navigator.locks.request.bind(navigator.locks);
    let asked = 0;
    navigator.locks.request = (name, options, hold) => (asked += 1) > 2
      ? request(name, options, hold)
      : new Promise((_, reject) => options.signal.addEventListener("abort", () => reject(options.signal.reason)));
  }`;
  const page = await stage.join(meeting, 0, { script });
  expect(await heading(page, "Mötet är redan öppet i en annan flik").count()).toBe(0);
  expect(await seatOf(meeting.fk)).toMatchObject({ state: "in_call" });
});

test("a tab that is closed: the others see it at once, and it is waited for no longer than a reload takes", async () => {
  const meeting = await stage.newMeeting();
  const [leaving, other] = [await stage.join(meeting, 0), await stage.join(meeting, 1)];
  await connected([leaving, other]);
  await leaving.close({ runBeforeUnload: true });
  await other.getByText("Har tappat anslutningen", { exact: true }).waitFor({ timeout: 5_000 });
  await expect
    .poll(async () => {
      const { back_by, changed_at } = await seatOf(meeting.fk);
      return back_by && back_by.getTime() - changed_at.getTime();
    })
    .toBeLessThan(10_000);
});

test("candidates that come before the description they belong to, both ways: kept until it comes", async () => {
  const meeting = await stage.newMeeting();
  const pages = [await stage.staff(0), await stage.staff(1)] as const;
  const late = await Promise.all(pages.map(descriptionsLast));
  for (const page of pages) {
    await page.goto(stage.roomOf(meeting));
    await page.getByRole("group", { name: "Ljud och bild" }).waitFor();
  }
  await expectEverybodyHearsAndSees([...pages]);
  expect(late.map(({ count }) => count)).toEqual([1, 1]);
  // Without what came early each would know the other only by what came over the connection (`prflx`).
  for (const page of pages) expect(await knownWays(page)).toContain("host");
  expect(await Promise.all(pages.map((page) => page.evaluate(() => window.testLinks.length)))).toEqual([
    1, 1,
  ]);
});

/** Of what kinds the ways to the other are that a page was told of. */
const knownWays = (page: Page) =>
  page.evaluate(async () => {
    const kinds: string[] = [];
    (await window.testLinks[0]!.getStats()).forEach((entry) => {
      if (entry.type === "remote-candidate") kinds.push(entry.candidateType);
    });
    return kinds;
  });

/** Holds what describes a connection back until all its candidates have gone by. */
async function descriptionsLast(page: Page): Promise<{ count: number }> {
  const late = { count: 0 };
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    const held = new Map<string, string>();
    server.onMessage((message) => {
      const text = String(message);
      const link = /"signal:received".*"link":"([^"]+)"/.exec(text)?.[1];
      if (!link) return socket.send(message);
      if (text.includes('"kind":"description"')) return void held.set(link, text);
      socket.send(message);
      // The empty candidate is the last.
      const description = text.includes('"candidate":""') && held.get(link);
      if (!description) return;
      held.delete(link);
      late.count += 1;
      socket.send(description);
    });
  });
  return late;
}

test("20 s without any network in the lobby: the handläggare sees it, and the individual is back in the lobby by themselves; so is one who was removed, when that is taken back", async () => {
  const meeting = await stage.newMeeting();
  const host = await stage.join(meeting, 0);
  const guest = await stage.guest(meeting, { expected: /ERR_INTERNET_DISCONNECTED|WebSocket/ });
  await heading(guest, "Välkommen").waitFor();
  await button(host, `Släpp in ${INDIVIDUAL}`).waitFor();

  const from = performance.now();
  await guest.context().setOffline(true);
  await guest.getByText("Anslutningen är bruten").waitFor();
  await host.getByText("Har tappat anslutningen", { exact: true }).waitFor();
  await guest.waitForTimeout(OFFLINE_MS - (performance.now() - from));
  expect(await seatOf(meeting.individual)).toMatchObject({ state: "reconnecting", place: "waiting" });
  await guest.context().setOffline(false);
  await guest.getByText("Anslutningen är bruten").waitFor({ state: "hidden" });
  await heading(guest, "Välkommen").waitFor();
  await button(host, `Släpp in ${INDIVIDUAL}`).waitFor();
  expect(await seatOf(meeting.individual)).toMatchObject({ state: "waiting", generation: 2 });

  await button(host, `Ta bort ${INDIVIDUAL} ur mötet`).click();
  await host.getByRole("dialog").getByRole("button", { name: "Ta bort" }).click();
  await heading(guest, "Du är inte med i mötet längre").waitFor();
  await guest.context().setOffline(true);
  await guest.getByText("Anslutningen är bruten").waitFor();
  await guest.context().setOffline(false);
  await guest.getByText("Anslutningen är bruten").waitFor({ state: "hidden" });
  await heading(guest, "Du är inte med i mötet längre").waitFor();
  await button(host, `Ångra att ${INDIVIDUAL} togs bort`).click();
  await heading(guest, "Välkommen").waitFor();
  await button(host, `Släpp in ${INDIVIDUAL}`).waitFor();
});
