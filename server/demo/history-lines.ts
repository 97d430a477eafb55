import { addDays, type LocalDate } from "../scheduling/local-time.ts";
import { addWorkingDays } from "../scheduling/swedish-calendar.ts";
import {
  BENEFIT_ODDS,
  CHANNEL_ODDS,
  DECLINE_ODDS,
  EMPLOYMENT_ODDS,
  ENDING_ODDS,
  FAILED_ODDS,
  MEASURE_ODDS,
  MODE_ODDS,
  OFFERED_ODDS,
  OFFER_ODDS,
  RESULT_ODDS,
  WENT_TO_ODDS,
  WOMEN_PERCENT,
  type OfficePace,
  type Odds,
} from "./demo-history.ts";

/** A line of a file of history; what isn't known is left out. */
export type HistoryLine = Readonly<Record<string, string | number | undefined>>;

/** Whose line it is and when it begins. */
export interface Beginning {
  /** The agency's own reference of the case. */
  readonly reference: string;
  readonly on: LocalDate;
  readonly pace: OfficePace;
  readonly random: () => number;
}

/** What came of a request: the meetings in their order, and the cooperation. */
export interface SurveyLines {
  readonly meetings: readonly HistoryLine[];
  readonly cooperation: HistoryLine;
}

/** One of an agency's offers of a meeting: held, declined or not kept. */
export function offerLine(type: "omstallningsmote" | "kontaktmote", beginning: Beginning): HistoryLine {
  const draw = drawing(beginning.random);
  const outcome = draw(OFFER_ODDS);
  return {
    ...whoOf(beginning, type === "kontaktmote" ? { sjukpenning: 1 } : OFFERED_ODDS),
    ...meetingOf(beginning, {
      reference: beginning.reference,
      type,
      on: laterOn(beginning.on, whole(beginning.random, 8, 20)),
      requestedOn: beginning.on,
      outcome,
    }),
    ...(outcome === "declined"
      ? { answer: "declined", decline_reason: draw(DECLINE_ODDS) }
      : { answer: "accepted" }),
  };
}

/** A survey from its request to its end: one or two meetings, perhaps after one that came to nothing; measures; one who follows it up. */
export function surveyLines(beginning: Beginning): SurveyLines {
  const { reference, on, pace, random } = beginning;
  const draw = drawing(random);
  const who = whoOf(beginning, BENEFIT_ODDS);
  const days = (from: number, to: number) => whole(random, from, to);
  const bookedOn = laterOn(on, days(1, 9));
  const firstOn = laterOn(bookedOn, days(8, 24));
  const failed = draw(FAILED_ODDS);
  const lastOn = random() < 0.3 ? laterOn(firstOn, days(5, 15)) : firstOn;
  const result = draw(RESULT_ODDS);
  const startedOn = laterOn(lastOn, days(8, 28));
  const measuredUntil = addDays(startedOn, days(150, 480));
  const hasMeasures = result === "plan_with_measures" && random() < 0.97;
  const endedOn = hasMeasures ? laterOn(measuredUntil, days(5, 60)) : laterOn(lastOn, days(30, 160));
  const meeting = (suffix: string, more: Omit<Told, "reference">) => ({
    ...who,
    ...meetingOf(beginning, { reference: `${reference}${suffix}`, ...more }),
  });
  const survey = { type: "gemensam_kartlaggning", outcome: "held", requestedOn: bookedOn } as const;
  const failedOn = laterOn(firstOn, -4);
  return {
    meetings: [
      ...(failed === "nothing" ? [] : [meeting("-0", { ...survey, outcome: failed, on: failedOn })]),
      { ...meeting("-1", { ...survey, on: firstOn }), ...(random() < 0.7 ? { answer: "accepted" } : {}) },
      ...(lastOn > firstOn
        ? [
            {
              ...meeting("-2", { ...survey, on: lastOn, requestedOn: firstOn }),
              continues: `${reference}-1`,
            },
          ]
        : []),
      ...(hasMeasures && random() < 0.6
        ? [
            meeting("-3", {
              type: "uppfoljningsmote",
              outcome: "held",
              on: laterOn(startedOn, 40),
              requestedOn: laterOn(startedOn, 25),
            }),
          ]
        : []),
    ],
    cooperation: {
      ...who,
      reference,
      requested_on: on,
      requested_by: pace.organisationId,
      received_on: addDays(on, days(0, 4)),
      employment: draw(EMPLOYMENT_ODDS),
      benefit_days_before: who.benefit === "aktivitetsersattning" ? days(700, 2500) : days(180, 1800),
      first_meeting_on: firstOn,
      last_meeting_on: lastOn,
      result,
      measures: hasMeasures ? `${draw(MEASURE_ODDS)} ${startedOn} ${measuredUntil}` : "none",
      ended_on: endedOn,
      ending: draw(ENDING_ODDS),
      went_to: draw(WENT_TO_ODDS),
      ending_known_on: addDays(endedOn, days(0, 25)),
    },
  };
}

interface Told {
  readonly reference: string;
  readonly type: string;
  readonly on: LocalDate;
  readonly requestedOn: LocalDate;
  readonly outcome: string;
}

function meetingOf({ pace, random }: Beginning, { reference, type, on, requestedOn, outcome }: Told) {
  const draw = drawing(random);
  return {
    reference,
    type,
    starts_at: `${on} ${String(whole(random, 9, 15)).padStart(2, "0")}:00`,
    mode: draw(MODE_ODDS),
    outcome,
    requested_on: requestedOn,
    known_on: addDays(on, random() < 0.7 ? 0 : whole(random, 1, 20)),
    answered_on: addDays(requestedOn, whole(random, 0, 4)),
    answer_channel: draw(CHANNEL_ODDS),
    other_office: pace.otherOffice,
  };
}

function whoOf({ reference, on, pace, random }: Beginning, benefits: Odds<string>) {
  const draw = drawing(random);
  const benefit = draw(benefits);
  const age = benefit === "aktivitetsersattning" ? whole(random, 20, 29) : whole(random, 25, 63);
  return {
    case: reference,
    sex: random() * 100 < WOMEN_PERCENT ? "woman" : "man",
    birth_year: Number(on.slice(0, 4)) - age,
    benefit,
    office: pace.office,
  };
}

/** A working day about so many working days later. */
const laterOn = (on: LocalDate, workingDays: number): LocalDate =>
  addWorkingDays(addDays(on, Math.round((workingDays * 7) / 5) - 1), 1);

const whole = (random: () => number, from: number, to: number) =>
  from + Math.floor(random() * (to - from + 1));

function drawing(random: () => number) {
  return <T extends string>(odds: Odds<T>): T => {
    const all = Object.entries<number>(odds) as [T, number][];
    let left = random() * all.reduce((sum, [, percent]) => sum + percent, 0);
    return (all.find(([, percent]) => (left -= percent) < 0) ?? all[0]!)[0];
  };
}
