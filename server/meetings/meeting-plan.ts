import { localDateOf } from "../scheduling/local-time.ts";
import type { CaseRecord, CaseRepresentative } from "../people/case-record.ts";
import type { FurtherParty } from "../people/further-party.ts";
import type { Handlaggare } from "../people/people.contract.ts";
import type { NamedSide, SearchParties } from "../scheduling/search-parties.ts";
import { startOfDay } from "../scheduling/local-time.ts";
import { newCalendarUid, newMeetingReference } from "./meeting-reference.ts";
import type { NewMeeting, NewParticipant, Opening } from "./meeting-record.ts";
import type { MeetingPlan, NewMeetingCommand } from "./meetings.contract.ts";

/** When a meeting is to be: at its one time, or until a deadline at one of several, or at none yet. */
export interface PlannedTimes {
  /** The earliest first. */
  readonly times: readonly { readonly startsAt: Date; readonly endsAt: Date }[];
  readonly answerBy: Date | null;
}

/**
 * The times that a command asks for. One that leaves the choice open has none yet: the last day there is stands for it, since it
 * can't be later than that.
 */
export function plannedTimes(command: NewMeetingCommand): PlannedTimes {
  const times = startsOf(command).map((startsAt) => {
    return { startsAt, endsAt: new Date(startsAt.getTime() + command.durationMinutes * 60_000) };
  });
  return {
    times: times.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime()),
    answerBy: "answerBy" in command ? new Date(command.answerBy) : null,
  };
}

function startsOf(command: NewMeetingCommand): Date[] {
  if ("opening" in command) return [startOfDay(command.opening.untilOn)];
  const starts = "times" in command ? command.times : [command.startAt];
  return starts.map((startAt) => new Date(startAt));
}

/** The earliest of the times, whose place a meeting holds in lists until one is chosen. */
export function earliestOf({ times }: PlannedTimes) {
  const [earliest] = times;
  if (!earliest) throw new Error("A meeting without a time.");
  return earliest;
}

/** Whose joint time a plan needs. */
export function partiesOf(plan: MeetingPlan, record: CaseRecord): SearchParties<NamedSide> {
  return {
    caseId: record.id,
    type: plan.type,
    loosen: plan.loosen,
    individualId: record.individualId,
    sides: plan.handlaggare.map(({ organisationId, personId }) => ({
      organisationId,
      handlaggareIds: [personId],
    })),
    participants: plan.participants,
    durationMinutes: plan.durationMinutes,
  };
}

/** The meeting that comes of a plan, with a reference and calendar UIDs of its own. */
export function newMeetingOf(
  command: NewMeetingCommand,
  about: {
    record: CaseRecord;
    handlaggare: readonly Handlaggare[];
    further: readonly FurtherParty[];
    createdBy: string;
    /** Until when the other agency can confirm, for a draft. */
    confirmBy: Date | null;
    at: Date;
  },
): NewMeeting {
  const { record, handlaggare, further, createdBy, confirmBy, at } = about;
  const planned = plannedTimes(command);
  return {
    reference: newMeetingReference(),
    caseId: record.id,
    type: command.type,
    ...earliestOf(planned),
    answerBy: planned.answerBy,
    opening: openingOf(command),
    continuesMeetingId: command.continuesMeetingId ?? null,
    confirmBy,
    mode: command.mode,
    place: command.place,
    at,
    createdBy,
    decisionCommunicatedOn: command.decisionCommunicatedOn,
    snapshot: {
      sex: record.sex,
      birthYear: record.birthYear,
      benefit: record.benefit,
      officeId: record.ownerOfficeId,
    },
    participants: [
      outsider(record.individualId, "individual"),
      ...handlaggare.map(colleague),
      ...representativesOn(record, at).map(({ personId }) => representativeParticipant(personId)),
      ...further.map(furtherParticipant),
    ],
  };
}

/** What the individual may pick from, and what the search does without then too; null when times are given. */
export function openingOf(command: NewMeetingCommand): Opening | null {
  return "opening" in command ? { ...command.opening, loosen: command.loosen ?? [] } : null;
}

/** Those who answer for the individual, or will. */
export function representativesOn({ representatives }: CaseRecord, at: Date): CaseRepresentative[] {
  const today = localDateOf(at);
  return representatives.filter(({ validUntil }) => validUntil === null || validUntil >= today);
}

/** Somebody who answers for the individual: told what they are, and none of their time is taken. */
export function representativeParticipant(personId: string): NewParticipant {
  return { ...outsider(personId, "representative"), binding: false };
}

/** Somebody who comes beside the individual and the sides, with a calendar UID of their own. */
export function furtherParticipant(party: FurtherParty): NewParticipant {
  return {
    ...(party.handlaggare ? colleague(party.handlaggare) : outsider(party.personId, "external")),
    binding: party.attendance === "binding",
    isFurther: true,
  };
}

function outsider(personId: string, role: "individual" | "external" | "representative"): NewParticipant {
  const nowhere = { organisationId: null, officeId: null };
  return { personId, role, ...nowhere, binding: true, isFurther: false, uid: newCalendarUid() };
}

function colleague({ personId, organisationId, officeId }: Handlaggare): NewParticipant {
  const where = { organisationId, officeId };
  return { personId, role: "handlaggare", ...where, binding: true, isFurther: false, uid: newCalendarUid() };
}
