import { sql } from "kysely";
import type { Samtid } from "../../../server/compose.ts";
import type { StaffActor } from "../../../server/identity/actor.ts";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import type { MeetingRecord } from "../../../server/meetings/meeting-record.ts";
import { MEETING_TYPE } from "../../../server/meetings/types/registered-types.contract.ts";
import type { World } from "./fill-world.ts";
import type { Deed, Life } from "./plan-year.ts";

/** A time that a meeting got, and when on the machine's clock that was certainly true: what was said before is stale from then on. */
export interface Change {
  readonly meetingId: string;
  readonly startAt: Date | null;
  readonly committedMs: number;
}

/** Plays the lives of a plan, through the use cases that HTTP leads to. */
export interface YearPlayer {
  play(life: Life, deed: Deed): Promise<void>;
  /** Handläggare call those who can only be called. */
  makeCalls(): Promise<void>;
  /** Each change of a meeting's time, in order. No start when it was called off. */
  readonly changes: readonly Change[];
  /** How many deeds were done, by what they are. */
  readonly counts: Readonly<Record<string, number>>;
}

export async function createYearPlayer(samtid: Samtid, world: World): Promise<YearPlayer> {
  const actors = await actorsOf(samtid, [...world.fk, ...world.af]);
  const meetingIds = new Map<Life, string>();
  const changes: Change[] = [];
  const counts: Record<string, number> = {};
  const read = async (life: Life) => (await samtid.repositories.meetings.find(meetingIds.get(life)!))!;
  const changed = (meetingId: string, startAt: Date | null) =>
    void changes.push({ meetingId, startAt, committedMs: Date.now() });

  const doing: {
    [Does in Deed["does"]]: (life: Life, deed: Extract<Deed, { does: Does }>) => Promise<void>;
  } = {
    async begin(life) {
      const id = await samtid.bookMeeting(actors.get(world.fk[life.fk]!)!, commandOf(life, world));
      meetingIds.set(life, id);
      if (!life.answerBy) changed(id, life.times[0]!);
    },
    confirm: async (life) => samtid.settleDraft.confirm(af(life), seen(await read(life))),
    reject: async (life) => samtid.settleDraft.reject(af(life), seen(await read(life)), { reason: "time" }),
    async withdraw(life) {
      await samtid.withdrawOffer(fk(life), seen(await read(life)));
      changed(meetingIds.get(life)!, null);
    },
    async choose(life, { nth }) {
      const meeting = await read(life);
      const { id: heldTimeId, startsAt } = meeting.heldTimes[nth]!;
      await samtid.chooseTime(await openAs(meeting), { meetingId: meeting.id, heldTimeId });
      changed(meeting.id, startsAt);
    },
    async answer(life, { answer }) {
      const meeting = await read(life);
      const about = {
        meetingId: meeting.id,
        participantId: individualOf(meeting).id,
        timeVersion: meeting.timeVersion,
      };
      await samtid.giveAnswer(await openAs(meeting), about, { answer });
    },
    async move(life, { startAt }) {
      const { durationMinutes } = life;
      const move = { startAt: startAt.toISOString(), durationMinutes, mode: "video", place: null } as const;
      const meeting = await read(life);
      await samtid.moveMeeting(fk(life), seen(meeting), move);
      changed(meeting.id, startAt);
    },
    async cancel(life) {
      const meeting = await read(life);
      await samtid.cancelMeeting(fk(life), seen(meeting), { reason: "individual" });
      changed(meeting.id, null);
    },
    async close(life, { held }) {
      const outcome = { held, reason: held ? null : ("did_not_come" as const) };
      await samtid.recordOutcome(fk(life), seen(await read(life)), outcome);
    },
  };

  const fk = (life: Life) => actors.get(world.fk[life.fk]!)!;
  const af = (life: Life) => actors.get(world.af[life.af]!)!;

  /** The individual, come by their link where they have one. */
  async function openAs(meeting: MeetingRecord) {
    const participantId = individualOf(meeting).id;
    const token = await samtid.repositories.links.tokenFor(participantId);
    if (token) await samtid.openInvitation(token);
    return { kind: "invited", meetingId: meeting.id, participantId } as const;
  }

  return {
    changes,
    counts,
    async play(life, deed) {
      await (doing[deed.does] as (life: Life, deed: Deed) => Promise<void>)(life, deed);
      counts[deed.does] = (counts[deed.does] ?? 0) + 1;
    },
    async makeCalls() {
      const { rows } = await sql<{ messageId: string; meetingId: string; callerId: string }>`
        select message.id as "messageId", meeting_id as "meetingId", meeting.created_by as "callerId"
        from message join meeting on meeting.id = meeting_id where state = 'to_do'`.execute(
        samtid.database.query(),
      );
      for (const { callerId, ...call } of rows) await samtid.markCalled(actors.get(callerId)!, call);
      counts["call"] = (counts["call"] ?? 0) + rows.length;
    },
  };
}

const seen = ({ id, revision }: MeetingRecord) => ({ meetingId: id, revision });

function commandOf(life: Life, world: World) {
  const plan = {
    caseId: world.cases[life.index]!,
    type: life.type,
    durationMinutes: life.durationMinutes,
    mode: "video",
    place: null,
    handlaggare: [
      { organisationId: "forsakringskassan", personId: world.fk[life.fk]! },
      { organisationId: "arbetsformedlingen", personId: world.af[life.af]! },
    ],
    talkedWithIndividual: true,
    decisionCommunicatedOn: MEETING_TYPE[life.type].needsCommunicatedDecision ? life.begunOn : null,
    secrecyConsentOn: null,
  } as const;
  const times = life.times.map((time) => time.toISOString());
  return life.answerBy
    ? { ...plan, handlaggare: [...plan.handlaggare], times, answerBy: life.answerBy.toISOString() }
    : { ...plan, handlaggare: [...plan.handlaggare], startAt: times[0]! };
}

async function actorsOf({ repositories }: Samtid, ids: readonly string[]): Promise<Map<string, StaffActor>> {
  const found = await repositories.people.findHandlaggare([...ids]);
  return new Map(
    found.map(({ personId, organisationId, officeId, role }) => [
      personId,
      { kind: "staff", personId, organisationId, officeId, role },
    ]),
  );
}
