import type { FIGURE_GROUPS, FIGURE_UNITS } from "./figures.contract.ts";
import { MEETING_TYPE } from "../../meetings/types/registered-types.contract.ts";
import { isOfNobody, POPULATIONS, TOTAL, type PopulationId } from "./populations.ts";

/** Cells that are added: a part of a population. */
export interface Cell {
  readonly population: PopulationId;
  readonly x: string;
  /** How long each takes, where time is added instead of what was measured. */
  readonly minutes?: number;
}

/** How a figure is computed of cells; every cell in it must be shown. */
export type Formula =
  | { readonly kind: "count"; readonly of: readonly Cell[] }
  | { readonly kind: "share"; readonly of: readonly Cell[]; readonly among: readonly Cell[] }
  /** What was measured, divided by how many. */
  | { readonly kind: "mean"; readonly of: readonly Cell[] }
  /** How many at the end of each month; of longer periods the mean of their months. */
  | { readonly kind: "stock"; readonly of: readonly Cell[] }
  /** The time that is needed for some, in per cent of the time there is. */
  | { readonly kind: "load"; readonly of: readonly Cell[]; readonly among: readonly Cell[] };

export interface Figure {
  readonly id: string;
  readonly group: (typeof FIGURE_GROUPS)[number];
  readonly unit: (typeof FIGURE_UNITS)[number];
  readonly formula: Formula;
}

const HELD = [
  "gemensam_kartlaggning",
  "kartlaggning_continued",
  "omstallningsmote",
  "kontaktmote",
  "uppfoljningsmote",
] as const;
const cell = (population: PopulationId, x: string = TOTAL): Cell => ({ population, x });
const held = (...parts: readonly string[]) =>
  HELD.flatMap((population) => parts.map((part) => cell(population, part)));
const booked = [...held(TOTAL), cell("not_held")];

type Group = Figure["group"];
const count = (group: Group, id: string, ...of: readonly Cell[]): Figure => ({
  id,
  group,
  unit: "count",
  formula: { kind: "count", of },
});
const share = (group: Group, id: string, of: readonly Cell[], among: readonly Cell[]): Figure => ({
  id,
  group,
  unit: "percent",
  formula: { kind: "share", of, among },
});
const mean = (group: Group, id: string, unit: "days" | "hours", of: Cell): Figure => ({
  id,
  group,
  unit,
  formula: { kind: "mean", of: [of] },
});

const stock = (group: Group, id: string, of: Cell, unit: Figure["unit"] = "count"): Figure => ({
  id,
  group,
  unit,
  formula: { kind: "stock", of: [of] },
});
const minutesOf = (type: keyof typeof MEETING_TYPE) => MEETING_TYPE[type].defaultDurationMinutes;

/** Every figure there is. Their names and definitions are in `definitions.sv.json`. */
export const FIGURES: readonly Figure[] = [
  count("meetings", "kartlaggningar", cell("gemensam_kartlaggning")),
  count("meetings", "kartlaggningar_continued", cell("kartlaggning_continued")),
  count("meetings", "omstallningsmoten", cell("omstallningsmote")),
  count("meetings", "kontaktmoten", cell("kontaktmote")),
  count("meetings", "uppfoljningsmoten", cell("uppfoljningsmote")),
  share("way", "digital_share", held("video"), held(TOTAL)),
  share("way", "remote_share", held("video", "telephone"), held(TOTAL)),
  share("way", "interpreter_share", held("interpreter"), held(TOTAL)),
  share("way", "moved_share", held("moved"), held(TOTAL)),
  count("offers", "offers", cell("offer")),
  share("offers", "offers_accepted", [cell("offer", "accepted")], [cell("offer")]),
  share("offers", "offers_declined", [cell("offer", "declined")], [cell("offer")]),
  share("offers", "offers_other_time", [cell("offer", "other_time")], [cell("offer")]),
  share("offers", "offers_unanswered", [cell("offer", "unanswered")], [cell("offer")]),
  ...["time", "not_now", "talk_first", "other", "not_given"].map((reason) =>
    count("offers", `declined_${reason}`, cell("offer", reason)),
  ),
  share("not_held", "not_held_share", [cell("not_held")], booked),
  share("not_held", "no_shows", [cell("not_held", "did_not_come")], booked),
  share("not_held", "technical_failures", [cell("not_held", "technical_failure")], booked),
  share("not_held", "excused", [cell("not_held", "excused")], booked),
  ...["individual", "forsakringskassan", "arbetsformedlingen"].map((by) =>
    count("not_held", `cancelled_by_${by}`, cell("not_held", `cancelled_by_${by}`)),
  ),
  count("waiting", "requests", cell("request")),
  mean("waiting", "days_to_offer", "days", cell("start", "offer_known")),
  mean("waiting", "days_to_first_meeting", "days", cell("start")),
  mean("waiting", "benefit_days", "days", cell("start", "benefit_days_known")),
  mean("waiting", "hours_to_answer", "hours", cell("answer")),
  ...["web", "telephone", "calendar", "unknown"].map((channel) =>
    share("waiting", `answered_by_${channel}`, [cell("answer", channel)], [cell("answer")]),
  ),
  stock("capacity", "waiting_survey", cell("waiting_survey")),
  stock("capacity", "waiting_contact", cell("waiting_contact")),
  stock("capacity", "joint_hours", cell("joint_capacity"), "hours"),
  {
    id: "need_of_capacity",
    group: "capacity",
    unit: "percent",
    formula: {
      kind: "load",
      of: [
        { ...cell("waiting_survey"), minutes: minutesOf("gemensam_kartlaggning") },
        { ...cell("waiting_contact"), minutes: minutesOf("kontaktmote") },
      ],
      among: [cell("joint_capacity")],
    },
  },
  share("results", "measures_share", [cell("survey_end", "measures_started")], [cell("survey_end")]),
  stock("results", "in_measures", cell("in_measures")),
  count("results", "cooperations_ended", cell("cooperation_end")),
  share("results", "regained_share", [cell("cooperation_end", "regained")], [cell("cooperation_end")]),
  mean("results", "days_to_end", "days", cell("cooperation_end")),
];

/** The cells that a figure is computed of. */
export function cellsOf({ formula }: Figure): readonly Cell[] {
  return "among" in formula ? [...formula.of, ...formula.among] : formula.of;
}

/** Whether a figure can be told by sex, age and benefit. */
export function isByPerson(figure: Figure): boolean {
  return cellsOf(figure).every(
    ({ population, x }) => !isOfNobody(population) && (x === TOTAL || POPULATIONS[population].crossed),
  );
}
