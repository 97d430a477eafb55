import { randomUUID } from "node:crypto";
import { MEETING_TYPE } from "../../meetings/types/registered-types.contract.ts";
import { localDateOf } from "../../scheduling/local-time.ts";
import { noonOf } from "./history-fields.ts";
import type { HistoryRows, Importing, KnownOffice } from "./history-rows.ts";
import { answerOf, type MeetingLine } from "./meeting-line.ts";

/** What a line refers to, found. */
export interface FoundMeeting {
  readonly id: string;
  readonly caseId: string;
  readonly office: KnownOffice;
  readonly otherOffice: KnownOffice | undefined;
  readonly continuesMeetingId: string | null;
}

const CANCELLED = /^cancelled_by_(.+)$/;

/** Adds a historic meeting with who took part, how it went and what was answered, as if it had been booked here and then emptied. */
export function addMeeting(
  rows: HistoryRows,
  line: MeetingLine,
  found: FoundMeeting,
  importing: Importing,
): void {
  const startsAt = line.starts_at;
  const minutes = line.minutes ?? MEETING_TYPE[line.type].defaultDurationMinutes;
  const knownAt = line.known_on ? noonOf(line.known_on) : startsAt;
  const requestedAt = line.requested_on ? noonOf(line.requested_on) : startsAt;
  const cancelledBy =
    line.outcome === "declined" ? "individual" : (CANCELLED.exec(line.outcome)?.[1] ?? null);
  const isHeld = line.outcome === "held";
  rows.meeting.push({
    id: found.id,
    reference: found.id,
    case_id: found.caseId,
    type: line.type,
    status: cancelledBy ? "cancelled" : isHeld ? "held" : "not_held",
    starts_at: startsAt,
    ends_at: new Date(startsAt.getTime() + minutes * 60_000),
    mode: line.mode,
    revision: 1,
    time_version: 1,
    created_at: requestedAt,
    created_by: importing.by,
    changed_at: knownAt,
    time_set_at: requestedAt,
    talked_with_at: requestedAt,
    talked_with_by: importing.by,
    open_loosen: [],
    continues_meeting_id: found.continuesMeetingId,
    cancellation_reason: cancelledBy,
    snapshot_sex: line.sex,
    snapshot_birth_year: line.birth_year,
    snapshot_benefit: line.benefit,
    snapshot_office_id: found.office.id,
    erased_at: importing.at,
  });
  const individual = addParticipants(rows, found, requestedAt);
  if (!cancelledBy) {
    const reason = isHeld ? null : line.outcome;
    rows.outcome.push({
      meeting_id: found.id,
      held: isHeld,
      reason,
      recorded_at: knownAt,
      recorded_by: importing.by,
    });
  }
  addAnswer(rows, line, individual, importing);
}

/** @returns the individual's participation. */
function addParticipants(rows: HistoryRows, found: FoundMeeting, at: Date): string {
  const common = { meeting_id: found.id, binding: true, further: false, sequence: 0, created_at: at };
  const individual = randomUUID();
  rows.participant.push({
    ...common,
    id: individual,
    person_id: found.caseId,
    role: "individual",
    organisation_id: null,
    office_id: null,
    uid: individual,
  });
  for (const office of [found.office, found.otherOffice]) {
    if (!office) continue;
    const id = randomUUID();
    rows.participant.push({
      ...common,
      id,
      person_id: office.unnamedPersonId,
      role: "handlaggare",
      organisation_id: office.organisationId,
      office_id: office.id,
      uid: id,
    });
  }
  return individual;
}

function addAnswer(
  rows: HistoryRows,
  line: MeetingLine,
  participantId: string,
  { by }: Pick<Importing, "by">,
): void {
  const status = answerOf(line);
  if (!status) return;
  const channel = line.answer_channel ?? "unknown";
  rows.answer.push({
    participant_id: participantId,
    time_version: 1,
    status,
    channel,
    answered_at: noonOf(line.answered_on ?? line.requested_on ?? localDateOf(line.starts_at)),
    recorded_by: channel === "telephone" ? by : null,
    decline_reason: line.decline_reason ?? null,
  });
}
