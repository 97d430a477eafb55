import { readConfig, type Config } from "../../../server/platform/config.ts";

/** What the processes of a year have in common. */
export interface YearSettings {
  readonly dataDir: string;
  readonly port: number;
  readonly redisUrl?: string | undefined;
}

const KEY = Buffer.alloc(32, 7).toString("base64");
/** No channel is to be slowed down: what is measured is how fast they can be. */
const UNLIMITED = 1_000_000;

export function yearConfig({ dataDir, port, redisUrl }: YearSettings): Config {
  return readConfig({
    NODE_ENV: "test",
    DATA_DIR: dataDir,
    PORT: String(port),
    MAIL_FROM: "Samtid <samtid@example.test>",
    SESSION_KEYS: KEY,
    LINK_KEY: KEY,
    DATA_KEYS: `year:${KEY}`,
    REDIS_URL: redisUrl,
    CHANNEL_PER_SECOND: JSON.stringify({ email: UNLIMITED, sms: UNLIMITED, letter: UNLIMITED }),
  });
}
