import { createRandom } from "../../../server/demo/random.ts";
import report from "./report-2020.json" with { type: "json" };

/** One line in so many of a file, and the same of the year before: small, with something to compare with. */
export function twoYearsOf(csv: string, every: number): string {
  const [header, ...lines] = csv.split("\n");
  const some = lines.filter((_, index) => index % every === 0);
  const earlier = some
    .filter((_, index) => index % 10 !== 0)
    .map((line) =>
      line
        .replace(/^(\w+);(\w+);/, "$1x;$2x;")
        .replace(/\b(20(?:18|19|20))-/g, (_, year) => `${Number(year) - 1}-`),
    );
  return [header, ...some, ...earlier].join("\n");
}

/** Who a meeting or a cooperation is about, as history has it. */
interface Who {
  readonly sex: "woman" | "man";
  readonly age: "age_18_29" | "age_30_65";
  readonly benefit: string;
}

/** The year 2020 as a history file for each kind, with the report's composition and nothing more of it than its counts. */
export function history2020(offices: readonly string[]): { meetings: string; cooperations: string } {
  const random = createRandom(2020);
  const pick = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)]!;
  const shuffled = <T>(all: readonly T[]) =>
    all
      .map((value) => ({ value, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ value }) => value);
  const tools: Tools = { pick, shuffled, offices, below: (limit) => Math.floor(random() * limit) };
  return { meetings: csv(meetings(tools)), cooperations: csv([...cooperations(tools), ...surveys(tools)]) };
}

interface Tools {
  readonly pick: <T>(choices: readonly T[]) => T;
  readonly shuffled: <T>(all: readonly T[]) => T[];
  readonly below: (limit: number) => number;
  readonly offices: readonly string[];
}

type Line = Readonly<Record<string, string | number>>;

const repeated = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);

function meetings(tools: Tools): Line[] {
  const survey = report.table6_gemensam_kartlaggning_by_benefit;
  const offered = report.table7_omstallningsmoten_by_benefit;
  const contact = report.kontaktmoten;
  const sjukpenningWomen = Math.round((offered.sjukpenning_women_percent / 100) * offered.sjukpenning[0]!);
  const contactWomen = Math.round((contact.women_percent / 100) * contact.total);
  const [women, men] = ["woman", "man"] as const;
  return [
    ...meetingsOf(tools, "gemensam_kartlaggning", {
      benefits: benefitsOf(survey, ["sjukpenning", "aktivitetsersattning", "ovrig"]),
      sexes: [
        ...repeated(women, report.table5_gemensam_kartlaggning_by_sex.women[0]!),
        ...repeated(men, report.table5_gemensam_kartlaggning_by_sex.men[0]!),
      ],
    }),
    ...meetingsOf(tools, "omstallningsmote", {
      benefits: repeated("sjukpenning", offered.sjukpenning[0]!),
      sexes: [
        ...repeated(women, sjukpenningWomen),
        ...repeated(men, offered.sjukpenning[0]! - sjukpenningWomen),
      ],
    }),
    ...meetingsOf(tools, "omstallningsmote", {
      benefits: benefitsOf(offered, ["aktivitetsersattning", "sjukersattning"]),
      sexes: repeated(undefined, offered.aktivitetsersattning[0]! + offered.sjukersattning[0]!).map(() =>
        tools.pick([women, men]),
      ),
    }),
    ...meetingsOf(tools, "kontaktmote", {
      benefits: repeated("sjukpenning", contact.total),
      sexes: [...repeated(women, contactWomen), ...repeated(men, contact.total - contactWomen)],
    }),
  ].map((line, index) => ({ reference: `M${index}`, case: `A${index}`, ...line }));
}

function benefitsOf(counts: object, benefits: readonly string[]): string[] {
  return benefits.flatMap((benefit) => repeated(benefit, (counts as Record<string, number[]>)[benefit]![0]!));
}

function meetingsOf(
  tools: Tools,
  type: string,
  { benefits, sexes }: { benefits: readonly string[]; sexes: readonly Who["sex"][] },
): Line[] {
  const { pick, shuffled, below, offices } = tools;
  const mixed = shuffled(sexes);
  return shuffled(benefits).map((benefit, index) => ({
    type,
    starts_at: `2020-${two(1 + below(12))}-${two(1 + below(28))} ${two(8 + below(8))}:00`,
    mode: pick(["video", "telephone", "on_site"]),
    outcome: "held",
    sex: mixed[index]!,
    birth_year: 1960 + below(40),
    benefit,
    office: pick(offices),
  }));
}

/** Each result has the report's women and men, young and old, and benefits; how those go together the report doesn't tell. */
function cooperations(tools: Tools): Line[] {
  const table = report.table4_result_after_ended_measures;
  const of = (row: keyof typeof table, result: number) => table[row][2 * result] as number;
  const wentTo = [
    ["work", "subsidised_work", "studies", "active_job_seeker"],
    ["remains"],
    ["no_information"],
  ];
  const lines = [0, 1, 2].flatMap((result) => {
    const { shuffled } = tools;
    const known = of("sjukpenning", result) + of("aktivitetsersattning", result);
    const sexes = shuffled([
      ...repeated("woman", of("women", result)),
      ...repeated("man", of("men", result)),
    ]);
    const ages = shuffled([
      ...repeated(1995, of("age_18_29", result)),
      ...repeated(1975, of("age_30_65", result)),
    ]);
    const benefits = shuffled([
      ...repeated("sjukpenning", of("sjukpenning", result)),
      ...repeated("aktivitetsersattning", of("aktivitetsersattning", result)),
      ...repeated("ovrig", of("total", result) - known),
    ]);
    return sexes.map((sex, index) => ({
      went_to: tools.pick(wentTo[result]!),
      sex,
      birth_year: ages[index]!,
      benefit: benefits[index]!,
    }));
  });
  return lines.map((line, index) => {
    const endedOn = new Date(Date.UTC(2020, tools.below(12), 1 + tools.below(28)));
    const days = daysOf(line);
    return {
      reference: `C${index}`,
      case: `S${index}`,
      requested_on: dateOf(new Date(endedOn.getTime() - days * 86_400_000)),
      requested_by: "forsakringskassan",
      ended_on: dateOf(endedOn),
      ending: "avslutat",
      ...line,
      office: tools.pick(tools.offices),
    };
  });
}

/** By benefit as published, and women longer than men; of other benefits the report tells only by the sum. */
function daysOf({ sex, benefit }: { sex: string; benefit: string }): number {
  const { all, women, men, sjukpenning, aktivitetsersattning } = report.days_request_to_end;
  const known: Readonly<Record<string, number>> = { sjukpenning, aktivitetsersattning };
  return (known[benefit] ?? OTHERS_DAYS) + (sex === "woman" ? women : men) - all;
}
const OTHERS_DAYS = 388;

/**
 * How many of each start measures, for the shares that are published, whole per cents of counts that aren't: of women the fewest and of men so
 * many that both sexes together are as many as published too.
 */
const STARTING = {
  woman: 3_971,
  man: 2_440,
  benefits: { sjukpenning: 5_043, aktivitetsersattning: 1_076, ovrig: 292 },
} as const;

/** A cooperation for each joint survey: how long before in benefit, and in measures on the last day of so many months as published. */
function surveys(tools: Tools): Line[] {
  const { shuffled, below, pick, offices } = tools;
  const { women, men } = report.table5_gemensam_kartlaggning_by_sex;
  const counts = report.table6_gemensam_kartlaggning_by_benefit;
  const days: Readonly<Record<string, number>> = report.days_in_benefit_before_kartlaggning;
  const { mean_per_month: mean, december } = report.in_measures;
  const otherMonths = (12 * mean - december) / 11;
  const sexesOf = (isStarting: boolean) =>
    shuffled([
      ...repeated("woman", isStarting ? STARTING.woman : women[0]! - STARTING.woman),
      ...repeated("man", isStarting ? STARTING.man : men[0]! - STARTING.man),
    ]);
  const benefitsOf = (isStarting: boolean) =>
    shuffled(
      Object.entries(STARTING.benefits).flatMap(([benefit, starting]) =>
        repeated(
          benefit,
          isStarting ? starting : counts[benefit as keyof typeof STARTING.benefits][0]! - starting,
        ),
      ),
    );
  const measuresOf = (nth: number) => {
    if (nth < otherMonths) return "work_training 2020-01-10";
    return nth < december ? "education 2020-12-10" : "internship 2020-05-04 2020-05-20";
  };
  return [true, false].flatMap((isStarting) => {
    const benefits = benefitsOf(isStarting);
    return sexesOf(isStarting).map((sex, index): Line => {
      const on = `2020-${two(1 + below(12))}-${two(1 + below(28))}`;
      const benefit = benefits[index]!;
      const inBenefit = days[benefit];
      return {
        reference: `K${isStarting ? "J" : "N"}${index}`,
        case: `T${isStarting ? "J" : "N"}${index}`,
        requested_on: "2019-12-20",
        requested_by: "forsakringskassan",
        first_meeting_on: on,
        last_meeting_on: on,
        measures: isStarting ? measuresOf(index) : "none",
        ...(inBenefit !== undefined && { benefit_days_before: inBenefit + (index % 2 === 0 ? 10 : -10) }),
        sex,
        birth_year: 1960 + below(40),
        benefit,
        office: pick(offices),
      };
    });
  });
}

const two = (number: number) => String(number).padStart(2, "0");
const dateOf = (date: Date) => date.toISOString().slice(0, 10);

function csv(lines: readonly Line[]): string {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  return [columns, ...lines.map((line) => columns.map((column) => line[column]))]
    .map((row) => row.join(";"))
    .join("\n");
}
