import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { RateLimits } from "./limit-settings.ts";
import { OidcProviders } from "./oidc-settings.ts";
import { hasWellKnownPassword, isMadeByHand, isWellKnown } from "./weak-secrets.ts";

const Base64Key = z.base64().refine((text) => Buffer.from(text, "base64").length >= 32, {
  message: "must be at least 32 bytes in base64",
});

/** Needs a letter: an object's keys that are numbers come first and in order of size, whichever is oldest. */
const DataKeyId = z.string().regex(/^[0-9]*[a-z][a-z0-9]*$/);

function parseJson(text: string, context: z.RefinementCtx<string>): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: "custom", message: "must be JSON" });
    return z.NEVER;
  }
}

const hoursByChannel = z
  .strictObject({
    email: z.number().positive().default(48),
    sms: z.number().positive().default(24),
    digital_mailbox: z.number().positive().default(48),
    letter: z.number().positive().default(168),
  })
  .readonly();
const rateByChannel = z
  .strictObject({
    email: z.int().min(1).default(200),
    sms: z.int().min(1).default(10),
    digital_mailbox: z.int().min(1).default(20),
    letter: z.int().min(1).default(20),
  })
  .readonly();

/** Everything that can be configured, as environment variables; each also from the file that `<NAME>_FILE` names. */
export const Environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(20),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default("Samtid <samtid@localhost>"),
  /** Where answers and bounces come in by SMTP; 0 is any free port. Left out in production: nowhere. */
  MAIL_IN_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  MAIL_IN_HOST: z.string().default("127.0.0.1"),
  /** The domain of the addresses that answers and bounces are sent to; that of MAIL_FROM when left out. */
  MAIL_IN_DOMAIN: z.hostname().optional(),
  /** The SMS gateway, before `/a1/sms`: an API like 46elks'. */
  SMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMS_USER: z.string().default(""),
  SMS_PASSWORD: z.string().default(""),
  /** Letters and digits, at most eleven, or a number. */
  SMS_FROM: z
    .string()
    .regex(/^([A-Za-z][A-Za-z0-9]{2,10}|\+[0-9]{7,15})$/)
    .default("Samtid"),
  /** Who carries messages to digital mailboxes for us (a förmedlare in Mina meddelanden), before `/recipient` and `/service`. */
  MAILBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
  MAILBOX_TOKEN: z.string().default(""),
  LETTER_DIR: z.string().optional(),
  /** Relays for sound and picture, comma-separated `turn:` and `turns:` addresses. Left out: browsers must reach each other by themselves. */
  TURN_URLS: z
    .string()
    .default("")
    .transform((list) => list.split(",").filter(Boolean))
    .pipe(z.array(z.string().regex(/^turns?:[^\s?]+(\?transport=(udp|tcp))?$/))),
  /** Shared with the relays (coturn's static-auth-secret): makes credentials that hold for a while. */
  TURN_SECRET: z.string().default(""),
  /** Whether handläggare's calendars may be read from this machine itself, and without https: for tests and development. */
  CALENDARS_FROM_LOOPBACK: z
    .enum(["yes", "no"])
    .default("no")
    .transform((answer) => answer === "yes"),
  /** How long a channel is given to prove that a message arrived before the next is tried, as JSON: hours by channel. */
  CHANNEL_PROOF_HOURS: z.string().default("{}").transform(parseJson).pipe(hoursByChannel),
  /** How many messages a second a channel may carry, over all processes, as JSON. */
  CHANNEL_PER_SECOND: z.string().default("{}").transform(parseJson).pipe(rateByChannel),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((list) => list.split(",").filter(Boolean)),
  SESSION_KEYS: z
    .string()
    .transform((list) => list.split(","))
    .pipe(z.array(Base64Key).min(1))
    .optional(),
  LINK_KEY: Base64Key.optional(),
  DATA_KEYS: z
    .string()
    .transform((text) =>
      Object.fromEntries(text.split(",").map((pair) => pair.split(":", 2) as [string, string])),
    )
    .pipe(
      z.record(DataKeyId, Base64Key, {
        error: ({ code }) =>
          code === "invalid_key" ? "a key's id is a–z and 0–9 with at least one letter" : undefined,
      }),
    )
    .optional(),
  /** Eves on which everyone's office is closed, comma-separated; `none` closes none. */
  CLOSED_EVES: z
    .string()
    .default("midsummer_eve,christmas_eve,new_years_eve")
    .transform((list) => list.split(",").filter((eve) => eve !== "none"))
    .pipe(z.array(z.enum(["midsummer_eve", "christmas_eve", "new_years_eve"]))),
  /** Whether a single working day between two days off is closed. */
  CLOSED_SQUEEZE_DAYS: z
    .enum(["yes", "no"])
    .default("no")
    .transform((answer) => answer === "yes"),
  /** What makes one joint time better than another, as JSON: whole numbers by part, `{"earliness":4,…}`. */
  RANKING_WEIGHTS: z
    .string()
    .default("{}")
    .transform(parseJson)
    .pipe(
      z
        .partialRecord(
          z.enum(["earliness", "preference", "continuity", "load", "optional", "holes"]),
          z.int().min(0).max(100),
        )
        .readonly(),
    ),
  OIDC_PROVIDERS: z.string().transform(parseJson).pipe(OidcProviders).optional(),
  /** Without requests for this long a session ends. */
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(1440).default(480),
  /** A session ends then, however much it has been used. */
  SESSION_LONGEST_HOURS: z.coerce.number().min(0.1).max(24).default(12),
  /** What a one-time link opened is closed again then. */
  LINK_SESSION_HOURS: z.coerce.number().min(0.1).max(24).default(4),
  /** A handläggare who signed in longer ago signs in again for notes and for the room. */
  STEP_UP_HOURS: z.coerce.number().min(0.1).max(24).default(8),
  /** How often things may be done, as JSON; parts left out keep their usual. */
  RATE_LIMITS: z.string().default("{}").transform(parseJson).pipe(RateLimits),
  /** Longest a client may take to send the head of its request, and the whole of it. */
  HEADERS_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(120).default(10),
  REQUEST_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(600).default(30),
  /** Who is told of weaknesses: a mailto: or https: address, published in security.txt. That of MAIL_FROM when left out. */
  SECURITY_CONTACT: z.url({ protocol: /^(mailto|https)$/ }).optional(),
});

/** The keys everything secret hangs on. */
export interface Secrets {
  readonly sessionKeys: readonly [string, ...string[]];
  readonly linkKey: Buffer;
  /** Key id → base64, oldest first. */
  readonly dataKeys: Readonly<Record<string, string>>;
}

export type Config = Readonly<
  Omit<z.output<typeof Environment>, "SESSION_KEYS" | "LINK_KEY" | "DATA_KEYS" | "PUBLIC_URL" | "LETTER_DIR">
> & {
  readonly PUBLIC_URL: string;
  /** Where letters to print are put. */
  readonly LETTER_DIR: string;
  readonly secrets: Secrets;
};

/**
 * Reads the configuration. Outside production, missing keys are made up once and kept in DATA_DIR, readable by us only.
 *
 * @throws Error that names every variable that is wrong, but not its value.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(withFiles(environment));
  if (!parsed.success) throw configurationError(parsed.error.issues);
  const { SESSION_KEYS, LINK_KEY, DATA_KEYS, PUBLIC_URL, LETTER_DIR, ...rest } = parsed.data;
  const production = rest.NODE_ENV === "production";
  const given = { SESSION_KEYS, LINK_KEY, DATA_KEYS };
  const missing = Object.entries({ ...given, PUBLIC_URL, OIDC_PROVIDERS: rest.OIDC_PROVIDERS })
    .filter(([, value]) => value === undefined)
    .map(([name]) => ({ path: [name], message: "is needed in production" }));
  if (rest.TURN_URLS.length > 0 && rest.TURN_SECRET === "")
    throw configurationError([{ path: ["TURN_SECRET"], message: "is needed with TURN_URLS" }]);
  const unsafe = production ? [...missing, ...unsafeInProduction(parsed.data)] : [];
  if (unsafe.length > 0) throw configurationError(unsafe);
  const dataDir = resolve(rest.DATA_DIR);
  return {
    ...rest,
    DATA_DIR: dataDir,
    LETTER_DIR: resolve(LETTER_DIR ?? join(dataDir, "letters")),
    PUBLIC_URL: (PUBLIC_URL ?? `http://localhost:${rest.PORT}`).replace(/\/$/, ""),
    secrets: completeSecrets(given, dataDir),
  };
}

/** What is well enough for trying things out, and must not be relied on by people. */
function unsafeInProduction(given: z.output<typeof Environment>) {
  const { SESSION_KEYS = [], LINK_KEY = "", DATA_KEYS = {}, OIDC_PROVIDERS = [] } = given;
  const { DATABASE_URL, REDIS_URL, SMTP_URL, SMS_PASSWORD, MAILBOX_TOKEN, PUBLIC_URL } = given;
  const addresses = Object.entries({ DATABASE_URL, REDIS_URL, SMTP_URL });
  const refusals: [name: string, isUnsafe: boolean, message: string][] = [
    ["SESSION_KEYS", SESSION_KEYS.some(isMadeByHand), "is no random key"],
    ["LINK_KEY", LINK_KEY !== "" && isMadeByHand(LINK_KEY), "is no random key"],
    ["DATA_KEYS", Object.values(DATA_KEYS).some(isMadeByHand), "is no random key"],
    ...addresses.map(([name, address]): [string, boolean, string] => [
      name,
      address !== undefined && hasWellKnownPassword(address),
      "has a password that everybody knows",
    ]),
    ["SMS_PASSWORD", isWellKnown(SMS_PASSWORD), "is a password that everybody knows"],
    ["TURN_SECRET", isWellKnown(given.TURN_SECRET), "is a password that everybody knows"],
    ["MAILBOX_TOKEN", isWellKnown(MAILBOX_TOKEN), "is a password that everybody knows"],
    [
      "OIDC_PROVIDERS",
      OIDC_PROVIDERS.some(({ clientSecret }) => isWellKnown(clientSecret)),
      "has a secret that everybody knows",
    ],
    [
      "OIDC_PROVIDERS",
      OIDC_PROVIDERS.some(({ issuer }) => new URL(issuer).protocol !== "https:"),
      "has a provider without https",
    ],
    [
      "PUBLIC_URL",
      PUBLIC_URL !== undefined && new URL(PUBLIC_URL).protocol !== "https:",
      "must begin with https",
    ],
    ["CALENDARS_FROM_LOOPBACK", given.CALENDARS_FROM_LOOPBACK, "must not be yes in production"],
  ];
  return refusals.flatMap(([name, isUnsafe, message]) => (isUnsafe ? [{ path: [name], message }] : []));
}

function withFiles(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const read = Object.keys(Environment.shape).flatMap((name): [string, string][] => {
    const file = environment[`${name}_FILE`];
    const value = file ? readSetting(`${name}_FILE`, file) : environment[name];
    return value ? [[name, value]] : [];
  });
  return Object.fromEntries(read);
}

function readSetting(name: string, file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw configurationError([{ path: [name], message: "names a file that can't be read" }]);
  }
}

const MadeUp = z.strictObject({ session: Base64Key, link: Base64Key, data: Base64Key });

function completeSecrets(
  given: { SESSION_KEYS?: string[]; LINK_KEY?: string; DATA_KEYS?: Record<string, string> },
  dataDir: string,
): Secrets {
  const complete = given.SESSION_KEYS && given.LINK_KEY && given.DATA_KEYS;
  const madeUp = complete ? undefined : madeUpSecrets(join(dataDir, "secrets.json"));
  return {
    sessionKeys: (given.SESSION_KEYS ?? [madeUp!.session]) as [string, ...string[]],
    linkKey: Buffer.from(given.LINK_KEY ?? madeUp!.link, "base64"),
    dataKeys: given.DATA_KEYS ?? { development: madeUp!.data },
  };
}

/** The first process to come makes them; whoever comes at the same time reads what it made, never half of it. */
function madeUpSecrets(file: string): z.infer<typeof MadeUp> {
  mkdirSync(join(file, ".."), { recursive: true });
  if (!existsSync(file)) {
    const newKey = () => randomBytes(32).toString("base64");
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify({ session: newKey(), link: newKey(), data: newKey() }), {
      mode: 0o600,
    });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      unlinkSync(draft);
    }
  }
  return MadeUp.parse(JSON.parse(readFileSync(file, "utf8")));
}

function configurationError(issues: readonly { path: readonly PropertyKey[]; message: string }[]): Error {
  const lines = issues.map(({ path, message }) => `  ${String(path[0])}: ${message}`);
  return new Error(`The configuration is not right:\n${lines.join("\n")}`);
}
