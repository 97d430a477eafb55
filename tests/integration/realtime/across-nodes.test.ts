import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Connection, Gateway } from "../../../server/realtime/connection.ts";
import { eventually } from "../../support/eventually.ts";
import { startRedis, type TestRedis } from "../../support/redis.ts";
import { setRoomStage, type Cast, type RoomStage } from "../../support/room-stage.ts";
import type { Tab } from "../../support/room-node.ts";

const CHANNEL = "call:of-the-test";
let stage: RoomStage;
let redis: TestRedis;
let cast: Cast;

beforeAll(async () => {
  stage = await setRoomStage();
  redis = await startRedis();
  cast = await stage.newMeeting();
});
afterAll(async () => {
  await stage?.stop();
  await redis?.stop();
});

/** The listener's connection is cut by the server it is to. */
const LOSSES = {
  "the database": () =>
    stage.node.samtid.database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query like 'LISTEN "socket.io%'`,
    ),
  Redis: () => redis.restart(),
};

describe.each(Object.keys(LOSSES) as (keyof typeof LOSSES)[])("servers that tell each other by %s", (way) => {
  const connections: Connection[] = [];
  let here: Tab;
  let there: Tab;

  beforeAll(async () => {
    const gateway: Gateway = (door) =>
      door.on("room:leave", async (_payload, _actor, connection) => {
        connection.join(CHANNEL);
        connections.push(connection);
        return null;
      });
    const options = { gateways: [gateway], ...(way === "Redis" && { redisUrl: redis.url }) };
    const [one, other] = [await stage.addNode(options), await stage.addNode(options)];
    here = await one.open(cast.cookies.fk);
    there = await other.open(cast.cookies.af);
    for (const tab of [here, there]) await tab.ask("room:leave", { meetingId: cast.id });
    await hearing("at first");
  });
  const tell = (text: string) => connections[0]!.tell(CHANNEL, "meeting:changed", { meetingId: text });
  /** Resolves when what one tells is heard at the other again. */
  const hearing = (word: string) =>
    eventually(() => {
      tell(word);
      expect(there.changedMeetings).toContain(word);
    });

  test("each word comes to the other server once and in order, and not back to who told it", async () => {
    const words = Array.from({ length: 100 }, (_, nth) => `word ${nth}`);
    words.forEach(tell);
    tell("last");
    await eventually(() => expect(there.changedMeetings).toContain("last"));

    expect(there.changedMeetings.filter((word) => word.startsWith("word"))).toEqual(words);
    expect(here.changedMeetings).toEqual([]);
  });

  test.each([7_000, 7_900, 7_999, 8_000, 8_001, 50_000])("%d bytes come whole", async (bytes) => {
    const long = "å".repeat(bytes / 2);
    tell(long);
    await eventually(() => expect(there.changedMeetings.includes(long)).toBe(true));
  });

  test("when the connection is lost it comes back, and the servers live on", async () => {
    await LOSSES[way]();
    await hearing("afterwards");
    expect(here.socket.connected).toBe(true);
  });
});
