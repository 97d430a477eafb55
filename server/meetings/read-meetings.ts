import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import type { ReadCorrespondence } from "../invitations/read-correspondence.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import { presentMeeting, presentSummary } from "./meeting-presenter.ts";
import { policyFactsOf } from "./meeting-record.ts";
import type { MeetingSummary, MeetingView } from "./meetings.contract.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";

/** Reading meetings, as a handläggare who takes part in them or has booked them. */
export interface ReadMeetings {
  /** One meeting with answers, messages and history; audited. @throws DomainError `not_found` */
  read(actor: StaffActor, meetingId: string): Promise<MeetingView>;
  /** One's own meetings that overlap a period, soonest first. */
  list(
    actor: StaffActor,
    period: { from?: Date | undefined; to?: Date | undefined },
    paging: { limit: number; page: number },
  ): Promise<{ items: MeetingSummary[]; total: number; limit: number; page: number }>;
  /** Whether the handläggare may know of the meeting. */
  mayRead(actor: StaffActor, meetingId: string): Promise<boolean>;
}

export function createReadMeetings({
  meetings,
  correspondence,
  recordAudit,
  clock,
}: {
  meetings: MeetingsRepository;
  correspondence: ReadCorrespondence;
  recordAudit: RecordAudit;
  clock: Clock;
}): ReadMeetings {
  const find = async (actor: StaffActor, meetingId: string) => {
    const meeting = await meetings.find(meetingId);
    return meeting && meetingPolicy.read(actor, policyFactsOf(meeting)) ? meeting : undefined;
  };
  return {
    async read(actor, meetingId) {
      const meeting = await find(actor, meetingId);
      if (!meeting) throw new DomainError("not_found", "Mötet finns inte.");
      const [said, events] = await Promise.all([
        correspondence.of(meetingId),
        meetings.listEvents(meetingId),
        recordAudit(actor, { action: "meeting:read", objectKind: "meeting", objectIds: [meetingId] }),
      ]);
      return presentMeeting({ meeting, ...said, events }, actor, clock.now());
    },

    async list(actor, period, paging) {
      const found = await meetings.listFor(actor.personId, period, paging);
      const latest = await correspondence.answersOf(found.items.map(({ id }) => id));
      return { ...found, items: found.items.map((meeting) => presentSummary(meeting, latest, actor)) };
    },

    mayRead: async (actor, meetingId) => (await find(actor, meetingId)) !== undefined,
  };
}
