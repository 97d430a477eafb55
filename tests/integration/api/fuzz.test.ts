import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { io, type Socket } from "socket.io-client";
import { Problem } from "../../../server/http/conventions.contract.ts";
import { SOCKET_COMMANDS, type Acknowledgement } from "../../../server/realtime/events.contract.ts";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { ablest, ASKS, send, type Ask } from "../../support/authorisation/asks.ts";
import { readMatrix } from "../../support/authorisation/matrix.ts";
import { createWorld, NOW, type World } from "../../support/authorisation/world.ts";
import { digestOf } from "../../support/database-digest.ts";
import { describedOperations, type DescribedOperation } from "../../support/described-operations.ts";
import {
  malformedBody,
  malformedHeaders,
  malformedPathPart,
  malformedQuery,
} from "../../support/malformed-input.ts";
import "../../support/property-seed.ts";
import { serveSamtid, type ServedSamtid } from "../../support/served-samtid.ts";

/** Inputs for each operation and command: `npm run test:fuzz` tries a thousand. */
const INPUTS = Number(process.env.FUZZ_INPUTS ?? 40);
const AT_ONCE = 20;
const PATIENCE_MS = 60_000 + INPUTS * 500;
const OWN_LIMIT_MS = INPUTS * 20;

let served: ServedSamtid;
let world: World;
let operations: DescribedOperation[];

beforeAll(async () => {
  served = await serveSamtid({ now: () => NOW });
  world = await createWorld(served);
  operations = await describedOperations(served.origin);
}, 120_000);
afterAll(() => served?.stop());

const target = () => world.actors.get("charge")!.target;
const { rows } = await readMatrix();
const ids = [...rows.keys()].filter((name) => !(name in SOCKET_COMMANDS));

interface Input {
  readonly part: string;
  readonly query: string;
  readonly body: string | undefined;
  readonly headers: Record<string, string>;
}

/** Says the same of a seat that there is, that is somebody else's, and that there is not: any id is well formed. */
const TELLS_NOBODY = new Set(["closeRoomPage"]);
const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** One thing is wrong at a time: what else is sent would be taken. */
function malformed(operation: DescribedOperation, ask: Ask): fc.Arbitrary<Partial<Input>> {
  const ways: fc.Arbitrary<Partial<Input>>[] = [malformedQuery.map((query) => ({ query }))];
  if (operation.path.includes("{")) {
    const isWrong = (part: string) => !TELLS_NOBODY.has(operation.id) || !ID.test(part);
    ways.push(malformedPathPart.filter(isWrong).map((part) => ({ part })));
  }
  if (operation.bodySchema)
    ways.push(
      malformedBody(ask.body).map((body) => ({ body })),
      fc.record({ body: malformedBody(ask.body), headers: malformedHeaders }),
    );
  return fc.oneof(...ways);
}

async function sendMalformed(
  browser: ApiBrowser,
  operation: DescribedOperation,
  ask: Ask,
  wrong: Partial<Input>,
) {
  const path = operation.path.replaceAll(
    /\{(\w+)\}/g,
    (_whole, name: string) => wrong.part ?? ask.path![name]!,
  );
  const query = wrong.query ?? new URLSearchParams(ask.query).toString();
  const own = { "sec-fetch-site": "same-origin", origin: browser.origin };
  const revision: Record<string, string> = operation.needsRevision ? { "if-match": '"1"' } : {};
  const body = wrong.body ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body));
  const headers = { ...own, ...revision, ...wrong.headers };
  return browser.cookies.send(operation.method, `/api/v1${path}?${query}`, headers, body);
}

describe(`${INPUTS} malformed inputs`, () => {
  test.each(ids)(
    "%s: each is refused with a problem, and none writes anything",
    async (id) => {
      const operation = operations.find((each) => each.id === id)!;
      const ask = await ASKS[id]!(world, target());
      const browser = ablest(world, operation, ask);
      const before = await digestOf(served.samtid);
      const inputs = fc.sample(malformed(operation, ask), INPUTS);
      for (let nth = 0; nth < inputs.length; nth += AT_ONCE)
        await Promise.all(
          inputs.slice(nth, nth + AT_ONCE).map(async (wrong) => {
            const response = await sendMalformed(browser, operation, ask, wrong);
            await expectProblem(response, `${id} ${JSON.stringify(wrong).slice(0, 300)}`);
          }),
        );
      expect(await digestOf(served.samtid)).toEqual(before);
    },
    PATIENCE_MS,
  );

  test.each(Object.keys(SOCKET_COMMANDS))(
    "%s over a socket: each is refused with a problem, and none writes anything",
    async (command) => {
      const socket = await openSocket();
      const before = await digestOf(served.samtid);
      const { booked } = target();
      const inputs = malformedBody({ meetingId: booked, participantId: booked }).filter(fitsInFrame);
      for (const text of fc.sample(inputs, INPUTS)) {
        const answer = (await socket
          .timeout(10_000 + OWN_LIMIT_MS)
          .emitWithAck(command, payloadOf(text))) as Acknowledgement<unknown>;
        expect(answer.ok, text.slice(0, 300)).toBe(false);
        if (!answer.ok) expect(answer.problem.status, text.slice(0, 300)).toBeLessThan(500);
      }
      socket.disconnect();
      expect(await digestOf(served.samtid)).toEqual(before);
    },
    PATIENCE_MS,
  );

  test("afterwards the server is as well as before", async () => {
    expect((await fetch(`${served.origin}/readyz`)).status).toBe(200);
    const { status } = await send(
      world.charge,
      operations.find(({ id }) => id === "readSession")!,
      {},
    );
    expect(status).toBe(200);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

async function expectProblem(response: Response, what: string): Promise<void> {
  const text = await response.text();
  expect(response.status, what).toBeGreaterThanOrEqual(400);
  expect(response.status, what).toBeLessThan(500);
  expect(response.headers.get("content-type"), what).toMatch(/^application\/problem\+json/);
  expect(Problem.loose().safeParse(JSON.parse(text)).error, what).toBeUndefined();
}

/** More than this ends the connection unread. */
const fitsInFrame = (text: string) => text.length < 60_000;

/** What no JSON is goes over a socket as the text it is. */
function payloadOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function openSocket(): Promise<Socket> {
  const cookie = world.charge.cookies.cookie("samtid");
  const socket = io(served.origin, {
    forceNew: true,
    transports: ["websocket"],
    extraHeaders: { origin: served.origin, cookie: `samtid=${cookie}` },
  });
  await new Promise((resolve, reject) =>
    socket.once("connect", resolve as () => void).once("connect_error", reject),
  );
  return socket;
}
