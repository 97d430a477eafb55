import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { once } from "node:events";
import { open, readFile, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { clusterLocation, SERVER_ENVIRONMENT, type ClusterFiles } from "./cluster.ts";
import { commandOf } from "./process-table.ts";
import type { ServerUser } from "./server-user.ts";

const POLL_MS = 20;

/** How the server is to run. */
export interface PostmasterOptions {
  readonly binaries: string;
  readonly files: ClusterFiles;
  readonly user: ServerUser;
  readonly settings: Readonly<Record<string, string>>;
}

/** A server that has been started, though it may not answer yet. */
export interface Postmaster {
  readonly port: number;
  readonly process: ChildProcess;
}

/**
 * Starts the server on a free loopback port, in a process group of its own: Ctrl-C reaches us first, and we stop it
 * when all that uses it has stopped.
 */
export async function startPostmaster({
  binaries,
  files,
  user,
  settings,
}: PostmasterOptions): Promise<Postmaster> {
  const port = await findFreePort();
  const { cwd, path } = clusterLocation(files.cluster, user);
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(port),
    cluster_name: clusterName(files.cluster),
    timezone: "UTC",
    log_timezone: "UTC",
    // Personal data would reach the log with failing statements; the application logs its own errors.
    log_min_messages: "log",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
    ...settings,
  };
  const log = await open(files.log, "w", 0o600);
  try {
    const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = spawn(join(binaries, "postgres"), ["-D", path, ...flags], {
      ...user,
      cwd,
      env: SERVER_ENVIRONMENT,
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    await once(child, "spawn");
    child.unref();
    return { port, process: child };
  } finally {
    await log.close();
  }
}

/**
 * Stops a server that outlived the process that started it (kill -9), and forgets one that is gone, so that a new
 * one can start. A process that merely got the old one's id is left alone.
 *
 * @returns the process id of the server that was stopped.
 */
export async function stopOrphan(files: ClusterFiles): Promise<number | undefined> {
  const pidFile = join(files.cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return undefined;
  const pid = Number((await readFile(pidFile, "utf8")).split("\n")[0]);
  const name = clusterName(files.cluster);
  const runs = () => commandOf(pid).includes(name);
  const found = runs();
  // SIGINT is PostgreSQL's fast shutdown: break off what runs, write everything down, exit.
  if (found) process.kill(pid, "SIGINT");
  while (runs()) await wait(POLL_MS);
  await rm(pidFile, { force: true });
  return found ? pid : undefined;
}

/** A name that only the server of this very folder carries in its command, wherever the folder has been moved. */
function clusterName(cluster: string): string {
  const { dev, ino } = statSync(cluster);
  return `samtid-${dev}-${ino}.`;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
