import type { CaseRecord } from "../people/case-record.ts";
import type { FurtherParty } from "../people/further-party.ts";
import type { Handlaggare } from "../people/people.contract.ts";
import type { NamedSide, SearchParties } from "../scheduling/search-parties.ts";
import { newCalendarUid, newMeetingReference } from "./meeting-reference.ts";
import type { NewMeeting, NewParticipant } from "./meeting-record.ts";
import type { BookMeeting, MeetingPlan, OfferMeeting } from "./meetings.contract.ts";

/** When a meeting is to be: at its one time, or at one of several until a deadline. */
export interface PlannedTimes {
  /** The earliest first. */
  readonly times: readonly { readonly startsAt: Date; readonly endsAt: Date }[];
  readonly answerBy: Date | null;
}

/** The times that a command to book or to offer asks for. */
export function plannedTimes(command: BookMeeting | OfferMeeting): PlannedTimes {
  const starts = "times" in command ? command.times : [command.startAt];
  const times = starts.map((startAt) => {
    const startsAt = new Date(startAt);
    return { startsAt, endsAt: new Date(startsAt.getTime() + command.durationMinutes * 60_000) };
  });
  return {
    times: times.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime()),
    answerBy: "answerBy" in command ? new Date(command.answerBy) : null,
  };
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
  command: BookMeeting | OfferMeeting,
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
    confirmBy,
    mode: command.mode,
    place: command.place,
    at,
    createdBy,
    decisionCommunicatedOn: command.decisionCommunicatedOn,
    snapshot: { sex: record.sex, birthYear: record.birthYear, benefit: record.benefit },
    participants: [
      outsider(record.individualId, "individual"),
      ...handlaggare.map(colleague),
      ...further.map((party) => ({
        ...(party.handlaggare ? colleague(party.handlaggare) : outsider(party.personId, "external")),
        binding: party.attendance === "binding",
        isFurther: true,
      })),
    ],
  };
}

function outsider(personId: string, role: "individual" | "external"): NewParticipant {
  const nowhere = { organisationId: null, officeId: null };
  return { personId, role, ...nowhere, binding: true, isFurther: false, uid: newCalendarUid() };
}

function colleague({ personId, organisationId, officeId }: Handlaggare): NewParticipant {
  const where = { organisationId, officeId };
  return { personId, role: "handlaggare", ...where, binding: true, isFurther: false, uid: newCalendarUid() };
}
