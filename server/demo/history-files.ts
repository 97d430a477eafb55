import type { HistoryKind } from "../followup/history/history.contract.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import { addDays, type LocalDate } from "../scheduling/local-time.ts";
import { addWorkingDays } from "../scheduling/swedish-calendar.ts";
import { DEMO_PACE, GROWTH, SEASON, type OfficePace } from "./demo-history.ts";
import { offerLine, surveyLines, type Beginning, type HistoryLine } from "./history-lines.ts";
import { createRandom } from "./random.ts";

/** From when meetings are told of, and the day that nothing is told of any more. */
export interface HistorySpan {
  readonly firstYear: number;
  readonly today: LocalDate;
}

/** What began so many months before the first year may have ended in it. */
const MONTHS_BEFORE = 20;

const COLUMNS: Readonly<Record<HistoryKind, readonly string[]>> = {
  meetings:
    "reference case type starts_at mode outcome sex birth_year benefit office other_office requested_on known_on continues answer answered_on answer_channel decline_reason".split(
      " ",
    ),
  cooperations:
    "reference case requested_on requested_by received_on employment benefit_days_before first_meeting last_meeting first_meeting_on last_meeting_on result measures ended_on ending went_to ending_known_on sex birth_year benefit office".split(
      " ",
    ),
};

/**
 * An agency's history as it would bring it: a CSV file, a month at a time. A month says the same whatever day it is told, as far as it has come.
 */
export function* historyFile(
  kind: HistoryKind,
  organisationId: OrganisationId,
  span: HistorySpan,
): Generator<string> {
  const columns = COLUMNS[kind];
  yield `${columns.join(";")}\n`;
  for (const { year, month } of monthsUntil(span)) {
    const lines = DEMO_PACE.filter((pace) => pace.organisationId === organisationId).flatMap((pace) =>
      linesOf(kind, { pace, year, month }, span),
    );
    yield lines.map((line) => `${columns.map((column) => line[column] ?? "").join(";")}\n`).join("");
  }
}

function monthsUntil({ firstYear, today }: HistorySpan) {
  const [year = 0, month = 0] = today.split("-").map(Number);
  const count = (year - firstYear) * 12 + month + MONTHS_BEFORE;
  return Array.from({ length: count }, (_, index) => {
    const number = firstYear * 12 - MONTHS_BEFORE + index;
    return { year: Math.floor(number / 12), month: (number % 12) + 1 };
  });
}

interface OfficeMonth {
  readonly pace: OfficePace;
  readonly year: number;
  readonly month: number;
}

function linesOf(kind: HistoryKind, of: OfficeMonth, span: HistorySpan): HistoryLine[] {
  const surveys = beginnings("K", of, of.pace.surveys, span).map((each) => ({ ...surveyLines(each) }));
  if (kind === "cooperations")
    return surveys.flatMap(({ meetings, cooperation }) => toldCooperation(cooperation, meetings, span));
  const offered = (["omstallningsmote", "kontaktmote"] as const).flatMap((type) =>
    beginnings(
      type.slice(0, 1).toUpperCase(),
      of,
      of.pace[type === "kontaktmote" ? "kontaktmoten" : "omstallningsmoten"],
      span,
    ).map((each) => offerLine(type, each)),
  );
  return [...surveys.flatMap(({ meetings }) => meetings), ...offered].flatMap((line) =>
    toldMeeting(line, span),
  );
}

/** Those whom something begins for at an office in a month, each with numbers of their own to draw by. */
function beginnings(
  letter: string,
  { pace, year, month }: OfficeMonth,
  ordinary: number,
  { firstYear, today }: HistorySpan,
): Beginning[] {
  const count = Math.round(ordinary * (SEASON[month - 1] ?? 1) * GROWTH ** (year - firstYear));
  const first = `${year}-${String(month).padStart(2, "0")}-01`;
  return Array.from({ length: count }, (_, index) => {
    const reference = `${letter}-${pace.office}-${year}-${month}-${index + 1}`;
    const random = createRandom(seedOf(`${pace.organisationId} ${reference}`));
    const on = addWorkingDays(addDays(first, Math.floor(random() * 28) - 1), 1);
    return { reference, on, pace, random };
  }).filter(({ on }) => on < today);
}

const seedOf = (text: string) =>
  [...text].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261);

const dayOf = (line: HistoryLine, column: string) => String(line[column] ?? "").slice(0, 10);

/** A meeting that has been, and whose survey did not begin before the first year. */
function toldMeeting(line: HistoryLine, { firstYear, today }: HistorySpan): HistoryLine[] {
  if (!isTold(line, { firstYear, today })) return [];
  return [{ ...line, known_on: dayOf(line, "known_on") < today ? line["known_on"] : undefined }];
}

function isTold(line: HistoryLine, { firstYear, today }: HistorySpan): boolean {
  const on = dayOf(line, "starts_at");
  const beganOn = line["continues"] ? dayOf(line, "requested_on") : on;
  return beganOn >= `${firstYear}-01-01` && on < today;
}

/** A cooperation as far as it has come; none that ended before the first year. */
function toldCooperation(
  line: HistoryLine,
  meetings: readonly HistoryLine[],
  span: HistorySpan,
): HistoryLine[] {
  const { firstYear, today } = span;
  if (dayOf(line, "ended_on") < `${firstYear}-01-01`) return [];
  const told: Record<string, string | number | undefined> = { ...line };
  const forget = (...columns: string[]) => columns.forEach((column) => (told[column] = undefined));
  const surveyed = meetings.filter(
    (meeting) =>
      meeting["type"] === "gemensam_kartlaggning" && meeting["outcome"] === "held" && isTold(meeting, span),
  );
  if (surveyed.length > 0) {
    forget("first_meeting_on", "last_meeting_on");
    told["first_meeting"] = surveyed[0]!["reference"];
    told["last_meeting"] = surveyed.at(-1)!["reference"];
  }
  if (dayOf(line, "first_meeting_on") >= today) forget("first_meeting_on", "last_meeting_on");
  else if (dayOf(line, "last_meeting_on") >= today) forget("last_meeting_on");
  if (dayOf(line, "last_meeting_on") >= today) forget("result", "measures");
  const startedOn = String(line["measures"]).split(" ")[1];
  if (startedOn && startedOn >= today) forget("measures");
  if (dayOf(line, "ending_known_on") >= today) forget("ended_on", "ending", "went_to", "ending_known_on");
  return [told];
}
