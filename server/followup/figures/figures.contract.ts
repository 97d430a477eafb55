import { z } from "zod";
import { Id, Instant, LocalDate } from "../../http/conventions.contract.ts";

/** A number to show, or why there is none: too few people, not counted yet, nothing to compute it of. */
export const FigureValue = z.union([z.number(), z.enum(["protected", "pending", "none"])]);
export type FigureValue = z.infer<typeof FigureValue>;

/** One figure of a year: by month and quarter, and the year as a whole. */
export const FigureSeries = z.strictObject({
  months: z.array(FigureValue).length(12),
  quarters: z.array(FigureValue).length(4),
  year: FigureValue,
});
export type FigureSeries = z.infer<typeof FigureSeries>;

export const FIGURE_UNITS = ["count", "percent", "days", "hours"] as const;
export const FIGURE_GROUPS = [
  "meetings",
  "way",
  "offers",
  "not_held",
  "waiting",
  "capacity",
  "results",
] as const;

/** What a figure is called, what it means and where it comes from, in Swedish. */
export const FigureDefinition = z.strictObject({
  id: z.string(),
  group: z.enum(FIGURE_GROUPS),
  unit: z.enum(FIGURE_UNITS),
  name: z.string(),
  definition: z.string(),
  source: z.string(),
  /** Whether it can be told by sex, age and benefit. */
  byPerson: z.boolean(),
});
export type FigureDefinition = z.infer<typeof FigureDefinition>;
export const FigureDefinitionList = z.strictObject({ items: z.array(FigureDefinition) });

export const FIGURE_LEVELS = ["nation", "region", "lan", "local_group", "office"] as const;
export const FigurePlace = z.strictObject({
  id: z.string(),
  level: z.enum(FIGURE_LEVELS),
  name: z.string(),
});
export type FigurePlace = z.infer<typeof FigurePlace>;

/** What is asked for; what is left out is the reader's own office, the latest year that is counted, and today. */
export const FigureQuery = z.strictObject({
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  place: z.string().max(120).optional(),
  /** Shows what was counted by the end of that day. */
  asOf: LocalDate.optional(),
});
export type FigureQuery = z.infer<typeof FigureQuery>;

const Shown = z.strictObject({
  year: z.int(),
  asOf: LocalDate,
  place: FigurePlace,
  /** From the whole country down to the place. */
  path: z.array(FigurePlace),
  /** The places beneath it that the reader may see. */
  children: z.array(FigurePlace),
  /** Where the reader may begin: the places of their own. */
  own: z.array(FigurePlace),
  /** The years that anything is counted of, the latest first. */
  years: z.array(z.int()),
  /** How many months of the year are counted. */
  counted: z.int(),
});

/** All figures of a place and a year, beside the year before. */
export const FigureOverview = Shown.extend({
  figures: z.array(z.strictObject({ id: z.string(), values: FigureSeries, before: FigureSeries })),
});
export type FigureOverview = z.infer<typeof FigureOverview>;

/** A line of a figure's division: a place, or a part by sex, age or benefit (which are told of whole years). */
export const FigureRow = z.strictObject({
  kind: z.enum(["place", "sex", "age", "benefit"]),
  id: z.string(),
  name: z.string(),
  values: FigureSeries,
  before: FigureSeries,
});
export type FigureRow = z.infer<typeof FigureRow>;
export const FigureDetail = Shown.extend({ figureId: z.string(), rows: z.array(FigureRow) });
export type FigureDetail = z.infer<typeof FigureDetail>;

/** A table of the yearly report: for each row a count and a percentage in each column. */
export const ReportTable = z.strictObject({
  id: z.enum(["table4", "table5", "table6", "table7"]),
  title: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.strictObject({ id: z.string(), name: z.string(), values: z.array(FigureValue) })),
});
export type ReportTable = z.infer<typeof ReportTable>;

export const YearlyReport = z.strictObject({
  year: z.int(),
  asOf: LocalDate,
  tables: z.array(ReportTable),
  /** People in measures, month by month, this year and the year before. */
  diagram: z.strictObject({ title: z.string(), values: FigureSeries, before: FigureSeries }),
});
export type YearlyReport = z.infer<typeof YearlyReport>;
export const ReportQuery = z.strictObject({ asOf: LocalDate.optional() });

export const EXPORT_FORMATS = ["csv", "xlsx", "pdf"] as const;
export const NewFigureExport = FigureQuery.extend({ format: z.enum(EXPORT_FORMATS) });
export type NewFigureExport = z.infer<typeof NewFigureExport>;

/** A file being made. */
export const FigureExport = z.strictObject({
  id: Id,
  format: z.enum(EXPORT_FORMATS),
  year: z.int(),
  state: z.enum(["waiting", "ready", "failed"]),
  /** Per cent. */
  progress: z.int(),
  requestedAt: Instant,
});
export type FigureExport = z.infer<typeof FigureExport>;
