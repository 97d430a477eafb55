import { createApiBrowser, type ApiBrowser } from "./api-browser.ts";
import { SHARED_SECRETS } from "./composed-samtid.ts";
import { freePort } from "./free-port.ts";
import { spawnProcess } from "./spawned-process.ts";

/** Two server processes on one database, as behind a proxy that spreads requests. */
export interface ServerPair {
  /** The same handläggare's browser at each of the two: signed in once, known to both. */
  signedIn(organisationId: string, subject: string): Promise<readonly [ApiBrowser, ApiBrowser]>;
  stop(): Promise<void>;
}

/** Each listens on a port of its own; secrets and sessions are shared. */
export async function startServerPair(databaseUrl: string, poolSize: number): Promise<ServerPair> {
  const start = async () => {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const { stop } = await spawnProcess("server", {
      ...SHARED_SECRETS,
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: String(poolSize),
      PORT: String(port),
      PUBLIC_URL: origin,
    });
    return { origin, stop };
  };
  const [one, other] = await Promise.all([start(), start()]);
  return {
    async signedIn(organisationId, subject) {
      const here = createApiBrowser(one.origin);
      await here.signIn(organisationId, subject);
      const there = createApiBrowser(other.origin, { organisationId });
      there.cookies.plant("samtid", here.cookies.cookie("samtid")!);
      return [here, there];
    },
    async stop() {
      await Promise.all([one.stop(), other.stop()]);
    },
  };
}
