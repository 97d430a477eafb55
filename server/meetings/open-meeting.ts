import type { StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { allows, type MeetingCommand } from "./life-cycle.ts";
import { policyFactsOf } from "./meeting-participants.ts";
import type { FindMeeting, MeetingRecord } from "./meeting-record.ts";

/** The revision the handläggare saw when deciding, from `If-Match`. */
export interface SeenRevision {
  readonly meetingId: string;
  readonly revision: number;
}

/** Finds a meeting that the handläggare may do something with. @throws DomainError `not_found` */
export async function openMeeting(
  findMeeting: FindMeeting,
  { actor, may, meetingId }: { actor: StaffActor; may: keyof typeof meetingPolicy; meetingId: string },
): Promise<MeetingRecord> {
  const meeting = await findMeeting(meetingId);
  if (!meeting || !meetingPolicy[may](actor, policyFactsOf(meeting))) throw notFound();
  return meeting;
}

/**
 * Locks a meeting and checks that it is as the handläggare saw it and can take the command. The persons whose time
 * it takes are locked before it.
 *
 * @throws DomainError `revision_mismatch` or `wrong_state`.
 */
export async function lockMeeting(
  findMeeting: FindMeeting,
  { seen, command, at }: { seen: SeenRevision; command: MeetingCommand; at: Date },
  unitOfWork: UnitOfWork,
): Promise<MeetingRecord> {
  const meeting = await findMeeting(seen.meetingId, { unitOfWork, forUpdate: true });
  if (!meeting) throw notFound();
  refuseImpossible(meeting, { revision: seen.revision, command, at });
  return meeting;
}

/**
 * Refuses what can't be done with a meeting as it is. Asked before people's time is looked at, so that nobody is said to be taken
 * at a time that has passed; and again with the meeting locked.
 *
 * @throws DomainError `revision_mismatch` or `wrong_state`.
 */
export function refuseImpossible(
  meeting: MeetingRecord,
  { revision, command, at }: { revision: number; command: MeetingCommand; at: Date },
): void {
  if (meeting.revision !== revision)
    throw new DomainError(
      "revision_mismatch",
      "Mötet har ändrats sedan du öppnade sidan. Läs om och försök igen.",
    );
  if (!allows(meeting, command, at)) throw new DomainError("wrong_state", WHY_NOT[meeting.status]);
}

const OVER = "Mötet kan inte ändras längre: det är avbokat, eller har redan börjat.";
const WHY_NOT: Record<MeetingRecord["status"], string> = {
  draft: "Utkastet är inte bekräftat, eller så är tiden för att bekräfta det slut.",
  offered: "Personen har fått tider att välja mellan. Ta tillbaka dem först.",
  booked: OVER,
  held: OVER,
  not_held: OVER,
  cancelled: OVER,
};

function notFound(): DomainError {
  return new DomainError("not_found", "Mötet finns inte.");
}
