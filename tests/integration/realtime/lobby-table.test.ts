import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SOCKET_COMMANDS } from "../../../server/realtime/events.contract.ts";
import { bringTo } from "../../support/lobby-scene.ts";
import {
  GUEST_STATES,
  HOST_STATES,
  LOBBY_TABLE,
  outcomeOf,
  type GuestState,
} from "../../support/lobby-table.ts";
import type { Tab } from "../../support/room-node.ts";
import { setRoomStage, type Cast, type RoomStage } from "../../support/room-stage.ts";
import { SOCKET_PAYLOADS } from "../../support/socket-payloads.ts";

type Command = keyof typeof LOBBY_TABLE;
const COMMANDS = Object.keys(SOCKET_COMMANDS) as Command[];
const AGENCIES = { fk: "forsakringskassan", af: "arbetsformedlingen" } as const;
let stage: RoomStage;

beforeAll(async () => {
  stage = await setRoomStage();
});
afterAll(() => stage?.stop());

test("every command has its line in the table, and no line is of something else", () => {
  expect(Object.keys(LOBBY_TABLE).toSorted()).toEqual(COMMANDS.toSorted());
});

/** What a command is answered with: `ok`, or the problem's code. */
async function outcome(tab: Tab, command: Command, cast: Cast, participantId: string): Promise<string> {
  const seat = await stage.seatOf(participantId);
  const payload = SOCKET_PAYLOADS[command]({ meetingId: cast.id, participantId, ...seat });
  const answer = await tab.askAnything(command, payload);
  if (!answer.ok) expect(JSON.stringify(answer)).not.toMatch(/Handläggare \d|Individ Nummer/);
  return answer.ok ? "ok" : answer.problem.code;
}
async function guestCookie(cast: Cast, way: "link" | "e-ID"): Promise<string> {
  if (way === "link") return cast.cookies.individual;
  const meeting = await stage.node.samtid.repositories.meetings.find(cast.id);
  const { personId } = meeting!.participants.find(({ id }) => id === cast.individual)!;
  const invitation = { participantId: cast.individual, linkId: null };
  return stage.node.session({ individual: { personId }, invitation });
}
/** All that is kept of rooms, and of who did what in them. */
const everything = async () => {
  const query = stage.node.samtid.database.query();
  return {
    seats: await query.selectFrom("seat").selectAll().orderBy("participant_id").execute(),
    rooms: await query.selectFrom("room").selectAll().orderBy("meeting_id").execute(),
    attendance: await query
      .selectFrom("attendance")
      .selectAll()
      .orderBy("started_at")
      .orderBy("kind")
      .execute(),
    checks: await query.selectFrom("identity_check").selectAll().execute(),
    audit: await query.selectFrom("audit").selectAll().execute(),
  };
};
/** Sends what is refused, after which nothing may have changed; then what is not. @returns what each was answered with. */
async function tryAll(tab: Tab, cast: Cast, expected: Record<string, string>, about: readonly string[]) {
  const found: Record<string, string> = {};
  const before = await everything();
  const refused = COMMANDS.filter((command) => expected[command] !== "ok");
  for (const command of refused)
    for (const participantId of about) found[command] = await outcome(tab, command, cast, participantId);
  expect(await everything()).toEqual(before);
  // Who has left can do no more.
  const inOrder = COMMANDS.toSorted((a, b) => Number(a === "room:leave") - Number(b === "room:leave"));
  for (const command of inOrder.filter((each) => !refused.includes(each) && !LOBBY_TABLE[each].target))
    found[command] = await outcome(tab, command, cast, about[0]!);
  return found;
}

describe.each(["link", "e-ID"] as const)("one who was invited, by %s,", (way) => {
  test.each(GUEST_STATES)("who is %s, reaches nothing but what the table says", async (state) => {
    const cast = await stage.newMeeting();
    const host = await stage.enter(cast, "fk");
    const cookie = await guestCookie(cast, way);
    const tab = await bringTo(state, stage, cast, { as: "individual", cookie, host });
    const rows = COMMANDS.map((command) => [command, outcomeOf(LOBBY_TABLE[command].guest, state)]);
    const expected = Object.fromEntries(rows) as Record<string, string>;

    expect(await tryAll(tab, cast, expected, [cast.individual, cast.fk, cast.af])).toEqual(expected);
  });

  test.each(GUEST_STATES.filter((state) => state !== "in the call"))(
    "who is %s, hears nothing of what handläggare do, say and send",
    async (state) => {
      const cast = await stage.newMeeting();
      const host = await stage.enter(cast, "fk");
      const cookie = await guestCookie(cast, way);
      const tab = await bringTo(state, stage, cast, { as: "individual", cookie, host });
      await tab.ask("meeting:unwatch", { meetingId: cast.id });
      tab.heard.length = 0;
      const other = await stage.enter(cast, "af");
      for (const command of COMMANDS.filter((each) => each !== "room:leave"))
        await outcome(host, command, cast, cast.af);
      await other.ask("room:leave", { meetingId: cast.id });
      // By an answer of its own the tab has heard all that was sent to it before.
      await tab.ask("meeting:unwatch", { meetingId: cast.id });

      expect(tab.heard).toEqual([]);
    },
  );
});

describe.each(["fk", "af"] as const)("a handläggare of %s", (agency) => {
  const other = agency === "fk" ? "af" : "fk";

  test.each(HOST_STATES)("who is %s, decides as the table says", async (state) => {
    const cast = await stage.newMeeting();
    const host = await stage.enter(cast, other);
    await stage.enter(cast, "individual");
    const tab = await bringTo(state, stage, cast, { as: agency, cookie: cast.cookies[agency], host });
    const rows = COMMANDS.map((command) => [command, outcomeOf(LOBBY_TABLE[command].host, state)] as const);
    const apart = rows.filter(([command, found]) => found === "ok" && LOBBY_TABLE[command].target);
    const expected = Object.fromEntries(rows.filter((row) => !apart.includes(row)));

    expect(await tryAll(tab, cast, Object.fromEntries(rows), [cast.individual])).toEqual(expected);
  });

  test.each(COMMANDS.filter((command) => LOBBY_TABLE[command].target))(
    "in the call carries out %s, and once only with the same id",
    async (command) => {
      const cast = await stage.newMeeting();
      const tab = await stage.enter(cast, agency);
      const host = await stage.enter(cast, other);
      const target = LOBBY_TABLE[command].target as GuestState;
      await bringTo(target, stage, cast, { as: "individual", cookie: cast.cookies.individual, host });
      const seat = await stage.seatOf(cast.individual);
      const about = { meetingId: cast.id, participantId: cast.individual, ...seat };
      const payload = SOCKET_PAYLOADS[command](about);
      expect(await tab.askAnything(command, payload)).toEqual({ ok: true, value: null });
      const after = await everything();

      expect(await tab.askAnything(command, payload)).toEqual({ ok: true, value: null });
      expect(await everything()).toEqual(after);
      expect((await stage.seatOf(cast.individual))?.state).not.toBe(seat?.state);
    },
  );
});

describe("somebody with no part in the meeting", () => {
  const outsiders = {
    "a colleague at Försäkringskassan": () => staffCookie("fk"),
    "a colleague at Arbetsförmedlingen": () => staffCookie("af"),
    "one who was invited to another meeting": async () => (await stage.newMeeting()).cookies.individual,
  };
  const staffCookie = (agency: "fk" | "af") =>
    stage.node.session({
      staff: { personId: stage.people[agency][1]!, organisationId: AGENCIES[agency] },
    });

  test.each(Object.keys(outsiders) as (keyof typeof outsiders)[])("%s reaches nothing", async (who) => {
    const cast = await stage.newMeeting();
    await stage.enter(cast, "fk");
    await stage.enter(cast, "individual");
    const tab = await stage.node.open(await outsiders[who]());
    const rows = COMMANDS.map((command) => {
      const { outsider, invitedOutsider = outsider } = LOBBY_TABLE[command];
      return [command, who.startsWith("one who was invited") ? invitedOutsider : outsider];
    });
    const expected = Object.fromEntries(rows) as Record<string, string>;

    expect(await tryAll(tab, cast, expected, [cast.individual, cast.fk])).toEqual(expected);
    expect(tab.heard).toEqual([]);
  });
});
