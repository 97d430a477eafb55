import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sees, setRoomStage, STARTS_AT, type Cast, type RoomStage } from "../../support/room-stage.ts";
import { staffActor } from "../../support/booked-meeting.ts";
import { eventually } from "../../support/eventually.ts";

let stage: RoomStage;
let cast: Cast;

beforeAll(async () => {
  stage = await setRoomStage();
});
beforeEach(async () => {
  stage.minutesToStart(15);
  cast = await stage.newMeeting();
});
afterAll(() => stage.stop());

const at = (seconds: number) => (stage.clock.time = new Date(STARTS_AT.getTime() + seconds * 1000));
const seatRow = () =>
  stage.node.samtid.database
    .query()
    .selectFrom("seat")
    .where("participant_id", "=", cast.individual)
    .selectAll()
    .executeTakeFirstOrThrow();
const admissions = async () =>
  (
    await stage.node.samtid.database
      .query()
      .selectFrom("audit")
      .where("action", "=", "room:admit")
      .where("object_id", "=", cast.id)
      .select("id")
      .execute()
  ).length;
/** FK's handläggare recalls what the individual was mailed. */
async function recallWhatWasSent(): Promise<void> {
  const { samtid } = stage.node;
  const { id: messageId } = await samtid.database
    .query()
    .insertInto("message")
    .values({
      meeting_id: cast.id,
      participant_id: cast.individual,
      time_version: 1,
      kind: "invitation",
      channel: "email",
      state: "handed_over",
      not_before: stage.clock.time,
      queued_at: stage.clock.time,
      changed_at: stage.clock.time,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const actor = await staffActor(samtid, stage.people);
  await samtid.recallMessage(actor, cast.id, { messageId, reason: "Fel adress" });
}
const everybody = (states: { fk: string; af: string; individual: string }) => ({
  [cast.fk]: states.fk,
  [cast.af]: states.af,
  [cast.individual]: states.individual,
});

describe("the way in", () => {
  test("handläggare go straight in; the individual waits until one of either agency lets them in; then all see all", async () => {
    const fk = await stage.enter(cast, "fk");
    const individual = await stage.enter(cast, "individual");
    const af = await stage.enter(cast, "af");
    await sees(fk, everybody({ fk: "in_call", af: "in_call", individual: "waiting" }));

    expect(await stage.decide(af, "lobby:admit", cast)).toEqual({
      ok: true,
      value: null,
    });

    for (const tab of [fk, af, individual]) {
      const room = await sees(tab, everybody({ fk: "in_call", af: "in_call", individual: "in_call" }));
      expect(room.seats.map(({ role, title, identifiedBy }) => [role, title, identifiedBy])).toEqual([
        ["individual", null, "link_confirmed"],
        ["handlaggare", "forsakringsutredare", "staff_sign_in"],
        ["handlaggare", "arbetsformedlare", "staff_sign_in"],
      ]);
      expect(room.seats.map(({ name }) => name)).toEqual([
        "Individ Nummer0",
        "FK Handläggare 0",
        "AF Handläggare 0",
      ]);
    }
    expect(await seatRow()).toMatchObject({ confirmed_by: stage.people.af[0], generation: 1 });
  });

  test("one who waits is told when it starts, whom to call and that they wait, and learns nothing of the others", async () => {
    const individual = await stage.enter(cast, "individual");
    stage.minutesToStart(14);
    const fk = await stage.enter(cast, "fk");
    const af = await stage.enter(cast, "af");
    await fk.ask("room:leave", { meetingId: cast.id });
    await sees(af, everybody({ fk: "absent", af: "in_call", individual: "waiting" }));

    expect(await individual.ask("room:enter", { meetingId: cast.id })).toEqual({
      ok: true,
      value: {
        meetingId: cast.id,
        startAt: "2026-03-10T09:00:00.000Z",
        now: "2026-03-10T08:46:00.000Z",
        call: null,
        endAt: "2026-03-10T10:00:00.000Z",
        version: 1,
        me: { participantId: cast.individual, state: "waiting", generation: 1, mayAdmit: false },
        seats: [expect.objectContaining({ participantId: cast.individual, isMe: true, state: "waiting" })],
        relayOnly: false,
        phone: "08-465 004 10",
      },
    });
    expect(new Set(individual.rooms.map((room) => JSON.stringify(room))).size).toBe(1);
  });

  test("nobody is let in by one who is not in the call themselves", async () => {
    await stage.enter(cast, "individual");
    const fk = await stage.node.open(cast.cookies.fk);

    expect(await stage.decide(fk, "lobby:admit", cast)).toMatchObject({
      ok: false,
      problem: { code: "wrong_state" },
    });
    await fk.ask("room:enter", { meetingId: cast.id });
    await fk.ask("room:leave", { meetingId: cast.id });
    expect(await stage.decide(fk, "lobby:admit", cast)).toMatchObject({
      ok: false,
      problem: { code: "wrong_state" },
    });
    expect((await seatRow()).state).toBe("waiting");
  });

  test("both agencies may let in at once: it happens once", async () => {
    await stage.enter(cast, "individual");
    const tabs = [await stage.enter(cast, "fk"), await stage.enter(cast, "af")];
    const answers = await Promise.all(tabs.map((tab) => stage.decide(tab, "lobby:admit", cast)));

    expect(answers).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(await stage.attendance(cast.individual)).toHaveLength(2);
    expect(await admissions()).toBe(1);
  });

  test("nobody decides of a handläggare: they go in and out by themselves", async () => {
    const fk = await stage.enter(cast, "fk");
    await stage.enter(cast, "af");
    for (const command of ["lobby:admit", "seat:hold", "seat:send-back", "seat:remove"] as const)
      expect(await stage.decide(fk, command, cast, cast.af)).toMatchObject({
        problem: { code: "not_allowed" },
      });
    const again = await fk.ask("room:enter", { meetingId: cast.id });

    expect(again).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await admissions()).toBe(0);
  });

  test("a protected person's name is shown to nobody but themselves", async () => {
    const query = stage.node.samtid.database.query();
    await query.updateTable("individual").set({ protection: "sekretessmarkering" }).execute();
    const fk = await stage.enter(cast, "fk");
    const individual = await stage.enter(cast, "individual");
    await stage.decide(fk, "lobby:admit", cast);
    const room = await sees(fk, everybody({ fk: "in_call", af: "absent", individual: "in_call" }));
    await query.updateTable("individual").set({ protection: "none" }).execute();

    expect(room.seats[0]!.name).toBeNull();
    expect(individual.rooms[0]!.seats[0]!.name).toBe("Individ Nummer0");
  });

  test.each([
    [61, "Välkommen tillbaka tisdag 10 mars 2026 klockan 09.00. Då öppnar väntrummet, en timme före mötet."],
    [-180, "Mötet är slut."],
  ])("%d minutes before the start nobody comes in, and is told why", async (minutes, detail) => {
    stage.minutesToStart(minutes);
    for (const who of ["fk", "individual"] as const) {
      const tab = await stage.node.open(cast.cookies[who]);
      expect(await tab.ask("room:enter", { meetingId: cast.id })).toMatchObject({
        ok: false,
        problem: { code: "wrong_state", status: 409, detail },
      });
    }
    stage.minutesToStart(Math.sign(minutes) * 60);
    await stage.enter(cast, "individual");
  });

  test("a cancelled meeting has no room", async () => {
    await stage.node.samtid.database
      .query()
      .updateTable("meeting")
      .set({ status: "cancelled", cancellation_reason: "individual" })
      .where("id", "=", cast.id)
      .execute();

    await expect(stage.enter(cast, "fk")).rejects.toThrow("wrong_state: Mötet är avbokat.");
  });
});

describe("coming back", () => {
  test("a reload keeps the seat without the lobby, and the attendance says what happened", async () => {
    const fk = await stage.enter(cast, "fk");
    at(0);
    const before = await stage.enter(cast, "individual");
    at(5);
    await stage.decide(fk, "lobby:admit", cast);
    at(60);
    before.socket.disconnect();
    await sees(fk, everybody({ fk: "in_call", af: "absent", individual: "reconnecting" }));
    at(62);
    const after = await stage.enter(cast, "individual");

    expect(after.rooms[0]!.me.state).toBe("in_call");
    expect(after.rooms[0]!.seats.find(({ isMe }) => isMe)!.identifiedBy).toBe("link_confirmed");
    await sees(fk, everybody({ fk: "in_call", af: "absent", individual: "in_call" }));
    expect(await stage.attendance(cast.individual)).toEqual([
      ["lobby", 0, 5],
      ["call", 5, 60],
      ["call", 62, null],
    ]);
  });

  test("a second tab takes the seat over: the first is told, hears no more, and its end changes nothing", async () => {
    const fk = await stage.enter(cast, "fk");
    const first = await stage.enter(cast, "individual");
    await stage.decide(fk, "lobby:admit", cast);
    await sees(first, { [cast.fk]: "in_call", [cast.individual]: "in_call" });
    const second = await stage.enter(cast, "individual");
    await eventually(() => expect(first.takenOver).toEqual([cast.id]));
    const heard = first.rooms.length;

    expect(await first.ask("room:leave", { meetingId: cast.id })).toEqual({ ok: true, value: null });
    first.socket.disconnect();
    const af = await stage.enter(cast, "af");
    await sees(second, everybody({ fk: "in_call", af: "in_call", individual: "in_call" }));
    await af.ask("room:leave", { meetingId: cast.id });
    await sees(second, { [cast.fk]: "in_call", [cast.individual]: "in_call" });
    expect([first.rooms.length, second.takenOver]).toEqual([heard, []]);
    expect(await seatRow()).toMatchObject({ state: "in_call", generation: 2 });
  });

  test("on another device the link alone is not enough: whoever sits there waits to be let in", async () => {
    const fk = await stage.enter(cast, "fk");
    const phone = await stage.enter(cast, "individual");
    await stage.decide(fk, "lobby:admit", cast);
    const invitation = { participantId: cast.individual, linkId: cast.linkId };
    const cookie = await stage.node.session({ invitation });
    const laptop = await stage.enter(cast, "individual", { cookie });

    await eventually(() => expect(phone.takenOver).toEqual([cast.id]));
    expect(laptop.rooms[0]!.me.state).toBe("waiting");
    expect(await seatRow()).toMatchObject({ identified_by: "link", confirmed_by: null });
  });

  test("who left waits again; who is a handläggare walks in", async () => {
    const fk = await stage.enter(cast, "fk");
    const individual = await stage.enter(cast, "individual");
    await stage.decide(fk, "lobby:admit", cast);
    at(100);
    await individual.ask("room:leave", { meetingId: cast.id });
    await sees(fk, everybody({ fk: "in_call", af: "absent", individual: "absent" }));
    at(110);
    const again = await stage.enter(cast, "individual");
    await fk.ask("room:leave", { meetingId: cast.id });
    const back = await stage.enter(cast, "fk");

    expect([again.rooms[0]!.me.state, back.rooms[0]!.me.state]).toEqual(["waiting", "in_call"]);
    expect(await stage.attendance(cast.individual)).toEqual([
      ["lobby", -900, -900],
      ["call", -900, 100],
      ["lobby", 110, null],
    ]);
  });

  test("within 30 s the seat is kept; after that it is empty and the lobby comes first again", async () => {
    const fk = await stage.enter(cast, "fk");
    const individual = await stage.enter(cast, "individual");
    await stage.decide(fk, "lobby:admit", cast);
    at(0);
    individual.socket.disconnect();
    await sees(fk, everybody({ fk: "in_call", af: "absent", individual: "reconnecting" }));
    await stage.node.renew();
    at(29);
    await stage.node.sweep();
    expect((await seatRow()).state).toBe("reconnecting");
    at(30);
    await stage.node.sweep();

    await sees(fk, everybody({ fk: "in_call", af: "absent", individual: "absent" }));
    expect((await stage.enter(cast, "individual")).rooms[0]!.me.state).toBe("waiting");
    expect((await stage.attendance(cast.individual)).map(([kind, , to]) => [kind, to])).toEqual([
      ["lobby", -900],
      ["call", 0],
      ["lobby", null],
    ]);
  });

  test.each(["in the lobby", "in the call"])(
    "one who came by a link that is recalled, %s, is cut off at once on every server, and can't come back",
    async (where) => {
      const other = await stage.addNode();
      const fk = await stage.enter(cast, "fk");
      const individual = await stage.enter(cast, "individual", { node: other });
      if (where === "in the call") {
        await stage.decide(fk, "lobby:admit", cast);
        await sees(fk, everybody({ fk: "in_call", af: "absent", individual: "in_call" }));
      }
      const cut = new Promise((resolve) => individual.socket.once("disconnect", resolve));
      const refused = new Promise<Error>((resolve) => individual.socket.once("connect_error", resolve));
      await recallWhatWasSent();
      await cut;

      expect(await refused).toMatchObject({ data: { code: "not_signed_in" } });
      await sees(fk, everybody({ fk: "in_call", af: "absent", individual: "absent" }));
      expect(individual.socket.connected).toBe(false);
      await expect(stage.enter(cast, "individual")).rejects.toMatchObject({
        data: { code: "not_signed_in" },
      });
      expect((await stage.attendance(cast.individual)).at(-1)?.at(2)).not.toBeNull();
    },
  );

  test("who was removed and then lost the connection is shown that they are, and comes back to the lobby by itself when that is taken back", async () => {
    const fk = await stage.enter(cast, "fk");
    const first = await stage.enter(cast, "individual");
    await stage.decide(fk, "seat:remove", cast);
    await sees(fk, everybody({ fk: "in_call", af: "absent", individual: "removed" }));
    first.socket.disconnect();

    const again = await stage.enter(cast, "individual", { node: await stage.addNode() });
    expect(again.rooms[0]!).toMatchObject({ me: { state: "removed", generation: 1 }, call: null });
    expect(await stage.decide(fk, "lobby:admit", cast)).toMatchObject({ ok: false });
    const dropped = new Promise((resolve) => again.socket.once("disconnect", resolve));
    expect(await stage.decide(fk, "seat:restore", cast)).toMatchObject({ ok: true });
    await dropped;
    await new Promise<void>((resolve) => again.socket.once("connect", () => resolve()));
    expect(await again.ask("room:enter", { meetingId: cast.id })).toMatchObject({
      value: { me: { state: "waiting", generation: 2 } },
    });
  });

  test("entering again in the same tab is the same entry", async () => {
    const fk = await stage.enter(cast, "fk");
    const again = await fk.ask("room:enter", { meetingId: cast.id });

    expect(again).toMatchObject({ ok: true, value: { version: 1, me: { state: "in_call" } } });
    expect(await stage.attendance(cast.fk)).toEqual([["call", -900, null]]);
    expect(fk.takenOver).toEqual([]);
  });
});
