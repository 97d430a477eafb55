import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, stat, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { findPackage, prepareBinaries } from "../../../server/platform/embedded-postgres/binaries.ts";
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from "../../../server/platform/embedded-postgres/embedded-postgres.ts";
import { createClusterFolder } from "../../../server/platform/embedded-postgres/cluster.ts";
import { stopOrphan } from "../../../server/platform/embedded-postgres/postmaster.ts";
import { identifyProcess } from "../../../server/platform/embedded-postgres/process-table.ts";
import { findServerUser } from "../../../server/platform/embedded-postgres/server-user.ts";
import { createLogger } from "../../../server/platform/logger.ts";

const run = promisify(execFile);
const MODULE = resolve("server/platform/embedded-postgres/embedded-postgres.ts");
const LOGGER = resolve("server/platform/logger.ts");
const logger = createLogger("silent");
const isRoot = process.getuid?.() === 0;

let seed: string;
let dataDir: string;
let servers: EmbeddedPostgres[];
let children: ChildProcess[];

beforeAll(async () => {
  seed = await mkdtemp(join(tmpdir(), "samtid-embedded-seed-"));
  await (await startEmbeddedPostgres({ dataDir: seed, logger, durable: false })).stop();
});

afterAll(() => rm(seed, { recursive: true }));

beforeEach(async () => {
  // mkdtemp makes it 0700: as root, the server user can't follow the path to it.
  dataDir = await mkdtemp(join(tmpdir(), "samtid-embedded-"));
  await run("cp", ["-a", join(seed, "postgres"), dataDir]);
  servers = [];
  children = [];
});

afterEach(async () => {
  await Promise.all(children.map(kill));
  await Promise.all(servers.map((server) => server.stop()));
  await stopOrphan(await createClusterFolder(dataDir, await findServerUser()));
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
});

test("after an orderly stop the next start finds the data, and no server is left running", async () => {
  const first = await start();
  await query(first.url, "create table kept as select 'åäö' as text");
  const pid = await postmasterPid();
  await first.stop();
  await first.stop();

  expect(isAlive(pid)).toBe(false);
  const second = await start();
  expect(await query(second.url, "select text from kept")).toEqual([{ text: "åäö" }]);
});

test("the server listens on loopback only, asks for the password and writes durably", async () => {
  const { url } = await start({ durable: true });
  const wrong = new URL(url);
  wrong.password = "wrong";

  await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  expect((await stat(join(dataDir, "postgres", "password"))).mode & 0o777).toBe(0o600);
  expect(
    await query(url, "select name, setting from pg_settings where name = any($1) order by lower(name)", [
      [
        "fsync",
        "full_page_writes",
        "listen_addresses",
        "synchronous_commit",
        "TimeZone",
        "unix_socket_directories",
      ],
    ]),
  ).toEqual([
    { name: "fsync", setting: "on" },
    { name: "full_page_writes", setting: "on" },
    { name: "listen_addresses", setting: "127.0.0.1" },
    { name: "synchronous_commit", setting: "on" },
    { name: "TimeZone", setting: "UTC" },
    { name: "unix_socket_directories", setting: "" },
  ]);
});

test("the server can keep people's times apart and sort Swedish", async () => {
  const { url } = await start();

  await query(url, "create extension btree_gist");
  expect(
    await query(
      url,
      `select name from (values ('Öberg'), ('Åberg'), ('Zorn')) n(name) order by name collate "sv-x-icu"`,
    ),
  ).toEqual([{ name: "Zorn" }, { name: "Åberg" }, { name: "Öberg" }]);
});

test("when its owner was killed with kill -9, the next start stops the orphan and finds what was committed", async () => {
  const owner = await startInOtherProcess();
  await query(owner.url, "create table kept as select 1 as number");
  const orphan = await postmasterPid();
  await kill(owner.process);
  expect(isAlive(orphan)).toBe(true);

  const next = await start();
  expect(isAlive(orphan)).toBe(false);
  expect(await query(next.url, "select number from kept")).toEqual([{ number: 1 }]);
});

test("when owner and server were both killed with kill -9, the next start recovers what was committed", async () => {
  const owner = await startInOtherProcess({ durable: true });
  await query(owner.url, "create table kept as select 1 as number");
  process.kill(await postmasterPid(), "SIGKILL");
  await kill(owner.process);

  const next = await start();
  expect(await query(next.url, "select number from kept")).toEqual([{ number: 1 }]);
});

test("while another process runs on the data folder, a start is refused and names that process", async () => {
  const owner = await startInOtherProcess();

  await expect(start()).rejects.toThrow(
    `Samtid is already running with the data folder ${dataDir} (process ${owner.process.pid}).`,
  );
  expect(await query(owner.url, "select 1 as alive")).toEqual([{ alive: 1 }]);
});

test("while another process is still stopping on the data folder, a start waits for it", async () => {
  const owner = await startInOtherProcess();
  await query(owner.url, "create table kept as select 1 as number");
  const waiting = start();
  await kill(owner.process);

  expect(await query((await waiting).url, "select number from kept")).toEqual([{ number: 1 }]);
});

test("when the id in a stale postmaster.pid now belongs to another process, that process is left alone", async () => {
  await (await start()).stop();
  const stranger = spawn("sleep", ["600"], { stdio: "ignore", ...(await findServerUser()) });
  children.push(stranger);
  await once(stranger, "spawn");
  await writeFile(join(dataDir, "postgres", "cluster", "postmaster.pid"), `${stranger.pid}\n/elsewhere\n`);

  const { url } = await start();
  expect(await query(url, "select 1 as alive")).toEqual([{ alive: 1 }]);
  expect(isAlive(stranger.pid!)).toBe(true);
});

test("when the first start was killed half-way, the next one begins afresh", async () => {
  await rm(join(dataDir, "postgres", "cluster"), { recursive: true });
  await mkdir(join(dataDir, "postgres", "cluster.new", "base"), { recursive: true });
  await writeFile(join(dataDir, "postgres", "password"), "");

  const { url } = await start();
  expect(await query(url, "select 1 as alive")).toEqual([{ alive: 1 }]);
});

test("when the password file is lost, the start says which file is missing, and a later one is not hindered", async () => {
  await (await start()).stop();
  const file = join(dataDir, "postgres", "password");
  const password = await readFile(file);
  await unlink(file);

  await expect(start()).rejects.toThrow(`The database's password file ${file} can't be read`);
  await writeFile(file, password);
  expect(await query((await start()).url, "select 1 as alive")).toEqual([{ alive: 1 }]);
});

test("when install scripts were blocked, the missing symlinks are made, also by two processes at once", async () => {
  const copy = await copyPackage();
  const link = join(copy, "native", "lib", process.platform === "darwin" ? "libpq.dylib" : "libpq.so.5");
  await unlink(link);

  await Promise.all([1, 2].map(() => prepareBinaries(copy, {})));
  expect((await stat(link)).isFile()).toBe(true);
});

test.skipIf(!isRoot)("when nobody can't read the programs, root makes one copy it can read", async () => {
  const [closed, cache] = [await copyPackage(), await mkdtemp("/var/tmp/samtid-cache-")];
  await expect(prepareBinaries(closed, {}, cache)).resolves.toBe(join(closed, "native", "bin"));
  await rm(cache, { recursive: true });

  const user = await findServerUser();
  const found = await Promise.all([1, 2].map(() => prepareBinaries(closed, user, cache)));
  expect(found[0]).toBe(found[1]);
  expect(found[0]).toContain(cache);
  await rm(cache, { recursive: true });
});

test("when the programs can't run on this system, the message points to DATABASE_URL", async () => {
  const broken = join(dataDir, "broken");
  await mkdir(join(broken, "native", "bin"), { recursive: true });
  await writeFile(join(broken, "native", "bin", "postgres"), "#!/no/such/loader\n", { mode: 0o755 });

  await expect(prepareBinaries(broken, {})).rejects.toThrow(/can't run here: .*DATABASE_URL/);
});

async function start({ durable = false } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, logger, durable });
  servers.push(server);
  return server;
}

async function startInOtherProcess({ durable = false } = {}): Promise<{
  process: ChildProcess;
  url: string;
}> {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(MODULE)});
    const { createLogger } = await import(${JSON.stringify(LOGGER)});
    const [dataDir, durable] = [${JSON.stringify(dataDir)}, ${durable}];
    const { url } = await startEmbeddedPostgres({ dataDir, durable, logger: createLogger("silent") });
    console.log(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [url] = (await once(createInterface(child.stdout), "line")) as [string];
  return { process: child, url };
}

async function copyPackage(): Promise<string> {
  const copy = join(dataDir, "closed", "package");
  await cp(findPackage(), copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function postmasterPid(): Promise<number> {
  const text = await readFile(join(dataDir, "postgres", "cluster", "postmaster.pid"), "utf8");
  return Number(text.split("\n")[0]);
}

function isAlive(pid: number): boolean {
  return identifyProcess(pid) !== undefined;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function query(url: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as unknown[];
  } finally {
    await client.end();
  }
}
