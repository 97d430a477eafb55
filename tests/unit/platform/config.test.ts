import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { Environment, readConfig } from "../../../server/platform/config.ts";

const newKey = () => randomBytes(32).toString("base64");
const PROVIDER = {
  id: "forsakringskassan",
  issuer: "https://login.example",
  clientId: "samtid",
  clientSecret: "not to be told",
  organisationId: "forsakringskassan",
};
const production = () => ({
  NODE_ENV: "production",
  PUBLIC_URL: "https://samtid.example",
  SESSION_KEYS: newKey(),
  LINK_KEY: newKey(),
  DATA_KEYS: `k1:${newKey()}`,
  OIDC_PROVIDERS: JSON.stringify([PROVIDER]),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "samtid-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function refusalOf(environment: Record<string, string>): string {
  try {
    readConfig({ DATA_DIR: folder, ...environment });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("The configuration was accepted.");
}

describe("a variable that is wrong: the refusal names it and not its value", () => {
  test.each([
    ["NODE_ENV", "staging"],
    ["PORT", "65536"],
    ["PORT", "http"],
    ["PUBLIC_URL", "ftp://samtid.example"],
    ["DATABASE_URL", "mysql://user:hunter2@db"],
    ["DATABASE_POOL_SIZE", "1"],
    ["REDIS_URL", "https://user:hunter2@redis"],
    ["SMTP_URL", "user:hunter2@mail"],
    ["LOG_LEVEL", "loud"],
    ["SESSION_KEYS", `${newKey()},hunter2hunter2`],
    ["LINK_KEY", "hunter2hunter2"],
    ["DATA_KEYS", "hunter2"],
    ["DATA_KEYS", `K!:${newKey()}`],
    ["OIDC_PROVIDERS", "[{hunter2"],
    ["OIDC_PROVIDERS", JSON.stringify([{ ...PROVIDER, issuer: "hunter2" }])],
    ["OIDC_PROVIDERS", JSON.stringify([{ ...PROVIDER, organisationId: "hunter2" }])],
  ])("%s=%s", (name, value) => {
    const refusal = refusalOf({ [name]: value });
    expect(refusal).toContain(name);
    expect(refusal).not.toContain(value);
    expect(refusal).not.toContain("hunter2");
  });
});

test("several that are wrong: all are named at once", () => {
  const refusal = refusalOf({ PORT: "-1", LINK_KEY: "short", LOG_LEVEL: "loud" });
  for (const name of ["PORT", "LINK_KEY", "LOG_LEVEL"]) expect(refusal).toContain(`  ${name}: `);
});

test.each(["PUBLIC_URL", "SESSION_KEYS", "LINK_KEY", "DATA_KEYS", "OIDC_PROVIDERS"] as const)(
  "production without %s: refused by name",
  (name) => {
    const { [name]: _left, ...rest } = production();
    expect(refusalOf(rest)).toContain(`${name}: is needed in production`);
  },
);

test("production with all it needs: accepted, and no keys are made up", () => {
  const given = production();
  const { secrets } = readConfig({ ...given, DATA_DIR: folder });
  expect(secrets.linkKey.toString("base64")).toBe(given.LINK_KEY);
  expect(() => statSync(join(folder, "secrets.json"))).toThrow();
});

const SAME_BYTES = Buffer.alloc(32, 7).toString("base64");
test.each([
  ["SESSION_KEYS", `${newKey()},${SAME_BYTES}`],
  ["LINK_KEY", SAME_BYTES],
  ["DATA_KEYS", `k1:${SAME_BYTES}`],
  ["DATABASE_URL", "postgres://samtid:Password@db/samtid"],
  ["REDIS_URL", "redis://:secret@redis"],
  ["SMTP_URL", "smtp://samtid:changeme@mail"],
  ["SMS_PASSWORD", "password"],
  ["MAILBOX_TOKEN", "token"],
  ["OIDC_PROVIDERS", JSON.stringify([{ ...PROVIDER, clientSecret: "secret" }])],
  ["OIDC_PROVIDERS", JSON.stringify([{ ...PROVIDER, issuer: "http://login.example" }])],
  ["PUBLIC_URL", "http://samtid.example"],
  ["CALENDARS_FROM_LOOPBACK", "yes"],
])("production with an unsafe %s: refused by name", (name, value) => {
  const refusal = refusalOf({ ...production(), [name]: value });
  expect(refusal).toContain(`  ${name}: `);
  expect(() => readConfig({ DATA_DIR: folder, [name]: value })).not.toThrow();
});

test("keys left out in development: made up once, readable by us only, and the same the next time", () => {
  const first = readConfig({ DATA_DIR: folder });
  expect(readConfig({ DATA_DIR: folder }).secrets).toEqual(first.secrets);
  expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
});

test("one key given in development: it is used, and the others are made up", () => {
  const LINK_KEY = newKey();
  const { secrets } = readConfig({ DATA_DIR: folder, LINK_KEY });
  expect(secrets.linkKey.toString("base64")).toBe(LINK_KEY);
  expect(secrets.sessionKeys).toHaveLength(1);
});

test("a variable from a file: its content without the last line break, before the variable itself", () => {
  const file = join(folder, "url");
  writeFileSync(file, "postgres://samtid@db/samtid\n");
  const read = readConfig({
    DATA_DIR: folder,
    DATABASE_URL_FILE: file,
    DATABASE_URL: "postgres://other@db/other",
  });
  expect(read.DATABASE_URL).toBe("postgres://samtid@db/samtid");
});

test("a file that isn't there: the variable is named", () => {
  expect(refusalOf({ LINK_KEY_FILE: join(folder, "missing") })).toContain("LINK_KEY_FILE: ");
});

test("an empty variable counts as left out", () => {
  expect(readConfig({ DATA_DIR: folder, SMTP_URL: "", PORT: "" })).toMatchObject({ PORT: 3000 });
});

test("data keys keep the order they are written in, for the first and the last have parts to play", () => {
  const DATA_KEYS = ["old", "2025b", "a", "2026a"].map((id) => `${id}:${newKey()}`).join(",");
  const { secrets } = readConfig({ DATA_DIR: folder, DATA_KEYS });
  expect(Object.keys(secrets.dataKeys)).toEqual(["old", "2025b", "a", "2026a"]);
});

test("a data key whose id is a number, which would not keep its place: refused", () => {
  expect(refusalOf({ DATA_KEYS: `b:${newKey()},1:${newKey()}` })).toContain("at least one letter");
});

describe(".env.example", () => {
  const lines = readFileSync(new URL("../../../.env.example", import.meta.url), "utf8").split("\n");
  const settings = lines.flatMap((line) => {
    const match = /^([A-Z_]+)=(.*)$/.exec(line);
    return match ? [{ name: match[1]!, value: match[2]!.replace(/^(['"])(.*)\1$/, "$2") }] : [];
  });

  test("lists every variable there is, and no others", () => {
    expect(settings.map(({ name }) => name)).toEqual(Object.keys(Environment.shape));
  });

  test("says of each what it is for, alone or together with the one before", () => {
    const uncommented = lines.filter(
      (line, index) => /^[A-Z]/.test(line) && !/^# |^PORT=/.test(lines[index - 1] ?? ""),
    );
    expect(uncommented).toEqual([]);
  });

  test("is a configuration for production once the keys are filled in", () => {
    const keys = { SESSION_KEYS: newKey(), LINK_KEY: newKey(), DATA_KEYS: `k1:${newKey()}` };
    const empty = settings.filter(({ value }) => value === "").map(({ name }) => name);
    expect(empty.sort()).toEqual(Object.keys(keys).sort());
    const environment = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
    expect(readConfig({ ...environment, ...keys }).NODE_ENV).toBe("production");
  });
});
