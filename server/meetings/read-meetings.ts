import type { RecordAudit } from "../audit/record-audit.ts";
import type { Actor, StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import type { ReadCorrespondence } from "../invitations/read-correspondence.ts";
import type { FindCase } from "../people/case-record.ts";
import { chainClockOn } from "../people/chain-day.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { presentMeeting, presentSummary } from "./meeting-presenter.ts";
import { individualOf, policyFactsOf } from "./meeting-participants.ts";
import type { MeetingRecord } from "./meeting-record.ts";
import { MEETING_TYPE } from "./types/registered-types.contract.ts";
import type { MeetingSummary, MeetingView } from "./meetings.contract.ts";
import type { EquipmentChecksRepository } from "./equipment-checks.repository.ts";
import type { IdentityChecksRepository } from "./identity-checks.repository.ts";
import type { SeriesRepository } from "./series.repository.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";

/** Reading meetings, as a handläggare who takes part in them or has booked them. */
export interface ReadMeetings {
  /** One meeting with answers, messages and history; audited. @throws DomainError `not_found` */
  read(actor: StaffActor, meetingId: string): Promise<MeetingView>;
  /** One's own meetings that overlap a period, soonest first. Audited for each with a person with protected identity. */
  list(
    actor: StaffActor,
    period: { from?: Date | undefined; to?: Date | undefined },
    paging: { limit: number; page: number },
  ): Promise<{ items: MeetingSummary[]; total: number; limit: number; page: number }>;
  /** Whether the handläggare may know of the meeting. */
  mayRead(actor: StaffActor, meetingId: string): Promise<boolean>;
  /** Whether somebody may be told when the meeting changes. */
  mayWatch(actor: Actor, meetingId: string): Promise<boolean>;
}

export function createReadMeetings({
  meetings,
  findCase,
  listSeries,
  listIdentityChecks,
  listEquipmentChecks,
  correspondence,
  recordAudit,
  clock,
}: {
  meetings: MeetingsRepository;
  findCase: FindCase;
  listSeries: SeriesRepository["list"];
  listIdentityChecks: IdentityChecksRepository["list"];
  listEquipmentChecks: EquipmentChecksRepository["list"];
  correspondence: ReadCorrespondence;
  recordAudit: RecordAudit;
  clock: Clock;
}): ReadMeetings {
  const find = async (actor: StaffActor, meetingId: string) => {
    const meeting = await meetings.find(meetingId);
    return meeting && meetingPolicy.read(actor, policyFactsOf(meeting)) ? meeting : undefined;
  };
  const chainClockOf = async ({ type, status, caseId }: MeetingRecord) => {
    const isToCome = ["draft", "offered", "booked"].includes(status);
    const { window } = MEETING_TYPE[type];
    const record = isToCome && window ? await findCase(caseId) : undefined;
    return record ? chainClockOn(record, window, localDateOf(clock.now())) : null;
  };
  return {
    async read(actor, meetingId) {
      const meeting = await find(actor, meetingId);
      if (!meeting) throw new DomainError("not_found", "Mötet finns inte.");
      const [chainClock, series, identityChecks, equipmentChecks, said, events] = await Promise.all([
        chainClockOf(meeting),
        listSeries(meetingId, actor.personId),
        listIdentityChecks(meetingId),
        listEquipmentChecks(meetingId),
        correspondence.of(meetingId),
        meetings.listEvents(meetingId),
        recordAudit(actor, { action: "meeting:read", objectKind: "meeting", objectIds: [meetingId] }),
      ]);
      return presentMeeting(
        { meeting, chainClock, series, identityChecks, equipmentChecks, ...said, events },
        actor,
        clock.now(),
      );
    },

    async list(actor, period, paging) {
      const found = await meetings.listFor(actor.personId, period, paging);
      const latest = await correspondence.answersOf(found.items.map(({ id }) => id));
      const guarded = found.items.filter((meeting) => individualOf(meeting).protection !== "none");
      const objectIds = guarded.map(({ id }) => id);
      await recordAudit(actor, { action: "meeting:list", objectKind: "meeting", objectIds });
      return { ...found, items: found.items.map((meeting) => presentSummary(meeting, latest, actor)) };
    },

    mayRead: async (actor, meetingId) => (await find(actor, meetingId)) !== undefined,

    async mayWatch(actor, meetingId) {
      const meeting = await meetings.find(meetingId);
      return meeting !== undefined && meetingPolicy.watch(actor, policyFactsOf(meeting));
    },
  };
}
