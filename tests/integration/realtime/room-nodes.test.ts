import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createLogger } from "../../../server/platform/logger.ts";
import type { Gateway } from "../../../server/realtime/connection.ts";
import { createKeepPresence } from "../../../server/rooms/keep-presence.ts";
import type { RoomNode } from "../../support/room-node.ts";
import { sees, setRoomStage, STARTS_AT, type Cast, type RoomStage } from "../../support/room-stage.ts";
import { eventually } from "../../support/eventually.ts";

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
afterAll(() => stage.stop());

const query = () => stage.node.samtid.database.query();
const stopBeating = (nodeId: string) =>
  sql`update node set renewed_at = clock_timestamp() - interval '6.1 seconds' where id = ${nodeId}`.execute(
    query(),
  );
const version = async () =>
  (
    await query()
      .selectFrom("room")
      .where("meeting_id", "=", cast.id)
      .select("version")
      .executeTakeFirstOrThrow()
  ).version;

test("people on different nodes see each other come, be let in and go", async () => {
  const fk = await stage.enter(cast, "fk");
  const individual = await stage.enter(cast, "individual", { node: other });
  await sees(fk, { [cast.fk]: "in_call", [cast.af]: "absent", [cast.individual]: "waiting" });
  await stage.decide(fk, "lobby:admit", cast);
  await sees(individual, { [cast.fk]: "in_call", [cast.individual]: "in_call" });
  await fk.ask("room:leave", { meetingId: cast.id });

  await sees(individual, { [cast.individual]: "on_hold" });
});

test("a tab on another node takes the seat over", async () => {
  const first = await stage.enter(cast, "fk");
  await stage.enter(cast, "fk", { node: other });

  await eventually(() => expect(first.takenOver).toEqual([cast.id]));
});

test("a claim that was taken over gives up nothing, however late its end is heard of", async () => {
  await stage.enter(cast, "fk", { node: other });
  const old = { meetingId: cast.id, participantId: cast.fk, generation: 1 };
  await stage.enter(cast, "fk");
  const before = await version();
  await other.samtid.leaveRoom(old, "disconnect");
  await other.samtid.leaveRoom(old, "leave");

  expect(await version()).toBe(before);
  expect(await stage.attendance(cast.fk)).toEqual([
    ["call", -900, -900],
    ["call", -900, null],
  ]);
});

test("the seats of a node that died are taken back by another, once, and end when it last was alive", async () => {
  const fk = await stage.enter(cast, "fk");
  await stage.enter(cast, "af", { node: other });
  const dead = randomUUID();
  await sql`insert into node (id, renewed_at) values (${dead}, ${new Date(STARTS_AT.getTime() - 600_000)})`.execute(
    query(),
  );
  await query().updateTable("seat").set({ node_id: dead }).where("participant_id", "=", cast.af).execute();
  stage.minutesToStart(9);
  const before = await version();
  await Promise.all([stage.node.sweep(), other.sweep(), stage.node.sweep()]);

  await sees(fk, { [cast.fk]: "in_call", [cast.af]: "reconnecting", [cast.individual]: "absent" });
  expect(await version()).toBe(before + 1);
  expect(await stage.attendance(cast.af)).toEqual([["call", -900, -600]]);
  expect(await query().selectFrom("node").where("id", "=", dead).selectAll().execute()).toEqual([]);
});

test("a node that was only frozen sends its people back in, and nobody loses the seat", async () => {
  const fk = await stage.enter(cast, "fk");
  const individual = await stage.enter(cast, "individual", { node: other });
  await stage.decide(fk, "lobby:admit", cast);
  await sees(individual, { [cast.fk]: "in_call", [cast.individual]: "in_call" });
  const back = new Promise<void>((resolve) => individual.socket.once("connect", resolve));
  await stopBeating(other.samtid.nodeId);
  await stage.node.sweep();
  await sees(fk, { [cast.fk]: "in_call", [cast.af]: "absent", [cast.individual]: "reconnecting" });
  await back;
  await individual.ask("room:enter", { meetingId: cast.id });

  await sees(fk, { [cast.fk]: "in_call", [cast.af]: "absent", [cast.individual]: "in_call" });
  expect(individual.takenOver).toEqual([]);
});

test("what happened while a node could not hear the database is shown when it can again", async () => {
  const fk = await stage.enter(cast, "fk");
  await stage.enter(cast, "individual");
  await sees(fk, { [cast.fk]: "in_call", [cast.af]: "absent", [cast.individual]: "waiting" });
  const client = await stage.node.samtid.database.pool.connect();
  // Without triggers nothing is announced, as when nobody listens.
  await client.query("set session_replication_role = replica");
  await client.query("update room set version = version + 1 where meeting_id = $1", [cast.id]);
  await client.query("update seat set state = 'removed' where participant_id = $1", [cast.individual]);
  await client.query("reset session_replication_role");
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'",
  );
  client.release();

  await sees(fk, { [cast.fk]: "in_call", [cast.af]: "absent", [cast.individual]: "removed" });
});

test("a node's sockets are closed only when the end of each is handled", async () => {
  let handled = () => {};
  const ending = new Promise<void>((resolve) => (handled = resolve));
  const begun: string[] = [];
  const gateway: Gateway = (door) =>
    door.onEnd(() => {
      begun.push("end");
      return ending;
    });
  const node = await stage.addNode({ gateways: [gateway] });
  await node.open(cast.cookies.fk);
  const closing = node.closeSockets().then(() => begun.push("closed"));
  await eventually(() => expect(begun).toContain("end"));
  await node.renew();
  expect(begun).toEqual(["end"]);
  handled();
  await closing;

  expect(begun).toEqual(["end", "closed"]);
});

test("a node that stops in order leaves its people reconnecting, to come back elsewhere", async () => {
  const stopping = await stage.addNode();
  const fk = await stage.enter(cast, "fk");
  await stage.enter(cast, "af", { node: stopping });
  await sees(fk, { [cast.fk]: "in_call", [cast.af]: "in_call", [cast.individual]: "absent" });
  await stopping.stop();

  await sees(fk, { [cast.fk]: "in_call", [cast.af]: "reconnecting", [cast.individual]: "absent" });
});

test("presence beats while started: the node is known, debts are retried, and its row goes when it stops", async () => {
  const nodeId = randomUUID();
  let retried = 0;
  const presence = createKeepPresence({
    nodes: stage.node.samtid.repositories.nodes,
    sweepSeats: async () => undefined,
    retryDepartures: async () => void (retried += 1),
    nodeId,
    logger: createLogger("silent"),
  });
  const known = () => query().selectFrom("node").where("id", "=", nodeId).select("id").execute();
  await presence.start();

  expect(await known()).toEqual([{ id: nodeId }]);
  await presence.stop();
  expect([await known(), retried]).toEqual([[], 1]);
});
