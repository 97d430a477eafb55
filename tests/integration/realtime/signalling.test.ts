import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ReceivedSignal, ReportedMedia, Signal } from "../../../server/rooms/media.contract.ts";
import { eventually } from "../../support/eventually.ts";
import type { Tab } from "../../support/room-node.ts";
import { setRoomStage, type Cast, type RoomStage } from "../../support/room-stage.ts";

const LINK = "0c7f3e0c-4a0b-4b5e-9d0e-3f0f5a1f7c11";
const ADDRESS = "192.0.2.77";
const HOST = `candidate:1 1 udp 2122260223 ${ADDRESS} 54321 typ host`;
const RELAY = `candidate:3 1 udp 41885695 203.0.113.9 50001 typ relay raddr ${ADDRESS} rport 54321`;
const offer: Signal = {
  kind: "description",
  link: LINK,
  type: "offer",
  sdp: `v=0\r\nc=IN IP4 ${ADDRESS}\r\na=${HOST}\r\n`,
};
const candidates: Signal = {
  kind: "candidates",
  link: LINK,
  candidates: [HOST, RELAY].map((candidate) => ({
    candidate,
    sdpMid: "0",
    sdpMLineIndex: 0,
    usernameFragment: null,
  })),
};

let stage: RoomStage;
let cast: Cast;

beforeAll(async () => {
  stage = await setRoomStage();
});
beforeEach(async () => {
  cast = await stage.newMeeting();
});
afterAll(() => stage.stop());

function hearing(tab: Tab) {
  const heard = { signals: [] as ReceivedSignal[], reports: [] as ReportedMedia[], restarts: [] as string[] };
  tab.socket.on("signal:received", (signal: ReceivedSignal) => heard.signals.push(signal));
  tab.socket.on("media:reported", (report: ReportedMedia) => heard.reports.push(report));
  tab.socket.on("media:restart", ({ participantId }: { participantId: string }) =>
    heard.restarts.push(participantId),
  );
  return heard;
}
const send = (tab: Tab, to: string, signal: Signal = offer, toGeneration = 1) =>
  tab.ask("signal:send", { meetingId: cast.id, to, toGeneration, signal });
const restart = (tab: Tab) => tab.ask("room:enter", { meetingId: cast.id });

describe("signals", () => {
  test("come to the one they are for, in the order sent, with whom they are from, and to nobody else", async () => {
    const tabs = [await stage.enter(cast, "fk"), await stage.enter(cast, "af")] as const;
    const waiting = await stage.enter(cast, "individual");
    const heard = [...tabs, waiting].map(hearing);
    await Promise.all([send(tabs[0], cast.af), send(tabs[0], cast.af, candidates)]);

    const from = { meetingId: cast.id, from: cast.fk, fromGeneration: 1 };
    await eventually(() =>
      expect(heard[1]!.signals).toEqual([
        { ...from, signal: offer },
        { ...from, signal: candidates },
      ]),
    );
    await Promise.all([...tabs, waiting].map(restart));
    expect([heard[0]!.signals, heard[2]!.signals]).toEqual([[], []]);
  });

  test("neither come from nor reach the lobby, an older claim, oneself or another meeting", async () => {
    const fk = await stage.enter(cast, "fk");
    const waiting = await stage.enter(cast, "individual");
    const elsewhere = await stage.newMeeting();
    await stage.enter(elsewhere, "af");
    const heard = hearing(waiting);
    await stage.enter(cast, "af");
    await stage.enter(cast, "af");
    await eventually(() => expect(fk.rooms.at(-1)!.seats.at(-1)!.generation).toBe(2));

    const refused = { ok: false, problem: { code: "wrong_state" } };
    expect(await send(waiting, cast.fk)).toMatchObject(refused);
    expect(await send(fk, cast.individual)).toMatchObject(refused);
    expect(await send(fk, cast.af, offer, 1)).toMatchObject(refused);
    expect(await send(fk, cast.fk)).toMatchObject(refused);
    expect(await send(fk, elsewhere.af)).toMatchObject(refused);
    expect(await send(fk, cast.af, offer, 2)).toMatchObject({ ok: true });
    await restart(waiting);
    expect(heard.signals).toEqual([]);
  });

  test("in a room with somebody protected tell no address but a relay's", async () => {
    const query = stage.node.samtid.database.query();
    await query.updateTable("individual").set({ protection: "sekretessmarkering" }).execute();
    const fk = await stage.enter(cast, "fk");
    const af = await stage.enter(cast, "af");
    const heard = hearing(af);
    for (const signal of [offer, candidates])
      expect(await send(fk, cast.af, signal)).toMatchObject({ ok: true });
    await eventually(() => expect(heard.signals).toHaveLength(2));
    await query.updateTable("individual").set({ protection: "none" }).execute();

    expect(JSON.stringify(heard.signals)).not.toContain(ADDRESS);
    expect(heard.signals[1]!.signal).toMatchObject({
      candidates: [{ candidate: expect.stringContaining("203.0.113.9") }],
    });
  });

  test("are refused when they are longer than any description", async () => {
    const fk = await stage.enter(cast, "fk");
    await stage.enter(cast, "af");
    const long = await send(fk, cast.af, { ...offer, sdp: ADDRESS.repeat(5_000) });
    expect(long).toMatchObject({ ok: false, problem: { code: "invalid" } });
    expect(JSON.stringify(long)).not.toContain(ADDRESS);
  });
});

test("the relay is for those in the call; without one configured there is none", async () => {
  const fk = await stage.enter(cast, "fk");
  const waiting = await stage.enter(cast, "individual");
  expect(await fk.ask("relay:read", { meetingId: cast.id })).toEqual({ ok: true, value: { iceServers: [] } });
  expect(await waiting.ask("relay:read", { meetingId: cast.id })).toMatchObject({
    ok: false,
    problem: { code: "wrong_state" },
  });
});

test("whom one hears is told to the others in the call, of those in it; both ends of what stays silent are asked to connect anew", async () => {
  const fk = await stage.enter(cast, "fk");
  const af = await stage.enter(cast, "af");
  const waiting = await stage.enter(cast, "individual");
  const [fkHeard, afHeard, waitingHeard] = [fk, af, waiting].map(hearing);
  const report = () =>
    fk.ask("media:report", {
      meetingId: cast.id,
      peers: [
        { participantId: cast.af, heard: false },
        { participantId: cast.individual, heard: false },
      ],
    });
  await report();
  await eventually(() =>
    expect(afHeard!.reports).toEqual([
      { meetingId: cast.id, from: cast.fk, peers: [{ participantId: cast.af, heard: false }] },
    ]),
  );
  expect(fkHeard!.restarts).toEqual([]);
  await report();
  await eventually(() => expect([fkHeard!.restarts, afHeard!.restarts]).toEqual([[cast.af], [cast.fk]]));
  await restart(waiting);
  expect(waitingHeard).toEqual({ signals: [], reports: [], restarts: [] });
});
