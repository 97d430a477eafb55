import { COOPERATION_COLUMNS, CooperationLine, NEEDED_COOPERATION_COLUMNS } from "./cooperation-line.ts";
import { addCooperation, surveyDays } from "./historic-cooperation.ts";
import { noonOf } from "./history-fields.ts";
import { wrongMeeting } from "./take-meetings.ts";
import type { Known, Taking, Wrong } from "./taking.ts";

/** Historic periods of cooperation, after the meetings that they refer to. */
export const cooperationsTaking: Taking<CooperationLine> = {
  kind: "cooperation",
  format: {
    schema: CooperationLine,
    columns: COOPERATION_COLUMNS,
    needed: NEEDED_COOPERATION_COLUMNS,
  },
  references: ({ first_meeting: first, last_meeting: last }) =>
    [first, last].filter((each) => each !== undefined),
  wrongWith: (line, known, at) => [
    ...(known.office(line.office, true) ? [] : [["office", "unknown_office"] as const]),
    ...wrongMeeting("first_meeting", line.first_meeting, known),
    ...wrongMeeting("last_meeting", line.last_meeting, known),
    ...wrongDays(line, known, at),
  ],
  add: (rows, line, { caseId, known, importing }) => ({
    id: addCooperation(
      rows,
      line,
      { caseId, office: known.office(line.office, true)!, ...meetingsOf(line, known) },
      importing,
    ),
  }),
};

function meetingsOf(line: CooperationLine, known: Known) {
  return {
    first: line.first_meeting ? known.meeting(line.first_meeting) : undefined,
    last: line.last_meeting ? known.meeting(line.last_meeting) : undefined,
  };
}

function wrongDays(line: CooperationLine, known: Known, at: Date): Wrong[] {
  const { firstOn, lastOn } = surveyDays(line, meetingsOf(line, known));
  const days = {
    requested_on: line.requested_on,
    ended_on: line.ended_on,
    ending_known_on: line.ending_known_on,
  };
  const toCome = Object.entries({ ...days, last_meeting_on: lastOn })
    .filter(([, on]) => on && noonOf(on) > at)
    .map(([column]) => [column, "in_the_future"] as const);
  const isTooEarly = (firstOn && firstOn < line.requested_on) || (firstOn && lastOn && lastOn < firstOn);
  return [...toCome, ...(isTooEarly ? [["first_meeting", "too_early"] as const] : [])];
}
