import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { DayView } from "../../../server/rooms/day/day.contract.ts";
import { eventually } from "../../support/eventually.ts";
import type { Tab } from "../../support/room-node.ts";
import { SOCKET_PAYLOADS } from "../../support/socket-payloads.ts";
import { setRoomStage, STARTS_AT, type Cast, type RoomStage } from "../../support/room-stage.ts";

let stage: RoomStage;
let cast: Cast;

beforeAll(async () => {
  stage = await setRoomStage();
});
beforeEach(async () => {
  stage.minutesToStart(4);
  await stage.node.samtid.database.query().updateTable("meeting").set(CANCELLED).execute();
  cast = await stage.newMeeting();
});
afterAll(() => stage.stop());

const CANCELLED = { status: "cancelled", cancellation_reason: "individual" };
/** A page of a handläggare, and what it has been told of the day. */
async function page(cookie: string): Promise<{ tab: Tab; days: DayView[] }> {
  const tab = await stage.node.open(cookie);
  const days: DayView[] = [];
  tab.socket.on("day:changed", (day: DayView) => days.push(day));
  const answer = await tab.ask("day:watch", {});
  if (answer.ok) days.unshift(answer.value);
  return { tab, days };
}
const meetingOf = ({ days }: { days: DayView[] }) => days.at(-1)?.meetings[0];

test("a handläggare's page knows the meetings to come, by the server's clock, and at once when the individual waits, at whichever server", async () => {
  const af = await page(cast.cookies.af);
  const dayOfOne = {
    now: new Date(STARTS_AT.getTime() - 4 * 60_000).toISOString(),
    meetings: [
      {
        meetingId: cast.id,
        startAt: STARTS_AT.toISOString(),
        endAt: new Date(STARTS_AT.getTime() + 3_600_000).toISOString(),
        mode: "video",
        individualWaits: false,
        anotherWaits: false,
        isIn: false,
      },
    ],
  };
  expect(af.days).toEqual([dayOfOne]);

  const individual = await stage.enter(cast, "individual", { node: await stage.addNode() });
  await eventually(() => expect(meetingOf(af)).toMatchObject({ individualWaits: true, isIn: false }));
  const fk = await stage.enter(cast, "fk");
  const whom = { meetingId: cast.id, participantId: cast.individual };
  await fk.ask("lobby:admit", SOCKET_PAYLOADS["lobby:admit"](whom));
  await eventually(() => expect(meetingOf(af)).toMatchObject({ individualWaits: false }));
  await stage.enter(cast, "af");
  await eventually(() => expect(meetingOf(af)).toMatchObject({ isIn: true }));
  expect(JSON.stringify(af.days)).not.toMatch(/Individ|SAM-|kartlaggning/);
  individual.socket.disconnect();
});

test("it tells of no meeting of somebody else's, and the day is a handläggare's alone", async () => {
  const staff = { personId: stage.people.fk[1]!, organisationId: "forsakringskassan" } as const;
  const other = await page(await stage.node.session({ staff }));
  expect(other.days[0]?.meetings).toEqual([]);

  const invited = await stage.node.open(cast.cookies.individual);
  expect(await invited.ask("day:watch", {})).toMatchObject({ problem: { code: "not_allowed" } });
});

test("a meeting that is cancelled is gone from the day", async () => {
  const fk = await page(cast.cookies.fk);
  const query = stage.node.samtid.database.query();
  await query.updateTable("meeting").set(CANCELLED).where("id", "=", cast.id).execute();
  await stage.node.samtid.repositories.meetings.announce(cast.id);
  await eventually(() => expect(fk.days.at(-1)?.meetings).toEqual([]));
});
