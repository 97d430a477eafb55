import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SOCKET_COMMANDS } from "../../../../server/realtime/events.contract.ts";
import { ablest, ASKS, send, type Ask } from "../../../support/authorisation/asks.ts";
import { createWorld, NOW, type World } from "../../../support/authorisation/world.ts";
import { digestOf } from "../../../support/database-digest.ts";
import { describedOperations, type DescribedOperation } from "../../../support/described-operations.ts";
import { serveSamtid, type ServedSamtid } from "../../../support/served-samtid.ts";
import { SOCKET_PAYLOADS } from "../../../support/socket-payloads.ts";

/** What an attacker would like to decide of: each is a column somewhere. */
const COVETED = {
  id: "00000000-0000-4000-8000-000000000000",
  organisationId: "arbetsformedlingen",
  isAdministrator: true,
  status: "held",
  createdBy: "00000000-0000-4000-8000-000000000000",
};

let served: ServedSamtid;
let world: World;
let operations: DescribedOperation[];

beforeAll(async () => {
  served = await serveSamtid({ now: () => NOW });
  world = await createWorld(served);
  operations = await describedOperations(served.origin);
}, 240_000);
afterAll(() => served?.stop());

const withBodies = () => operations.filter(({ bodySchema }) => bodySchema !== undefined);
const target = () => world.actors.get("charge")!.target;
async function post(operation: DescribedOperation, ask: Ask, body: string): Promise<number> {
  const browser = ablest(world, operation, ask);
  const raw = { "sec-fetch-site": "same-origin", origin: browser.origin, "if-match": '"999"' };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => ask.path![name]!);
  return (await browser.cookies.send(operation.method, `/api/v1${path}`, raw, body)).status;
}

/** The body with something more in one of its objects, one after the other; not where that belongs. */
function withMore(body: unknown, name: string, more: string): string[] {
  const copies: string[] = [];
  const mark = "\u0000more";
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (!Array.isArray(value) && !Object.hasOwn(value, name)) {
      const changed = { ...value, [mark]: 0 };
      const whole = JSON.stringify(copy, (_key, each: unknown) => (each === value ? changed : each));
      copies.push(whole.replace(`${JSON.stringify(mark)}:0`, more));
    }
    Object.values(value).forEach(visit);
  };
  const copy: unknown = structuredClone(body);
  visit(copy);
  return copies;
}

describe("what nobody asked for, in any object of any body", () => {
  const wanted = Object.entries(COVETED).map(
    ([name, value]) => [name, `"${name}":${JSON.stringify(value)}`] as const,
  );

  const polluting = [
    ["__proto__", '"__proto__":{"isAdministrator":true,"polluted":true}'],
    ["constructor", '"constructor":{"prototype":{"isAdministrator":true,"polluted":true}}'],
    ["prototype", '"prototype":{"polluted":true}'],
  ] as const;

  test("is refused by every operation, also with `__proto__` and `constructor`, and nothing is written", async () => {
    for (const operation of withBodies()) {
      const ask = await ASKS[operation.id]!(world, target());
      const before = await digestOf(served.samtid);
      const bodies = [...wanted, ...polluting].flatMap(([name, more]) => withMore(ask.body, name, more));
      await Promise.all(
        bodies.map(async (body) => {
          expect(await post(operation, ask, body), `${operation.id}: ${body}`).toBe(422);
        }),
      );
      expect(await digestOf(served.samtid), operation.id).toEqual(before);
    }
    expect(withBodies().length).toBeGreaterThan(40);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  }, 240_000);

  test("is refused in the query of every operation", async () => {
    for (const operation of operations) {
      const ask = await ASKS[operation.id]!(world, target());
      for (const name of [
        "isAdministrator",
        "__proto__[polluted]",
        "__proto__",
        "constructor[prototype][polluted]",
      ]) {
        if (operation.id === "endSession") continue;
        const query = { ...ask.query, [name]: "1" };
        const { status } = await send(ablest(world, operation, ask), operation, { ...ask, query });
        expect(status, `${operation.id} with ${name}`).toBe(422);
      }
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  }, 240_000);

  test("is refused by every command over sockets", () => {
    const { id } = COVETED;
    for (const [command, schema] of Object.entries(SOCKET_COMMANDS)) {
      const payload = SOCKET_PAYLOADS[command as keyof typeof SOCKET_PAYLOADS];
      const valid = payload({ meetingId: id, participantId: id });
      expect(schema.safeParse(valid).success, command).toBe(true);
      for (const [name, more] of [...wanted, ...polluting])
        for (const payload of withMore(valid, name, more))
          expect(schema.safeParse(JSON.parse(payload)).success, `${command}: ${payload}`).toBe(false);
    }
  });
});

describe("the contracts", () => {
  test("of all bodies list what may be in each object, and let nothing else in", () => {
    for (const { id, bodySchema } of withBodies())
      for (const object of objectsIn(bodySchema)) expect(object.additionalProperties, id).toBe(false);
  });
});

function objectsIn(schema: unknown): { additionalProperties?: unknown }[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = "properties" in schema ? [schema as { additionalProperties?: unknown }] : [];
  return [...own, ...Object.values(schema).flatMap(objectsIn)];
}
