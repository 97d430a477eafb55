import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SOCKET_COMMANDS, type Acknowledgement } from "../../../server/realtime/events.contract.ts";
import { ASKS, send, type Ask } from "../../support/authorisation/asks.ts";
import { readMatrix } from "../../support/authorisation/matrix.ts";
import { createWorld, NOW, type Actor, type World } from "../../support/authorisation/world.ts";
import { describedOperations, type DescribedOperation } from "../../support/described-operations.ts";
import { SOCKET_PAYLOADS } from "../../support/socket-payloads.ts";
import { serveSamtid, type ServedSamtid } from "../../support/served-samtid.ts";

const matrix = await readMatrix();
/** What makes a browser somebody else comes after all that asks who it is. */
const LAST = ["openInvitation", "openOwnMeeting", "endSignIns", "endSession"];

let served: ServedSamtid;
let world: World;
let operations: DescribedOperation[];

beforeAll(async () => {
  served = await serveSamtid({ now: () => NOW });
  world = await createWorld(served);
  operations = await describedOperations(served.origin);
}, 120_000);
afterAll(() => served?.stop());

/** Done, or refused for a reason that has nothing to do with who asks: it is taken, over, changed, expired. */
const MAY = [200, 201, 204, 409, 410, 412];

async function cellOf(actor: Actor, operation: DescribedOperation, ask: Ask): Promise<string> {
  await actor.again?.();
  const browser = (ask.link && actor.links?.[ask.link]) ?? actor.browser;
  const response = await send(browser, operation, ask);
  const text = await response.text();
  if ([401, 403, 404].includes(response.status)) return String(response.status);
  if (response.status === 422 && ask.refusedAs && text.includes(`"${ask.refusedAs}"`)) return "yes";
  if (!MAY.includes(response.status)) return `${response.status} ${text.slice(0, 300)}`;
  return response.ok && ask.about !== undefined && !text.includes(ask.about) ? "none" : "yes";
}

test("every described operation and every socket command has its row, and no row is of something else", () => {
  const known = [...operations.map(({ id }) => id), ...Object.keys(SOCKET_COMMANDS)];
  expect([...matrix.rows.keys()].toSorted()).toEqual(known.toSorted());
  expect(Object.keys(ASKS).toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
  expect(matrix.columns).toEqual([...world.actors.keys()]);
});

const byColumn = (cells: readonly string[]) =>
  Object.fromEntries(matrix.columns.map((column, index) => [column, cells[index]]));

describe("over sockets", () => {
  const sockets: Socket[] = [];
  afterAll(() => sockets.forEach((socket) => socket.disconnect()));
  const commands = [...matrix.rows].filter(([name]) => name in SOCKET_COMMANDS);

  test.each(commands)("%s is taken, hidden and refused as the table says", async (command, cells) => {
    const found: string[] = [];
    for (const actor of world.actors.values()) found.push(await socketCell(actor, command));
    expect(byColumn(found)).toEqual(byColumn(cells));
  });

  async function socketCell({ browser, target, again }: Actor, command: string): Promise<string> {
    await again?.();
    const cookie = browser.cookies.cookie("samtid");
    const socket = io(served.origin, {
      forceNew: true,
      transports: ["websocket"],
      extraHeaders: { origin: served.origin, ...(cookie && { cookie: `samtid=${cookie}` }) },
    });
    sockets.push(socket);
    const refused = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(false));
      socket.once("connect_error", () => resolve(true));
    });
    if (refused) return "401";
    const { participants } = (await served.samtid.repositories.meetings.find(target.booked))!;
    const participantId = participants.find(({ role }) => role === "individual")!.id;
    const payload = SOCKET_PAYLOADS[command as keyof typeof SOCKET_PAYLOADS]({
      meetingId: target.booked,
      participantId,
    });
    const answer = (await socket.timeout(10_000).emitWithAck(command, payload)) as Acknowledgement<unknown>;
    socket.disconnect();
    if (answer.ok || MAY.includes(answer.problem.status)) return "yes";
    return String(answer.problem.status);
  }
});

const rows = [...matrix.rows].filter(([name]) => !(name in SOCKET_COMMANDS));
const inOrder = rows.toSorted(([a], [b]) => LAST.indexOf(a) - LAST.indexOf(b));
test.each(inOrder)("%s: the API lets in, hides and refuses as the table says", async (id, cells) => {
  const operation = operations.find((each) => each.id === id)!;
  const found: string[] = [];
  for (const actor of world.actors.values())
    found.push(await cellOf(actor, operation, await ASKS[id]!(world, actor.target)));
  expect(byColumn(found)).toEqual(byColumn(cells));
});
