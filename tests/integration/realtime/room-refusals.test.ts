import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setRoomStage, type Cast, type RoomStage } from "../../support/room-stage.ts";
import type { Tab } from "../../support/room-node.ts";
import { SOCKET_PAYLOADS } from "../../support/socket-payloads.ts";

let stage: RoomStage;
let cast: Cast;
let others: Cast;

beforeAll(async () => {
  stage = await setRoomStage();
  others = await stage.newMeeting();
});
beforeEach(async () => {
  cast = await stage.newMeeting();
});
afterAll(() => stage.stop());

/** Brings a person to a state, and gives the tab in which they act. */
const STATES: Record<string, (who: "fk" | "individual") => Promise<Tab>> = {
  "not entered": (who) => stage.node.open(cast.cookies[who]),
  waiting: () => stage.enter(cast, "individual"),
  "in call": async (who) => {
    const tab = await stage.enter(cast, who);
    if (who === "individual") {
      const af = await stage.enter(cast, "af");
      await stage.decide(af, "lobby:admit", cast);
    }
    return tab;
  },
  "taken over": async (who) => {
    const tab = await stage.enter(cast, who);
    await stage.enter(cast, who);
    return tab;
  },
  left: async (who) => {
    const tab = await stage.enter(cast, who);
    await tab.ask("room:leave", { meetingId: cast.id });
    return tab;
  },
};
const admitting = ({ id }: Cast, participantId: string) =>
  SOCKET_PAYLOADS["lobby:admit"]({ meetingId: id, participantId });
const EVENTS: Record<string, () => [command: string, payload: unknown]> = {
  "admit oneself": () => ["lobby:admit", admitting(cast, cast.individual)],
  "admit another": () => ["lobby:admit", admitting(cast, cast.fk)],
  "admit elsewhere": () => ["lobby:admit", admitting(others, others.individual)],
  watch: () => ["meeting:watch", { meetingId: cast.id }],
  "watch another": () => ["meeting:watch", { meetingId: others.id }],
  "enter another": () => ["room:enter", { meetingId: others.id }],
  "enter nothing": () => ["room:enter", { meetingId: randomUUID() }],
  "claim to be another": () => ["room:enter", { meetingId: cast.id, participantId: cast.fk }],
};
const REFUSED: Record<string, string> = {
  "admit oneself": "not_allowed",
  "admit another": "not_allowed",
  "admit elsewhere": "not_found",
  watch: "not_found",
  "watch another": "not_found",
  "enter another": "not_found",
  "enter nothing": "not_found",
  "claim to be another": "invalid",
};
const everything = async () => {
  const query = stage.node.samtid.database.query();
  return {
    seats: await query.selectFrom("seat").selectAll().orderBy("participant_id").execute(),
    rooms: await query.selectFrom("room").selectAll().orderBy("meeting_id").execute(),
    attendance: await query
      .selectFrom("attendance")
      .selectAll()
      .orderBy("participant_id")
      .orderBy("generation")
      .orderBy("kind")
      .execute(),
    audit: await query.selectFrom("audit").selectAll().execute(),
  };
};

describe.each(Object.keys(STATES))("an individual who is %s", (state) => {
  test.each(Object.keys(EVENTS))("may not %s, and nothing changes", async (event) => {
    const tab = await STATES[state]!("individual");
    const before = await everything();
    const heard = tab.rooms.length;
    const answer = await tab.askAnything(...EVENTS[event]!());

    expect(answer).toMatchObject({ ok: false, problem: { code: REFUSED[event] } });
    expect(JSON.stringify(answer)).not.toMatch(/Handläggare \d|Individ/);
    expect(await everything()).toEqual(before);
    if (state === "waiting") expect(tab.rooms).toHaveLength(heard);
  });
});

describe.each(Object.keys(STATES).filter((state) => state !== "waiting"))(
  "a handläggare who is %s",
  (state) => {
    test("admits in a call of their own only", async () => {
      const tab = await STATES[state]!("fk");
      await stage.enter(cast, "individual");
      await stage.enter(others, "individual");
      const own = await tab.askAnything(...EVENTS["admit oneself"]!());
      const elsewhere = await tab.askAnything(...EVENTS["admit elsewhere"]!());

      expect(own).toMatchObject(
        state === "in call" ? { ok: true } : { ok: false, problem: { code: "wrong_state" } },
      );
      expect(elsewhere).toMatchObject({ ok: false, problem: { code: "wrong_state" } });
    });
  },
);

test("a handläggare who takes no part in the meeting neither enters, admits, watches nor learns that it exists", async () => {
  await stage.enter(cast, "individual");
  const staff = { personId: stage.people.fk[1]!, organisationId: "forsakringskassan" } as const;
  const tab = await stage.node.open(await stage.node.session({ staff }));
  const codes = [];
  for (const [command, payload] of [
    ["room:enter", { meetingId: cast.id }],
    ["room:enter", { meetingId: randomUUID() }],
    ["meeting:watch", { meetingId: cast.id }],
    ["lobby:admit", admitting(cast, cast.individual)],
  ] as const) {
    const answer = await tab.askAnything(command, payload);
    codes.push(answer.ok ? "ok" : answer.problem.code);
  }

  expect(codes).toEqual(["not_found", "not_found", "not_found", "not_found"]);
});

test("who has not come can't be let in, nor one who has lost the connection", async () => {
  const fk = await stage.enter(cast, "fk");
  expect(await stage.decide(fk, "lobby:admit", cast)).toMatchObject({ problem: { code: "not_found" } });
  const individual = await stage.enter(cast, "individual");
  individual.socket.disconnect();
  await expect
    .poll(() => fk.rooms.at(-1)?.seats.find(({ role }) => role === "individual")?.state)
    .toBe("reconnecting");

  expect(await stage.decide(fk, "lobby:admit", cast)).toMatchObject({ problem: { code: "wrong_state" } });
  expect((await stage.enter(cast, "individual")).rooms[0]!.me.state).toBe("waiting");
});

test("one whose link is revoked while they wait can do nothing more", async () => {
  const tab = await stage.enter(cast, "individual");
  const gone = new Promise((resolve) => tab.socket.once("disconnect", resolve));
  await stage.node.samtid.database
    .query()
    .updateTable("one_time_link")
    .set({ revoked_at: new Date() })
    .where("id", "=", cast.linkId)
    .execute();

  expect(await tab.ask("room:enter", { meetingId: cast.id })).toMatchObject({
    ok: false,
    problem: { code: "not_signed_in", status: 401 },
  });
  expect(await gone).toBe("io server disconnect");
});
