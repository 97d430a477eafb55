import { randomUUID } from "node:crypto";
import { localDateOf } from "../../scheduling/local-time.ts";
import type { CooperationLine } from "./cooperation-line.ts";
import { noonOf } from "./history-fields.ts";
import type { HistoryRows, Importing, KnownMeeting, KnownOffice } from "./history-rows.ts";

/** What a line refers to, found. */
export interface FoundCooperation {
  readonly caseId: string;
  readonly office: KnownOffice;
  readonly first: KnownMeeting | undefined;
  readonly last: KnownMeeting | undefined;
}

/** The survey's first and last day; where only one is told they are the same. */
export function surveyDays(line: CooperationLine, { first, last }: Pick<FoundCooperation, "first" | "last">) {
  const firstOn = first ? localDateOf(first.startsAt) : line.first_meeting_on;
  const lastOn = last ? localDateOf(last.startsAt) : line.last_meeting_on;
  return { firstOn: firstOn ?? lastOn ?? null, lastOn: lastOn ?? firstOn ?? null };
}

/** Adds a period of cooperation of the time before. Each datum is known from its own day. @returns its id. */
export function addCooperation(
  rows: HistoryRows,
  line: CooperationLine,
  found: FoundCooperation,
  { at }: Pick<Importing, "at">,
): string {
  const id = randomUUID();
  const { firstOn, lastOn } = surveyDays(line, found);
  rows.cooperation.push({
    id,
    case_id: found.caseId,
    revision: 1,
    requested_on: line.requested_on,
    requested_by_organisation_id: line.requested_by,
    received_on: line.received_on ?? null,
    employment: line.employment ?? null,
    kommun: line.kommun ?? null,
    enrolled_at_af: line.enrolled_at_af ?? null,
    studies: line.studies ?? null,
    benefit_days_before: line.benefit_days_before ?? null,
    first_meeting_id: (found.first ?? found.last)?.id ?? null,
    first_meeting_on: firstOn,
    last_meeting_id: (found.last ?? found.first)?.id ?? null,
    last_meeting_on: lastOn,
    result: line.result ?? null,
    ended_on: line.ended_on ?? null,
    ending: line.ending ?? null,
    went_to: line.went_to ?? null,
    snapshot_sex: line.sex,
    snapshot_birth_year: line.birth_year,
    snapshot_benefit: line.benefit,
    snapshot_office_id: found.office.id,
    created_at: noonOf(line.requested_on),
    imported_at: at,
  });
  const imported = { cooperation_id: id, source: "imported", recorded_by: null };
  for (const [datum, on] of knownData(line, firstOn, lastOn))
    rows.cooperation_datum.push({ ...imported, datum, known_at: noonOf(on) });
  for (const { kind, startedOn, endedOn } of line.measures ?? [])
    rows.cooperation_measure.push({
      ...imported,
      id: randomUUID(),
      kind,
      started_on: startedOn,
      ended_on: endedOn,
      known_at: noonOf(startedOn),
    });
  return id;
}

function knownData(line: CooperationLine, firstOn: string | null, lastOn: string | null) {
  const surveyedOn = lastOn ?? line.requested_on;
  const measuresOn = line.measures?.map(({ startedOn }) => startedOn).toSorted()[0] ?? surveyedOn;
  const data: readonly (readonly [string, string | null | undefined])[] = [
    ["request", line.requested_on],
    ["benefit_days", line.benefit_days_before === undefined ? null : line.requested_on],
    ["first_meeting", firstOn],
    ["last_meeting", lastOn],
    ["result", line.result && surveyedOn],
    ["measures", line.measures && measuresOn],
    ["ending", line.ended_on && (line.ending_known_on ?? line.ended_on)],
  ];
  return data.filter((datum): datum is readonly [string, string] => Boolean(datum[1]));
}
