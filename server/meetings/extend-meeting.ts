import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { RefuseTaken } from "../scheduling/refuse-taken.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import { partiesIn } from "./meeting-parties.ts";
import { personIdsOf } from "./meeting-participants.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import { lockMeeting, openMeeting, refuseImpossible } from "./open-meeting.ts";

/** The longest a meeting may become. */
const LONGEST_MS = 8 * 3_600_000;

/** By how much, from which end. */
export interface Extension {
  readonly meetingId: string;
  readonly minutes: number;
  /** The end as it was seen. */
  readonly seenEndAt: Date;
}

/**
 * Makes a meeting under way longer. Calendars show it; nobody is sent a message, and answers stand: those it concerns are in it.
 *
 * @throws DomainError `not_found`, `wrong_state` before it starts or when the room has closed, `revision_mismatch` when it has
 * been made longer meanwhile, or `time_taken` with who is taken.
 */
export type ExtendMeeting = (actor: StaffActor, extension: Extension) => Promise<void>;

export function createExtendMeeting({
  meetings,
  refuseTaken,
  reserveTime,
  recordAudit,
  clock,
}: {
  meetings: MeetingsRepository;
  refuseTaken: RefuseTaken;
  reserveTime: ReserveTime;
  recordAudit: RecordAudit;
  clock: Clock;
}): ExtendMeeting {
  return async (actor, { meetingId, minutes, seenEndAt }) => {
    const meeting = await openMeeting(meetings.find, { actor, may: "followThrough", meetingId });
    const { revision, startsAt, endsAt } = meeting;
    refuseImpossible(meeting, { revision, command: "extend", at: clock.now() });
    if (endsAt.getTime() !== seenEndAt.getTime()) throw alreadyLonger();
    const newEnd = new Date(endsAt.getTime() + minutes * 60_000);
    if (newEnd <= clock.now()) throw tooLate();
    if (newEnd.getTime() - startsAt.getTime() > LONGEST_MS) throw tooLong();
    const personIds = personIdsOf(meeting);
    await reserveTime({
      personIds,
      async write(unitOfWork) {
        const at = clock.now();
        await lockMeeting(
          meetings.find,
          { seen: { meetingId, revision }, command: "extend", at },
          unitOfWork,
        );
        await refuseTaken(partiesIn(meeting), { startAt: endsAt, endAt: newEnd }, unitOfWork);
        await meetings.extend(meetingId, { endsAt: newEnd, at }, unitOfWork);
        const event = { meetingId, kind: "extended", actorId: actor.personId, at };
        await meetings.appendEvent(event, unitOfWork);
        const audited = {
          action: "meeting:extended",
          objectKind: "meeting",
          objectIds: [meetingId],
        } as const;
        await recordAudit(actor, audited, unitOfWork);
        return { meetingId, taken: [{ personIds, startAt: startsAt, endAt: newEnd }] };
      },
    });
  };
}

function alreadyLonger(): DomainError {
  return new DomainError("revision_mismatch", "Mötet har redan förlängts.");
}

function tooLate(): DomainError {
  return new DomainError("wrong_state", "Den tiden har redan gått. Ni kan fortsätta tills rummet stängs.");
}

function tooLong(): DomainError {
  return new DomainError("wrong_state", "Mötet kan inte bli längre. Boka ett nytt möte i stället.");
}
