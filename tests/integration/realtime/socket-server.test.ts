import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SOCKET_COMMANDS } from "../../../server/realtime/events.contract.ts";
import { setRoomStage, type Cast, type RoomStage } from "../../support/room-stage.ts";
import { eventually } from "../../support/eventually.ts";

let stage: RoomStage;
let cast: Cast;

beforeAll(async () => {
  stage = await setRoomStage();
});
beforeEach(async () => {
  cast = await stage.newMeeting();
});
afterAll(() => stage.stop());

describe("the handshake", () => {
  test.each([undefined, "samtid=s%3Aforged.signature"])(
    "with the cookie %s is refused with a problem",
    async (cookie) => {
      await expect(stage.node.open(cookie)).rejects.toMatchObject({
        data: { status: 401, code: "not_signed_in", title: "Du behöver logga in" },
      });
    },
  );

  test.each(["websocket", "polling"] as const)("by %s is for our own pages only", async (transport) => {
    for (const origin of ["https://evil.example", "null"])
      await expect(stage.node.open(cast.cookies.fk, { origin, transport })).rejects.toThrow();
    const own = await stage.node.open(cast.cookies.fk, { transport });

    expect(await own.ask("room:enter", { meetingId: cast.id })).toMatchObject({ ok: true });
  });

  test("of somebody who is both acts as handläggare, unless it says otherwise", async () => {
    const both = await stage.node.session({
      staff: { personId: stage.people.fk[0]!, organisationId: "forsakringskassan" },
      invitation: { participantId: cast.individual, linkId: cast.linkId },
    });
    const meIn = async (as?: "staff" | "invited") => {
      const answer = await (
        await stage.node.open(both, as ? { as } : {})
      ).ask("room:enter", { meetingId: cast.id });
      return answer.ok && answer.value?.me.participantId;
    };

    expect([await meIn(), await meIn("staff"), await meIn("invited")]).toEqual([
      cast.fk,
      cast.fk,
      cast.individual,
    ]);
    await expect(stage.node.open(cast.cookies.individual, { as: "staff" })).rejects.toMatchObject({
      data: { code: "not_signed_in" },
    });
  });
});

describe("a malformed command", () => {
  test.each([
    [[]],
    [[null]],
    [["text"]],
    [[42]],
    [[[]]],
    [[{}]],
    [[{ meetingId: 1 }]],
    [[{ meetingId: "not-an-id" }]],
    [[{ meetingId: "\u0000" }]],
    [[{ meetingId: { $ne: null } }]],
    [[{ meetingId: "00000000-0000-4000-8000-000000000000", more: true }]],
    [[Buffer.from("bytes")]],
    [["{}", "one too many"]],
  ])("%j is answered with a problem by every command", async (payload: unknown[]) => {
    const tab = await stage.node.open(cast.cookies.fk);
    for (const command of Object.keys(SOCKET_COMMANDS)) {
      // What needs no words is no mistake without any.
      if (
        payload.length === 1 &&
        SOCKET_COMMANDS[command as keyof typeof SOCKET_COMMANDS].safeParse(payload[0]).success
      )
        continue;
      const answer = await tab.askAnything(command, ...payload);
      expect(answer, command).toMatchObject({ ok: false, problem: { code: "invalid", status: 422 } });
    }
  });

  test.each(["nothing:such", "error", "constructor", "__proto__"])(
    "%s, which is none, is answered",
    async (event) => {
      const tab = await stage.node.open(cast.cookies.fk);
      expect(await tab.askAnything(event, {})).toMatchObject({ ok: false, problem: { code: "not_found" } });
    },
  );

  test("without anywhere to answer, or with too much to read, hurts nobody", async () => {
    const hostile = await stage.node.open(cast.cookies.individual);
    const gone = new Promise((resolve) => hostile.socket.once("disconnect", resolve));
    hostile.socket.emit("room:enter");
    hostile.socket.emit("room:enter", { meetingId: cast.id }, "not a callback");
    hostile.socket.emit("nothing:such");
    hostile.socket.emit("room:enter", { meetingId: "x".repeat(70_000) });
    await gone;

    expect((await stage.enter(cast, "fk")).rooms[0]!.me.state).toBe("in_call");
  });

  test("flood is answered, and only the first are carried out", async () => {
    const tab = await stage.node.open(cast.cookies.fk);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => tab.ask("meeting:watch", { meetingId: cast.id })),
    );

    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(50);
    expect(answers.filter((answer) => !answer.ok).map((answer) => answer.problem.code)).toContain(
      "too_many_requests",
    );
  });
});

describe("a change of a meeting", () => {
  const announce = (meetingId: string) => stage.node.samtid.repositories.meetings.announce(meetingId);

  test("reaches the watching pages of both agencies, on every node, and no others", async () => {
    const other = await stage.addNode();
    const fk = await stage.node.open(cast.cookies.fk);
    const af = await other.open(cast.cookies.af);
    const elsewhere = await stage.node.open(cast.cookies.fk);
    const individual = await stage.node.open(cast.cookies.individual);
    const another = await stage.newMeeting();
    await elsewhere.ask("meeting:watch", { meetingId: another.id });
    for (const tab of [fk, af]) await tab.ask("meeting:watch", { meetingId: cast.id });
    await announce(cast.id);
    await announce(another.id);

    for (const tab of [fk, af]) await eventually(() => expect(tab.changedMeetings).toEqual([cast.id]));
    await eventually(() => expect(elsewhere.changedMeetings).toEqual([another.id]));
    expect(individual.changedMeetings).toEqual([]);
  });

  test("no longer reaches a page that has stopped watching", async () => {
    const stopped = await stage.node.open(cast.cookies.fk);
    const still = await stage.node.open(cast.cookies.af);
    for (const tab of [stopped, still]) await tab.ask("meeting:watch", { meetingId: cast.id });
    await stopped.ask("meeting:unwatch", { meetingId: cast.id });
    await announce(cast.id);

    await eventually(() => expect(still.changedMeetings).toEqual([cast.id]));
    expect(stopped.changedMeetings).toEqual([]);
  });

  test("that may have been missed while the database was away makes every page read again", async () => {
    const fk = await stage.enter(cast, "fk");
    await fk.ask("meeting:watch", { meetingId: cast.id });
    await stage.node.samtid.database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'",
    );
    await eventually(() => expect(fk.changedMeetings).toContain(cast.id));
  });
});
