import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { Router } from "express";
import { sql } from "kysely";
import { pino } from "pino";
import { afterEach, beforeAll, afterAll, expect, test } from "vitest";
import { createFeedAddressRoutes } from "../../../server/calendars/feed-address.routes.ts";
import { createFeedsRepository } from "../../../server/calendars/feeds.repository.ts";
import { createFetchFeed } from "../../../server/calendars/fetch-feed.ts";
import { createLoadLimit } from "../../../server/calendars/load-limit.ts";
import { createServeFeed } from "../../../server/calendars/serve-feed.ts";
import { compose, type Samtid } from "../../../server/compose.ts";
import { createApp } from "../../../server/http/app.ts";
import { readConfig } from "../../../server/platform/config.ts";
import { createDatabase } from "../../../server/platform/database/database.ts";
import type { Logger } from "../../../server/platform/logger.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { rawRequest } from "../../support/raw-http.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const PUBLIC_URL = "http://localhost:3000";
const TOKEN = "kq3Zt0pXw9m2LrV7bHc5Yd8NfJs4Ag6Ee1Uu-Oo_TiM";

let database: TestDatabase;
let samtid: Samtid;
let people: SamplePeople;
let server: Server | undefined;
const lines: string[] = [];
const logger: Logger = pino(
  { level: "trace" },
  new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(line.toString());
      done();
    },
  }),
);

beforeAll(async () => {
  database = await createTestDatabase();
  samtid = compose({
    config: readConfig({ NODE_ENV: "test", MAIL_FROM: "Samtid <samtid@example.test>" }),
    databaseUrl: database.url,
    clock: { now: () => NOW },
    logger,
  });
  people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 0 });
});
afterEach(() => {
  server?.close();
  lines.length = 0;
});
afterAll(async () => {
  await samtid.database.close();
  await database.drop();
});

/** The app with nothing but the feeds' door; gives the origin. */
async function open({ serveFeed }: Pick<Samtid, "serveFeed">): Promise<string> {
  const app = createApp({
    publicUrl: PUBLIC_URL,
    formTargets: [],
    trustedProxies: [],
    bare: [createFeedAddressRoutes({ serveFeed, serveFreeBusy: samtid.serveFreeBusy })],
    withoutSession: [],
    identify: [],
    withSession: [],
    clientFiles: Router(),
    logger,
  });
  server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function createFeed(personId: string | undefined): Promise<{ id: string; path: string }> {
  const { id, address } = await samtid.createFeed(
    {
      kind: "staff",
      personId: personId ?? "",
      organisationId: "forsakringskassan",
      officeId: "",
      role: "forsakringsutredare",
    },
    { kind: "events", label: "Min telefon", detailLevel: "busy" },
  );
  return { id, path: new URL(address).pathname };
}

test("addresses that open nothing get the same answer after the same work, whatever they are", async () => {
  const origin = await open(samtid);
  const revoked = await createFeed(people.fk[0]);
  const left = await createFeed(people.fk[1]);
  const query = samtid.database.query();
  await sql`update feed set revoked_at = ${NOW}::timestamptz - interval '30 days' where id = ${revoked.id}`.execute(
    query,
  );
  await sql`update handlaggare set active = false where person_id = ${people.fk[1]}`.execute(query);
  const answers: object[] = [];
  for (const path of [
    `/calendar/${TOKEN}.ics`,
    "/calendar/x.ics",
    "/calendar/%00%F0%9F%99%82'--.ics",
    `/calendar/${"A".repeat(4_000)}.ics`,
    revoked.path,
    left.path,
  ]) {
    let queries = 0;
    const count = () => (queries += 1);
    samtid.database.pool.on("acquire", count);
    const { status, headers, body } = await rawRequest(`${origin}${path}`);
    samtid.database.pool.off("acquire", count);
    answers.push({ status, headers: { ...headers, date: "" }, body: body.toString(), queries });
  }

  expect(answers).toEqual(answers.map(() => answers[0]));
  expect(answers[0]).toMatchObject({
    status: 404,
    headers: {
      "content-type": expect.stringContaining("application/problem+json") as string,
      "x-robots-tag": "noindex",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
    queries: 1,
  });
});

test("an address with broken percent-encoding is refused as such, and is not logged", async () => {
  const origin = await open(samtid);

  expect((await rawRequest(`${origin}/calendar/${TOKEN}%zz.ics`)).status).toBe(400);
  expect(lines.join("")).not.toContain(TOKEN);
});

test("a feed that fails is a 500 without details, and its token reaches neither answer nor log", async () => {
  // Port 9 (discard) is closed: the query fails with what pg itself says.
  const broken = createDatabase("postgres://samtid@127.0.0.1:9/samtid", { poolSize: 1, logger });
  const feeds = createFeedsRepository(broken);
  const fetchFeed = createFetchFeed({ feeds, clock: { now: () => NOW }, limit: createLoadLimit(1) });
  const { feedMeetings } = samtid.repositories;
  const origin = await open({
    serveFeed: createServeFeed({ fetchFeed, feedMeetings, publicUrl: PUBLIC_URL }),
  });
  const { status, headers, body } = await rawRequest(`${origin}/calendar/${TOKEN}.ics`);
  await broken.close();

  expect(status).toBe(500);
  expect(headers).toMatchObject({ "x-robots-tag": "noindex", "referrer-policy": "no-referrer" });
  expect(lines.join("")).toContain("ECONNREFUSED");
  expect(lines.join("") + body.toString()).not.toContain(TOKEN);
});
