import type { RecordAudit } from "../audit/record-audit.ts";
import type { IndividualActor } from "../identity/actor.ts";
import { ownMeetingPolicy } from "../identity/policy/policy.ts";
import { individualOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting, MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import { localDateOf, type LocalDate } from "../scheduling/local-time.ts";
import type { AnswersRepository } from "./answers.repository.ts";
import type { OwnMeeting } from "./own-meetings.contract.ts";
import { presentAnswer } from "./present-answer.ts";

/** What an individual finds who has signed in with e-ID. */
export interface ReadOwnMeetings {
  /** Their meetings to come, and those of the last month, soonest first. What nobody has told them of yet isn't there. */
  list(actor: IndividualActor): Promise<OwnMeeting[]>;
  /** Their participation in one of them. @throws DomainError `not_found` */
  open(actor: IndividualActor, meetingId: string): Promise<{ meetingId: string; participantId: string }>;
  /** One they have opened, while it is theirs still; nothing when it is not. */
  participation(
    personId: string,
    participantId: string,
  ): Promise<{ meetingId: string; participantId: string; personId: string } | undefined>;
}

/** Where meetings are found by whose they are. */
interface OwnMeetingsSource {
  readonly find: FindMeeting;
  listFor(
    personId: string,
    period: { from: Date },
    paging: { limit: number; page: number },
  ): Promise<{ items: readonly MeetingRecord[] }>;
  /** Gives the meeting's id. */
  findByParticipant(participantId: string, personId: string): Promise<string | undefined>;
}

const MONTH_MS = 30 * 24 * 60 * 60_000;
const MOST = 50;
/** A draft is between the handläggare, and of what was cancelled a message has told. */
const SHOWN = ["offered", "booked", "held", "not_held"];

export function createReadOwnMeetings({
  meetings,
  listSelves,
  answers,
  recordAudit,
  clock,
}: {
  meetings: OwnMeetingsSource;
  listSelves: (personId: string, today: LocalDate) => Promise<string[]>;
  answers: Pick<AnswersRepository, "listLatest">;
  recordAudit: RecordAudit;
  clock: Clock;
}): ReadOwnMeetings {
  const selvesOf = ({ personId }: Pick<IndividualActor, "personId">) =>
    listSelves(personId, localDateOf(clock.now()));
  const own = (actor: IndividualActor, selves: readonly string[], meeting: MeetingRecord) =>
    SHOWN.includes(meeting.status) ? participationOf(actor, selves, meeting) : undefined;
  return {
    async list(actor) {
      const now = clock.now();
      const from = new Date(now.getTime() - MONTH_MS);
      const selves = await selvesOf(actor);
      const pages = await Promise.all(
        selves.map((personId) => meetings.listFor(personId, { from }, { limit: MOST, page: 1 })),
      );
      const shown = pages
        .flatMap(({ items }) => items)
        .flatMap((meeting) => {
          const participant = own(actor, selves, meeting);
          return participant ? [{ meeting, participant }] : [];
        })
        .toSorted((one, other) => one.meeting.startsAt.getTime() - other.meeting.startsAt.getTime());
      const objectIds = shown.map(({ meeting }) => meeting.id);
      const latest = await answers.listLatest(objectIds);
      await recordAudit(actor, { action: "meeting:list", objectKind: "meeting", objectIds });
      return shown.map(({ meeting, participant }) => {
        const answer = latest.find(({ participantId }) => participantId === individualOf(meeting).id);
        const { status } = presentAnswer(answer, meeting.timeVersion);
        return { ...present(meeting, status, now), isForOther: participant.role === "representative" };
      });
    },

    async open(actor, meetingId) {
      const meeting = await meetings.find(meetingId);
      const participant = meeting && own(actor, await selvesOf(actor), meeting);
      if (!participant) throw new DomainError("not_found", "Mötet finns inte.");
      await recordAudit(actor, { action: "meeting:read", objectKind: "meeting", objectIds: [meetingId] });
      return { meetingId, participantId: participant.id };
    },

    async participation(personId, participantId) {
      for (const self of await selvesOf({ personId })) {
        const meetingId = await meetings.findByParticipant(participantId, self);
        if (meetingId !== undefined) return { meetingId, participantId, personId };
      }
      return undefined;
    },
  };
}

/** As whom one takes part: oneself, before for whom one answers. Whoever else one may be there, an e-ID does not show. */
function participationOf(
  actor: IndividualActor,
  selves: readonly string[],
  { participants }: MeetingRecord,
): ParticipantRecord | undefined {
  const mine = participants.filter(({ personId, role }) =>
    ownMeetingPolicy.read(actor, { selves, personId, role }),
  );
  return mine.find(({ role }) => role === "individual") ?? mine[0];
}

function present(
  meeting: MeetingRecord,
  answer: OwnMeeting["answer"],
  now: Date,
): Omit<OwnMeeting, "isForOther"> {
  const isOffered = meeting.status === "offered";
  const isToCome = meeting.status === "booked" && now < meeting.endsAt;
  return {
    meetingId: meeting.id,
    type: meeting.type,
    status: isOffered ? "offered" : isToCome ? "booked" : "past",
    startAt: isOffered ? null : meeting.startsAt.toISOString(),
    endAt: isOffered ? null : meeting.endsAt.toISOString(),
    mode: meeting.mode,
    place: meeting.place,
    answer,
    handlaggare: namedHandlaggare(meeting),
  };
}

/** The handläggare by name, but for one whose own identity is protected. */
export function namedHandlaggare({ participants }: MeetingRecord): OwnMeeting["handlaggare"] {
  return participants.flatMap(({ role, organisationId, name, protection }) =>
    role === "handlaggare" && organisationId
      ? [{ organisationId, name: protection === "none" ? name : null }]
      : [],
  );
}
