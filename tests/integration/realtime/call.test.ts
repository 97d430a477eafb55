import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RoomView } from "../../../server/rooms/rooms.contract.ts";
import { eventually } from "../../support/eventually.ts";
import type { Tab } from "../../support/room-node.ts";
import { setRoomStage, STARTS_AT, type Cast, type RoomStage } from "../../support/room-stage.ts";

let stage: RoomStage;
let cast: Cast;

beforeAll(async () => {
  stage = await setRoomStage();
});
beforeEach(async () => {
  await run(sql`delete from occupancy`);
  await run(sql`delete from absence`);
  stage.minutesToStart(0);
  cast = await stage.newMeeting();
});
afterAll(() => stage.stop());

const run = (query: ReturnType<typeof sql>) => query.execute(stage.node.samtid.database.query());
const minutesFromStart = (minutes: number) => stage.minutesToStart(-minutes);
const instant = (minutes: number) => new Date(STARTS_AT.getTime() + minutes * 60_000).toISOString();
/** All three in the call, the individual let in. */
async function everybodyIn(): Promise<{ fk: Tab; af: Tab; individual: Tab }> {
  const fk = await stage.enter(cast, "fk");
  const af = await stage.enter(cast, "af");
  const individual = await stage.enter(cast, "individual");
  await admit(fk);
  await shows(individual, (room) => room.me.state === "in_call");
  return { fk, af, individual };
}
const shows = (tab: Tab, check: (room: RoomView) => boolean) =>
  eventually(() => {
    const room = tab.rooms.at(-1)!;
    expect(check(room), JSON.stringify(room.call)).toBe(true);
    return room;
  });
const admit = (tab: Tab) => stage.decide(tab, "lobby:admit", cast);
const here = () => ({ meetingId: cast.id });

describe("a raised hand", () => {
  test("is seen by all, in the order they were raised, and is there after a lost connection on another server", async () => {
    const { fk, af, individual } = await everybodyIn();
    await individual.ask("hand:raise", here());
    minutesFromStart(1);
    await af.ask("hand:raise", here());
    const order = [
      { participantId: cast.individual, since: instant(0) },
      { participantId: cast.af, since: instant(1) },
    ];
    for (const tab of [fk, af, individual]) await shows(tab, ({ call }) => call?.hands.length === 2);
    expect(fk.rooms.at(-1)!.call!.hands).toEqual(order);

    individual.socket.disconnect();
    await shows(fk, ({ seats }) => seats.some(({ state }) => state === "reconnecting"));
    const back = await stage.enter(cast, "individual", { node: await stage.addNode() });
    expect(back.rooms[0]!.call!.hands).toEqual(order);
  });

  test("is taken down by who raised it or by a handläggare, by nobody else, and by leaving", async () => {
    const { fk, individual } = await everybodyIn();
    await fk.ask("hand:raise", here());
    expect(await individual.ask("hand:lower", { ...here(), participantId: cast.fk })).toMatchObject({
      problem: { code: "not_allowed" },
    });
    await fk.ask("hand:lower", { ...here(), participantId: cast.fk });
    await individual.ask("hand:raise", here());
    await fk.ask("hand:lower", { ...here(), participantId: cast.individual });
    await shows(individual, ({ call }) => call?.hands.length === 0);

    await individual.ask("hand:raise", here());
    await individual.ask("room:leave", here());
    await stage.enter(cast, "individual");
    await admit(fk);
    await shows(fk, ({ seats, call }) =>
      seats.every(({ state }) => state === "in_call") ? call?.hands.length === 0 : false,
    );
  });
});

describe("a pause", () => {
  test("is asked for by the individual, begun by a handläggare, and ended by the other agency's", async () => {
    const { fk, af, individual } = await everybodyIn();
    await individual.ask("pause:ask", here());
    await af.ask("pause:ask", here());
    const asked = await shows(fk, ({ call }) => !!call?.pause);
    expect(asked.call!.pause).toEqual({ askedBy: cast.individual, askedAt: instant(0), until: null });

    expect(await individual.ask("pause:begin", { ...here(), minutes: 10 })).toMatchObject({
      problem: { code: "not_allowed" },
    });
    await fk.ask("pause:begin", { ...here(), minutes: 10 });
    const begun = await shows(individual, ({ call }) => !!call?.pause?.until);
    expect([begun.call!.pause!.until, begun.now]).toEqual([instant(10), instant(0)]);
    expect(await individual.ask("pause:end", here())).toMatchObject({ problem: { code: "not_allowed" } });
    await af.ask("pause:end", here());
    await shows(individual, ({ call }) => call?.pause === null);
  });

  test("is taken back by who asked; one that is over is no hindrance to the next", async () => {
    const { fk, individual } = await everybodyIn();
    await individual.ask("pause:ask", here());
    await individual.ask("pause:end", here());
    await shows(fk, ({ call }) => call?.pause === null);

    await fk.ask("pause:begin", { ...here(), minutes: 5 });
    minutesFromStart(6);
    await individual.ask("pause:ask", here());
    const next = await shows(fk, ({ call }) => call?.pause?.askedBy === cast.individual);
    expect(next.call!.pause).toMatchObject({ askedAt: instant(6), until: null });
  });
});

test("the agenda is ticked by handläggare, seen by all, and has only its own points", async () => {
  const { fk, individual } = await everybodyIn();
  await fk.ask("agenda:mark", { ...here(), item: "situation", done: true });
  await fk.ask("agenda:mark", { ...here(), item: "welcome", done: true });
  await fk.ask("agenda:mark", { ...here(), item: "situation", done: false });
  const seen = await shows(individual, ({ call }) => call?.agendaDone.join() === "welcome");
  expect(seen.call!.type).toBe("gemensam_kartlaggning");

  const refused = [
    await individual.ask("agenda:mark", { ...here(), item: "welcome", done: false }),
    await fk.ask("agenda:mark", { ...here(), item: "since_last", done: true }),
  ];
  expect(refused).toMatchObject([{ problem: { code: "not_allowed" } }, { problem: { code: "not_found" } }]);
});

describe("the chat", () => {
  const heard = (tab: Tab): unknown[] => {
    const messages: unknown[] = [];
    tab.socket.on("chat:said", (message) => messages.push(message));
    return messages;
  };

  test("reaches all who are in the call, on every server; who waits, or comes later, never sees it; nothing is kept", async () => {
    const other = await stage.addNode();
    const fk = await stage.enter(cast, "fk");
    const waiting = await stage.enter(cast, "individual", { node: other });
    const tabs = { fk: heard(fk), waiting: heard(waiting) };
    const secret = `Hej ${randomUUID()} <b>å</b> سلام`;
    const af = await stage.enter(cast, "af");
    const sent = await af.ask("chat:send", { ...here(), messageId: randomUUID(), text: secret });
    expect(sent).toMatchObject({ ok: true, value: { from: cast.af, text: secret, at: instant(0) } });
    await eventually(() => expect(tabs.fk).toMatchObject([{ from: cast.af, text: secret }]));

    await admit(fk);
    await shows(waiting, ({ me }) => me.state === "in_call");
    expect(tabs.waiting).toEqual([]);
    const { rows } = await run(sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`);
    for (const { name } of rows as { name: string }[]) {
      const found = await run(
        sql`select from ${sql.table(name)} as kept where kept::text like ${`%${secret.slice(4, 40)}%`}`,
      );
      expect(found.rows, name).toEqual([]);
    }
  });
});

test("who writes faster than others can read is asked to wait; the others write on, and a moment later so may they", async () => {
  const { fk, af } = await everybodyIn();
  const say = (tab: Tab) => tab.ask("chat:send", { ...here(), messageId: randomUUID(), text: "Hej" });
  for (let nth = 0; nth < 8; nth += 1) expect(await say(fk)).toMatchObject({ ok: true });
  const refused = await say(fk);
  expect(refused).toMatchObject({ problem: { code: "too_many_requests" } });
  expect(await say(af)).toMatchObject({ ok: true });
  minutesFromStart(1);
  expect(await say(fk)).toMatchObject({ ok: true });
});

describe("joint notes", () => {
  test("take messages when both agencies have chosen it; the individual sees the choice and can't make it", async () => {
    const { fk, af, individual } = await everybodyIn();
    expect(await individual.ask("notes:choose", { ...here(), chosen: true })).toMatchObject({
      problem: { code: "not_allowed" },
    });
    await fk.ask("notes:choose", { ...here(), chosen: true });
    const half = await shows(individual, ({ call }) => call?.notes.chosenBy.length === 1);
    expect(half.call!.notes).toEqual({
      chosenBy: ["forsakringskassan"],
      areChosen: false,
      areShared: false,
    });
    await af.ask("notes:choose", { ...here(), chosen: true });
    await shows(individual, ({ call }) => call?.notes.areChosen === true);
    await fk.ask("notes:choose", { ...here(), chosen: false });
    await shows(individual, ({ call }) => call?.notes.areChosen === false);
  });
});

describe("a meeting under way", () => {
  const extend = (tab: Tab, minutes: 15 | 30, seenEndAt = instant(60)) =>
    tab.ask("meeting:extend", { ...here(), minutes, seenEndAt });
  const stored = async () => {
    const query = stage.node.samtid.database.query();
    const meeting = await query
      .selectFrom("meeting")
      .where("id", "=", cast.id)
      .select(["ends_at as endsAt", "time_version as timeVersion"])
      .executeTakeFirstOrThrow();
    const messages = await query
      .selectFrom("message")
      .where("meeting_id", "=", cast.id)
      .select("kind")
      .execute();
    const participants = await query
      .selectFrom("participant")
      .where("meeting_id", "=", cast.id)
      .select(["sequence", "person_id as personId"])
      .execute();
    const occupied = await sql<{
      to: Date;
    }>`select upper(during) as to from occupancy where meeting_id = ${cast.id}`.execute(query);
    return { meeting, messages, sequences: participants.map(({ sequence }) => sequence), occupied };
  };
  const takes = (personId: string, from: number, to: number) =>
    run(sql`insert into absence (handlaggare_id, during)
      values (${personId}, tstzrange(${instant(from)}, ${instant(to)}))`);

  test("is made longer by either agency: all see the new end, calendars too, answers stand and nobody is sent anything", async () => {
    const { fk, af, individual } = await everybodyIn();
    minutesFromStart(50);
    expect(await extend(fk, 15)).toMatchObject({ ok: true });
    for (const tab of [fk, af, individual]) await shows(tab, ({ endAt }) => endAt === instant(75));
    expect(await extend(af, 30, instant(75))).toMatchObject({ ok: true });
    await shows(individual, ({ endAt }) => endAt === instant(105));

    const { meeting, messages, sequences, occupied } = await stored();
    expect(meeting).toMatchObject({ endsAt: new Date(instant(105)), timeVersion: 1 });
    expect(messages).toEqual([]);
    expect(sequences).toEqual([2, 2, 2]);
    expect(occupied.rows.map(({ to }) => to.toISOString())).toEqual([0, 0, 0].map(() => instant(105)));
  });

  test("is made longer once when two ask at once", async () => {
    const { fk, af } = await everybodyIn();
    const answers = await Promise.all([extend(fk, 15), extend(af, 15)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ problem: { code: "revision_mismatch" } });
    expect((await stored()).meeting.endsAt).toEqual(new Date(instant(75)));
  });

  test("stays as it is when somebody is taken: told which agency, nothing of what by", async () => {
    const { fk } = await everybodyIn();
    await takes(stage.people.af[0]!, 70, 90);
    expect(await extend(fk, 15)).toMatchObject({
      problem: {
        code: "time_taken",
        reasons: [{ code: "busy", organisationId: "arbetsformedlingen" }],
      },
    });
    expect((await stored()).meeting).toMatchObject({ endsAt: new Date(instant(60)) });
  });

  test("stays as it is when the individual has another meeting next", async () => {
    const { fk } = await everybodyIn();
    const next = await stage.newMeeting();
    await run(sql`insert into occupancy (person_id, meeting_id, during)
      select person_id, meeting_id, tstzrange(${instant(60)}, ${instant(120)}) from participant where id = ${next.individual}`);
    expect(await extend(fk, 15)).toMatchObject({
      problem: { code: "time_taken", reasons: [{ code: "individual_busy" }] },
    });
  });

  test("is not made longer by the individual, nor before it starts", async () => {
    stage.minutesToStart(5);
    const { fk, individual } = await everybodyIn();
    expect(await extend(fk, 15)).toMatchObject({ problem: { code: "wrong_state" } });
    minutesFromStart(1);
    expect(await extend(individual, 15)).toMatchObject({ problem: { code: "not_allowed" } });
  });
});

describe.each(["waiting", "left", "not entered"])("an individual who is %s", (state) => {
  const COMMANDS = {
    "hand:raise": {},
    "hand:lower": {},
    "pause:ask": {},
    "pause:begin": { minutes: 5 },
    "pause:end": {},
    "chat:send": { messageId: randomUUID(), text: "Hej" },
    "agenda:mark": { item: "welcome", done: true },
    "meeting:extend": { minutes: 15, seenEndAt: instant(60) },
    "notes:choose": { chosen: true },
    "notes:share": { shared: true },
  };

  test.each(Object.entries(COMMANDS))("may not %s", async (command, payload) => {
    const fk = await stage.enter(cast, "fk");
    const tab =
      state === "not entered"
        ? await stage.node.open(cast.cookies.individual)
        : await stage.enter(cast, "individual");
    if (state === "left") await tab.ask("room:leave", here());
    const before = await run(
      sql`select version, agenda_done, pause_asked_at from room where meeting_id = ${cast.id}`,
    );
    const participantId = command === "hand:lower" ? { participantId: cast.individual } : {};

    expect(await tab.askAnything(command, { ...here(), ...participantId, ...payload })).toMatchObject({
      problem: { code: "wrong_state" },
    });
    expect(
      (await run(sql`select version, agenda_done, pause_asked_at from room where meeting_id = ${cast.id}`))
        .rows,
    ).toEqual(before.rows);
    expect(fk.rooms.at(-1)!.call).toMatchObject({ hands: [], pause: null });
  });
});

describe("the joint notes in the meeting", () => {
  const write = (tab: Tab, text: string, seen: number) => tab.ask("note:write", { ...here(), text, seen });
  const told = (tab: Tab): unknown[] => {
    const notes: unknown[] = [];
    tab.socket.on("note:changed", ({ text, revision }: { text: string; revision: number }) =>
      notes.push([text, revision]),
    );
    return notes;
  };

  test("are saved by who was first, given to who was not, and told to the other agency alone until they are shared", async () => {
    const { fk, af, individual } = await everybodyIn();
    const heard = { af: told(af), individual: told(individual) };
    expect(await write(fk, "Från FK ", 0)).toMatchObject({ value: { saved: true, note: { revision: 1 } } });
    await eventually(() => expect(heard.af).toEqual([["Från FK ", 1]]));
    expect(await write(af, "Från AF", 0)).toEqual({
      ok: true,
      value: { saved: false, note: { text: "Från FK ", revision: 1 } },
    });
    expect(await individual.ask("note:read", here())).toMatchObject({ problem: { code: "not_allowed" } });

    await af.ask("notes:share", { ...here(), shared: true });
    await shows(individual, ({ call }) => call?.notes.areShared === true);
    await shows(fk, ({ call }) => call?.notes.areShared === true);
    expect(await individual.ask("note:read", here())).toMatchObject({ value: { text: "Från FK " } });
    await write(fk, "Från FK och AF", 1);
    await eventually(() => expect(heard.individual).toEqual([["Från FK och AF", 2]]));
    expect(await write(individual, "Mitt", 2)).toMatchObject({ problem: { code: "not_allowed" } });
  });

  test("are in the trail once for each handläggare in the meeting, not with every word", async () => {
    const { fk } = await everybodyIn();
    for (const seen of [0, 1, 2, 3]) await write(fk, `Ord ${seen}`, seen);
    const { rows } = await run(
      sql`select id from audit where action = 'notes:write_joint' and object_id = ${cast.id}`,
    );
    expect(rows).toHaveLength(1);
  });

  test("are not for an agency that the individual no longer agrees to", async () => {
    const { fk, af } = await everybodyIn();
    const heard = told(af);
    await run(
      sql`update consent set withdrawn_at = now(), withdrawn_by = ${stage.people.fk[0]!} where kind = 'secrecy'`,
    );
    expect(await af.ask("note:read", here())).toMatchObject({ problem: { code: "not_allowed" } });
    expect(await write(af, "Text", 0)).toMatchObject({ problem: { code: "not_allowed" } });
    await fk.ask("hand:raise", here());
    await shows(fk, ({ call }) => call?.hands.length === 1);
    await write(fk, "Bara FK", 0);
    await fk.ask("chat:send", { ...here(), messageId: randomUUID(), text: "Klart" });
    expect(heard).toEqual([]);
  });
});
