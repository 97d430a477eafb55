import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { setRoomStage, type Cast, type RoomStage } from "../../support/room-stage.ts";

let stage: RoomStage;
let cast: Cast;

beforeAll(async () => {
  stage = await setRoomStage();
});
beforeEach(async () => {
  await run(sql`delete from disqualification`);
  cast = await stage.newMeeting();
});
afterAll(() => stage.stop());

const run = (query: ReturnType<typeof sql>) => query.execute(stage.node.samtid.database.query());
/** How Försäkringskassan's handläggare can lose the meeting while they sit in it. */
const LOST = {
  disqualified: () =>
    run(sql`insert into disqualification (case_id, handlaggare_id, recorded_at, recorded_by)
      select case_id, ${stage.people.fk[0]!}, now(), ${stage.people.fk[1]!} from meeting where id = ${cast.id}
      on conflict do nothing`),
  "swapped out": () =>
    run(sql`with gone as (update participant set left_at = now() where id = ${cast.fk})
      insert into event_log (meeting_id, kind, revision, actor_id, occurred_at)
        values (${cast.id}, 'swapped', 2, ${stage.people.fk[1]!}, now())`),
};

test.each(Object.entries(LOST))(
  "a handläggare in the call who is %s leaves it at once, and the others' room goes on",
  async (_how, lose) => {
    const fk = await stage.enter(cast, "fk");
    const af = await stage.enter(cast, "af");
    await stage.enter(cast, "individual");
    const cut = new Promise((resolve) => fk.socket.once("disconnect", resolve));
    for (const tab of [fk, af])
      await expect.poll(() => stateOf(tab.rooms.at(-1)!.seats, cast.individual)).toBe("waiting");
    const shown = fk.rooms.length;
    await lose();
    await cut;

    expect(fk.rooms).toHaveLength(shown);
    await expect.poll(() => stateOf(af.rooms.at(-1)!.seats, cast.fk)).not.toBe("in_call");
    await expect.poll(() => fk.socket.connected).toBe(true);
    expect(await fk.ask("room:enter", { meetingId: cast.id })).toMatchObject({
      problem: { code: "not_found" },
    });
    expect(await stage.decide(fk, "lobby:admit", cast)).toMatchObject({ problem: { code: "not_found" } });
    expect(await stage.decide(af, "lobby:admit", cast)).toMatchObject({ ok: true });
    await expect.poll(() => stateOf(af.rooms.at(-1)!.seats, cast.individual)).toBe("in_call");
  },
);

test("a page that watches a meeting is told no more when it has lost it", async () => {
  const fk = await stage.node.open(cast.cookies.fk);
  const af = await stage.node.open(cast.cookies.af);
  for (const tab of [fk, af])
    expect(await tab.ask("meeting:watch", { meetingId: cast.id })).toMatchObject({ ok: true });
  /** Whether the one is told of a change that the other is told of. */
  const hears = async () => {
    const before = { fk: fk.changedMeetings.length, af: af.changedMeetings.length };
    await run(sql`select pg_notify('meeting_event', ${cast.id})`);
    await expect.poll(() => af.changedMeetings.length).toBeGreaterThan(before.af);
    return fk.changedMeetings.length > before.fk;
  };

  await expect.poll(hears).toBe(true);
  await LOST.disqualified();
  await expect.poll(hears).toBe(false);
});

const stateOf = (seats: readonly { participantId: string; state: string }[], id: string) =>
  seats.find(({ participantId }) => participantId === id)?.state;
