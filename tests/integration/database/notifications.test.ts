import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createNotifications, type Notifications } from "../../../server/platform/database/notifications.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { eventually } from "../../support/eventually.ts";

let database: TestDatabase;
let pool: pg.Pool;
let notifications: Notifications;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  // Its connections are broken too: here by a test, and by the database's end when they are not quite closed then.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  notifications = createNotifications({ databaseUrl: database.url, logger: createLogger("silent") });
});
afterEach(async () => {
  await notifications.stop();
  await pool.end();
  await database.drop();
});

const announce = (channel: string, payload: string) =>
  pool.query("select pg_notify($1, $2)", [channel, payload]);
const breakConnection = () =>
  pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );

test("an announcement reaches every listener of its channel, in order, and no other's", async () => {
  const heard: string[] = [];
  notifications.on("room_event", (payload) => heard.push(`a ${payload}`));
  notifications.on("room_event", (payload) => heard.push(`b ${payload}`));
  notifications.on("meeting_event", (payload) => heard.push(`meeting ${payload}`));
  await notifications.start();
  await announce("room_event", "1");
  await announce("message_queued", "2");
  await announce("meeting_event", "3");

  await eventually(() => expect(heard).toContain("meeting 3"));
  expect(heard).toEqual(["a 1", "b 1", "meeting 3"]);
});

test("after a lost connection it listens again and says that there was a gap", async () => {
  const heard: string[] = [];
  const reconnected = new Promise<void>((resolve) => notifications.onReconnect(resolve));
  notifications.on("meeting_event", (payload) => heard.push(payload));
  await notifications.start();
  await breakConnection();
  await reconnected;
  await announce("meeting_event", "after");

  await eventually(() => expect(heard).toEqual(["after"]));
});

test("a listener that throws or rejects hinders nobody", async () => {
  const heard: string[] = [];
  notifications.on("meeting_event", () => {
    throw new Error("broken listener");
  });
  notifications.on("meeting_event", () => Promise.reject(new Error("broken listener")));
  notifications.on("meeting_event", (payload) => heard.push(payload));
  await notifications.start();
  await announce("meeting_event", "1");
  await announce("meeting_event", "2");

  await eventually(() => expect(heard).toEqual(["1", "2"]));
});

test("a database that can't be reached at the start is said at once", async () => {
  const nowhere = createNotifications({
    databaseUrl: "postgres://nobody:x@127.0.0.1:9/none",
    logger: createLogger("silent"),
  });

  await expect(nowhere.start()).rejects.toThrow(/ECONNREFUSED/);
});

test("stopped, it neither listens nor reconnects", async () => {
  let gaps = 0;
  notifications.onReconnect(() => gaps++);
  await notifications.start();
  await notifications.stop();
  const { rows } = await pool.query(
    "select from pg_stat_activity where datname = current_database() and query like 'listen%' and state is not null",
  );

  expect([rows.length, gaps]).toEqual([0, 0]);
});
