import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrateToLatest } from "../../server/platform/database/migrate.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres/embedded-postgres.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { freePort } from "../support/free-port.ts";
import { spawnProcess } from "../support/spawned-process.ts";

/** The number of handläggare, each with a feed of ten meetings, besides the one of whom more is asked. */
export const FEEDS = 10_000;
const EVENTS = 10;
/** The meetings of handläggare number 0. */
export const LARGE = 200;

/** A server process on a database that holds a country's feeds. */
export interface FeedCountry {
  readonly port: number;
  readonly client: pg.Client;
  stop(): Promise<void>;
}

/** The path of a handläggare's feed. */
export function feedPath(number: number): string {
  return `/calendar/${tokenOf(number)}.ics`;
}

function tokenOf(number: number): string {
  return createHash("sha256").update(`bench ${number}`).digest("base64url");
}

/** All have one individual: whose meetings they are is not what a feed reads much of. Triggers are off while it is filled. */
const FILL = `
  create temporary table staff as select n, gen_random_uuid() as id from generate_series(0, ${FEEDS}) n;
  insert into organisation values ('forsakringskassan', 'Försäkringskassan', '0771-524 524');
  insert into office (organisation_id, name, lan, address) values ('forsakringskassan', 'Kontor', 'Uppsala län', 'Gatan 1');
  insert into person select id, 'handlaggare' from staff;
  insert into handlaggare (person_id, organisation_id, office_id, subject, name, email, role)
    select s.id, o.organisation_id, o.id, 's-' || n, 'Handläggare ' || n, n || '@example.test', 'forsakringsutredare'
    from staff s, office o;
  with someone as (insert into person (kind) values ('individual') returning id)
    insert into individual select id, 'Kim Lind', '', 'none', '', 1980, 'woman', 'kim@example.test', null, 'sv', 'none'
    from someone;
  insert into cooperation_case (individual_id, owner_organisation_id, owner_office_id, benefit, created_at)
    select i.person_id, o.organisation_id, o.id, 'sjukpenning', now() from individual i, office o;
  create temporary table planned as
    select gen_random_uuid() as id, s.id as person_id,
      date_trunc('hour', now()) + interval '1 hour' * (1 + 2 * nth) as starts_at
    from staff s, generate_series(1, ${LARGE}) nth where nth <= ${EVENTS} or s.n = 0
    order by random();
  insert into meeting (id, reference, case_id, type, status, starts_at, ends_at, mode, created_at, created_by, changed_at,
      time_set_at, talked_with_at, talked_with_by, snapshot_sex, snapshot_birth_year, snapshot_benefit)
    select p.id, 'SAM-' || p.id, c.id, 'uppfoljningsmote', 'booked', starts_at, starts_at + interval '1 hour', 'video',
      now(), person_id, now(), now(), now(), person_id, 'woman', 1980, 'sjukpenning'
    from planned p, cooperation_case c;
  insert into participant (meeting_id, person_id, role, organisation_id, binding, uid, created_at)
    select id, person_id, 'handlaggare', 'forsakringskassan', true, gen_random_uuid() || '@samtid', now() from planned;
  insert into calendar_version select id, 1, '0', now() from staff;
  insert into feed (person_id, kind, token_hash, label, detail_level, created_at, expires_at)
    select s.id, 'events', t.token_hash, 'Min', 'busy', now(), now() + interval '1 year'
    from staff s join unnest($1::bytea[]) with ordinality as t (token_hash, nth) on t.nth = s.n + 1;`;

async function fill(client: pg.Client): Promise<void> {
  const hashes = Array.from({ length: FEEDS + 1 }, (_, number) =>
    createHash("sha256").update(tokenOf(number)).digest("hex"),
  );
  const array = `array[${hashes.map((hash) => `'\\x${hash}'`).join(",")}]::bytea[]`;
  await client.query("set session_replication_role = replica; select setseed(0.5)");
  await client.query(FILL.replace("$1::bytea[]", array));
  await client.query("set session_replication_role = origin");
  await client.query("vacuum analyze");
}

/** Starts PostgreSQL and a server, as an operator runs it, with every feed in place. */
export async function startFeedCountry(): Promise<FeedCountry> {
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-bench-"));
  const postgres = await startEmbeddedPostgres({ dataDir, logger: createLogger("silent") });
  await migrateToLatest(postgres.url);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await fill(client);
  const port = await freePort();
  const server = await spawnProcess("server", {
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
  });
  return {
    port,
    client,
    async stop() {
      await server.stop();
      await client.end();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
