import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GRACE_MS } from "../../../server/rooms/seat-rules.ts";
import { eventually } from "../../support/eventually.ts";
import type { RoomNode, Tab } from "../../support/room-node.ts";
import { sees, setRoomStage, STARTS_AT, type Cast, type RoomStage } from "../../support/room-stage.ts";

let stage: RoomStage;
let other: RoomNode;
let cast: Cast;

beforeAll(async () => {
  stage = await setRoomStage();
  other = await stage.addNode();
});
beforeEach(async () => {
  stage.minutesToStart(15);
  cast = await stage.newMeeting();
  await Promise.all([stage.node.renew(), other.renew()]);
});
afterAll(() => stage?.stop());

const db = () => stage.node.samtid.database.query();
const decision = (generation: number) => ({
  meetingId: cast.id,
  participantId: cast.individual,
  generation,
  commandId: randomUUID(),
});
/** A handläggare has the individual on the telephone; they never came unless said. */
const begin = (tab: Tab, generation = 0, more: object = {}) =>
  tab.askAnything("telephone:begin", { ...decision(generation), identityCheck: "call_back", ...more });
const end = (tab: Tab, generation: number) => tab.askAnything("telephone:end", decision(generation));
const checks = () =>
  db()
    .selectFrom("identity_check")
    .where("participant_id", "=", cast.individual)
    .select(["method", "checked_by as by"])
    .execute();
/** What the reader is shown of the individual. */
const shown = (tab: Tab) => {
  const { state, identifiedBy, checkedBy, name } = tab.rooms
    .at(-1)!
    .seats.find(({ participantId }) => participantId === cast.individual)!;
  return { state, identifiedBy, checkedBy, isNamed: name !== null };
};
const ON_TELEPHONE = { state: "in_call", identifiedBy: "telephone", checkedBy: "call_back", isNamed: true };
/** The other nodes have heard of it for as long as a lease, and everybody has had time to come back. */
const stopBeating = (nodeId: string) =>
  sql`update node set renewed_at = clock_timestamp() - interval '6.1 seconds' where id = ${nodeId}`.execute(
    db(),
  );

describe.each(["fk", "af"] as const)("a handläggare of %s", (agency) => {
  const others = agency === "fk" ? "af" : "fk";

  test("has somebody on the telephone who never came: all see how they are known, it is kept, and the other agency ends it", async () => {
    const host = await stage.enter(cast, agency);
    const colleague = await stage.enter(cast, others, { node: other });
    expect(await begin(host)).toEqual({ ok: true, value: null });
    for (const tab of [host, colleague]) await eventually(() => expect(shown(tab)).toEqual(ON_TELEPHONE));
    expect(await checks()).toEqual([{ method: "call_back", by: stage.people[agency][0] }]);
    const { rows } = await sql`select action from audit where object_id = ${cast.id} order by id`.execute(
      db(),
    );
    expect(rows).toContainEqual({ action: "room:telephone-begin" });

    stage.minutesToStart(10);
    expect(await end(colleague, 1)).toEqual({ ok: true, value: null });
    await sees(host, { [cast.fk]: "in_call", [cast.af]: "in_call", [cast.individual]: "absent" });
    expect(await stage.attendance(cast.individual)).toEqual([["call", -900, -600]]);
    expect(await end(colleague, 1)).toMatchObject({ ok: false, problem: { code: "wrong_state" } });

    expect(await begin(colleague, 1)).toEqual({ ok: true, value: null });
    expect(await stage.attendance(cast.individual)).toEqual([
      ["call", -900, -600],
      ["call", -600, null],
    ]);
  });
});

test("nobody is there by telephone without having been called back, nor a handläggare, nor one seen before they came anew or who was removed", async () => {
  const host = await stage.enter(cast, "fk");
  const code = async (answer: Promise<unknown>) =>
    ((await answer) as { problem?: { code: string } }).problem?.code;
  expect(await code(begin(host, 0, { identityCheck: undefined }))).toBe("invalid");
  expect(await code(begin(host, 0, { identityCheck: "in_person" }))).toBe("invalid");
  expect(await code(begin(host, 0, { participantId: cast.af }))).toBe("not_allowed");
  expect(await code(begin(host, 0, { participantId: randomUUID() }))).toBe("not_found");
  const individual = await stage.enter(cast, "individual");
  expect(await code(begin(individual, 1))).toBe("not_allowed");
  expect(await code(begin(host, 0))).toBe("wrong_state");
  const af = await stage.node.open(cast.cookies.af);
  expect(await code(begin(af, 1))).toBe("wrong_state");
  await stage.decide(host, "seat:remove", cast);
  expect(await code(begin(host, 1))).toBe("wrong_state");

  expect(await checks()).toEqual([]);
  expect(await stage.seatOf(cast.individual)).toEqual({ state: "removed", generation: 1 });
  expect(await stage.attendance(cast.individual)).toEqual([["lobby", -900, -900]]);
});

test("the telephone takes the seat from the browser, which is told; who then comes by browser waits to be let in as anybody does", async () => {
  const host = await stage.enter(cast, "fk");
  const individual = await stage.enter(cast, "individual");
  await stage.decide(host, "lobby:admit", cast);
  await sees(individual, { [cast.fk]: "in_call", [cast.individual]: "in_call" });
  const told = new Promise((resolve) => individual.socket.once("seat:taken-over", resolve));
  stage.minutesToStart(12);
  expect(await begin(host, 1)).toEqual({ ok: true, value: null });
  expect(await told).toEqual({ meetingId: cast.id, byTelephone: true });
  expect(await stage.decide(host, "seat:hold", cast)).toMatchObject({ problem: { code: "wrong_state" } });
  expect(await individual.ask("hand:raise", { meetingId: cast.id })).toMatchObject({
    problem: { code: "wrong_state" },
  });
  const signal = { kind: "description", link: randomUUID(), type: "offer", sdp: "v=0\r\n" };
  const to = { meetingId: cast.id, to: cast.individual, toGeneration: 2, signal };
  await eventually(() => expect(shown(host)).toEqual(ON_TELEPHONE));
  expect(await host.askAnything("signal:send", to)).toMatchObject({ problem: { code: "wrong_state" } });

  stage.minutesToStart(10);
  await stage.enter(cast, "individual");
  await sees(host, { [cast.fk]: "in_call", [cast.af]: "absent", [cast.individual]: "waiting" });
  expect(shown(host)).toMatchObject({ identifiedBy: "link" });
  expect(await end(host, 3)).toMatchObject({ problem: { code: "wrong_state" } });
  expect(await stage.attendance(cast.individual)).toEqual([
    ["lobby", -900, -900],
    ["call", -900, -720],
    ["call", -720, -600],
    ["lobby", -600, null],
  ]);
});

test("a server that dies takes nobody off the telephone; when no handläggare has come back, it has ended", async () => {
  const host = await stage.enter(cast, "fk", { node: other });
  await begin(host);
  await stopBeating(other.samtid.nodeId);
  await stage.node.sweep();
  await stage.seatIs(cast.fk, "reconnecting");
  await stage.node.sweep();
  expect(await stage.seatOf(cast.individual)).toEqual({ state: "in_call", generation: 1 });
  expect(await stage.attendance(cast.individual)).toEqual([["call", -900, null]]);

  stage.clock.time = new Date(stage.clock.time.getTime() + GRACE_MS);
  await stage.node.sweep();
  await stage.seatIs(cast.fk, "absent");
  await stage.seatIs(cast.individual, "absent");
  expect(await stage.attendance(cast.individual)).toEqual([["call", -900, -870]]);
});

test("it ends when the last handläggare leaves, and not when one of two does", async () => {
  const host = await stage.enter(cast, "fk");
  const colleague = await stage.enter(cast, "af");
  await begin(host);
  await host.ask("room:leave", { meetingId: cast.id });
  expect(await stage.seatOf(cast.individual)).toMatchObject({ state: "in_call" });
  await colleague.ask("room:leave", { meetingId: cast.id });
  expect(await stage.seatOf(cast.individual)).toMatchObject({ state: "absent" });
});

test("it ends when the room closes, two hours after the meeting, whoever has left a page open", async () => {
  const host = await stage.enter(cast, "fk");
  await begin(host);
  stage.clock.time = new Date(STARTS_AT.getTime() + 3 * 3_600_000 - 1);
  await stage.node.sweep();
  expect(await stage.seatOf(cast.individual)).toMatchObject({ state: "in_call" });
  stage.clock.time = new Date(STARTS_AT.getTime() + 3 * 3_600_000);
  await Promise.all([stage.node.sweep(), other.sweep()]);
  await sees(host, { [cast.fk]: "in_call", [cast.af]: "absent", [cast.individual]: "absent" });
  expect(await stage.attendance(cast.individual)).toEqual([["call", -900, 10_800]]);
});
