import { readFile } from "node:fs/promises";
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createClusterFolder } from "../../../server/platform/embedded-postgres/cluster.ts";
import { startEmbeddedPostgres } from "../../../server/platform/embedded-postgres/embedded-postgres.ts";
import { findServerUser } from "../../../server/platform/embedded-postgres/server-user.ts";
import { createLogger } from "../../../server/platform/logger.ts";

/** A database server that writes through to disk, is killed and comes back with what was committed, at the same address. */
export interface KillablePostgres {
  readonly url: string;
  /**
   * Kills the server (kill -9), and resolves when a new one has recovered.
   *
   * @param awayMs how long there is none in between.
   */
  killAndRecover(awayMs?: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startKillablePostgres(dataDir: string): Promise<KillablePostgres> {
  const start = () => startEmbeddedPostgres({ dataDir, logger: createLogger("silent") });
  let postgres = await start();
  const forwarder = await startForwarder(() => Number(new URL(postgres.url).port));
  const url = new URL(postgres.url);
  url.port = String(forwarder.port);
  return {
    url: url.href,
    async killAndRecover(awayMs = 0) {
      const { cluster } = await createClusterFolder(dataDir, await findServerUser());
      const [pid] = (await readFile(join(cluster, "postmaster.pid"), "utf8")).split("\n");
      process.kill(Number(pid), "SIGKILL");
      await postgres.stop();
      await wait(awayMs);
      postgres = await start();
    },
    async stop() {
      await forwarder.stop();
      await postgres.stop();
    },
  };
}

/** One port that leads to wherever the server is now: each start takes another. */
async function startForwarder(portNow: () => number) {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const onward = connect(portNow(), "127.0.0.1");
    for (const [socket, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      open.add(socket);
      socket.pipe(other);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
