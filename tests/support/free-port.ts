import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below what systems give their own outgoing connections (from 32768 on Linux, 49152 elsewhere): a port of those can be taken by
 * any connection between being chosen here and being listened on. The relay of the tests hands out those from 24000.
 */
const LOWEST = 12_000;
const HIGHEST = 24_000;
const MOST_TRIES = 100;

/** A loopback port that nobody listened on a moment ago, chosen at random so that tests at the same time choose others. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port found among ${LOWEST} to ${HIGHEST}.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
  if (free) await new Promise((resolve) => server.close(resolve));
  return free;
}
