import type { Page, WebSocketRoute } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { admitCalled } from "../support/admit-in-room.ts";
import { useBrowser } from "../support/browser.ts";
import { FAKE_DEVICES, stageOn, type CallStage } from "../support/call-stage.ts";
import { serveSamtid, type ServedSamtid } from "../support/served-samtid.ts";

/** How much sooner it is by the server's clock than by the machine's. */
let aheadMs = 0;
const clock = { now: () => new Date(Date.now() + aheadMs) };

const chromium = useBrowser(FAKE_DEVICES);
let served: ServedSamtid;
let stage: CallStage;

beforeAll(async () => {
  served = await serveSamtid(clock);
  stage = await stageOn(chromium, served);
});
afterAll(() => served?.stop());

const field = (page: Page) => page.getByLabel("Skriv till alla i mötet");
const said = (page: Page, text: string) =>
  page.getByRole("region", { name: "Meddelanden" }).getByRole("listitem").filter({ hasText: text });
const expectSaidOnce = (page: Page, text: string) => expect.poll(() => said(page, text).count()).toBe(1);

test("somebody who writes faster than the others can read: what was not sent is there still, one is told to wait a little, and then it is sent", async () => {
  const meeting = await stage.newMeeting();
  const [page, other] = [await stage.join(meeting, 0), await stage.join(meeting, 1)];
  for (let nth = 1; nth <= 8; nth += 1) {
    await field(page).fill(`Rad ${nth}`);
    await page.keyboard.press("Enter");
    await said(page, `Rad ${nth}`).waitFor();
  }
  await field(page).fill("Och det sista");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "Vänta några sekunder" }).waitFor();
  expect(await field(page).inputValue()).toBe("Och det sista");
  expect(await said(other, "Och det sista").count()).toBe(0);

  aheadMs += 10_000;
  await field(page).press("Enter");
  await expectSaidOnce(other, "Och det sista");
  await expect.poll(() => field(page).inputValue()).toBe("");
  expect(await page.getByRole("alert").filter({ hasText: "Vänta" }).count()).toBe(0);
});

/** Presses until it is sent: the seat comes a moment after the connection. */
const sendAgain = (page: Page) =>
  expect
    .poll(async () => {
      await page.getByRole("button", { name: "Skicka" }).click();
      return field(page).inputValue();
    })
    .toBe("");

/** The way between the page and the server, on which the test can keep the answers to what is sent, and which it can cut. */
async function narrowWay(page: Page) {
  const sockets: WebSocketRoute[] = [];
  const cut = () => Promise.all(sockets.splice(0).map((socket) => socket.close()));
  const way = { isKeeping: false, kept: [] as (() => void)[], cut };
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    sockets.push(socket);
    server.onMessage((packet) => {
      const pass = () => socket.send(packet);
      if (way.isKeeping && isAnswer(packet)) way.kept.push(pass);
      else pass();
    });
  });
  return way;
}
/** Socket.IO's acknowledgement of a command, within Engine.IO's message. */
const isAnswer = (packet: string | Buffer) => packet.toString().startsWith("43");

test("a connection that is lost before the answer, and one that is lost before the message: it is there still, one is told, and pressing again sends it once", async () => {
  const meeting = await stage.newMeeting();
  const host = await stage.join(meeting, 0);
  const guest = await stage.invited(meeting, { expected: /ERR_INTERNET_DISCONNECTED|WebSocket/ });
  const way = await narrowWay(guest);
  await guest.reload();
  await guest.getByRole("link", { name: "Gå till mötet" }).click();
  await admitCalled(host, "Individ Nummer0");
  const lost = guest.getByRole("alert").filter({ hasText: "Meddelandet kom inte fram." });

  await field(guest).fill("Hör ni mig?");
  way.isKeeping = true;
  await guest.keyboard.press("Enter");
  await expectSaidOnce(host, "Hör ni mig?");
  await expect.poll(() => way.kept.length).toBeGreaterThan(0);
  way.isKeeping = false;
  await way.cut();
  await lost.waitFor();
  expect(await field(guest).inputValue()).toBe("Hör ni mig?");
  await guest.getByText("Anslutningen är bruten").waitFor({ state: "hidden" });
  await sendAgain(guest);
  await expectSaidOnce(guest, "Hör ni mig?");

  await guest.context().setOffline(true);
  await way.cut();
  await guest.getByText("Anslutningen är bruten").waitFor();
  await field(guest).fill("Nu är jag tillbaka.");
  await guest.keyboard.press("Enter");
  await lost.waitFor();
  expect(await field(guest).inputValue()).toBe("Nu är jag tillbaka.");
  await guest.context().setOffline(false);
  await guest.getByText("Anslutningen är bruten").waitFor({ state: "hidden" });
  await sendAgain(guest);
  await expectSaidOnce(host, "Nu är jag tillbaka.");
  await expectSaidOnce(host, "Hör ni mig?");
});

test("what is written while a message is on its way is kept for the next", async () => {
  const meeting = await stage.newMeeting();
  const page = await stage.staff(0);
  const way = await narrowWay(page);
  await page.goto(stage.roomOf(meeting));
  await field(page).fill("Först det här.");
  way.isKeeping = true;
  await page.keyboard.press("Enter");
  await expect.poll(() => way.kept.length).toBeGreaterThan(0);
  await page.keyboard.type(" Och sedan mer.");
  way.isKeeping = false;
  for (const pass of way.kept.splice(0)) pass();
  await said(page, "Först det här.").waitFor();
  await expect.poll(() => field(page).inputValue()).toBe("Och sedan mer.");
});
