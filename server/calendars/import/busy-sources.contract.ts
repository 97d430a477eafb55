import { z } from "zod";
import { FreeText, Id, Instant } from "../../http/conventions.contract.ts";

/** Why a calendar could not be read. What to do about each is said on its owner's page. */
export const BusySourceFailure = z.enum([
  "forbidden_address",
  "unreachable",
  "too_slow",
  "too_large",
  "not_permitted",
  "not_found",
  "server_error",
  "not_a_calendar",
  "damaged",
  "too_complex",
]);
export type BusySourceFailure = z.infer<typeof BusySourceFailure>;

const Label = FreeText(60).min(1);

/** Another calendar of one's own, by the address at which it is published. */
export const NewBusySource = z.strictObject({
  label: Label,
  /** https, or webcal; kept encrypted and never shown again. */
  address: FreeText(2_000).min(1),
});
export type NewBusySource = z.infer<typeof NewBusySource>;

/** What an uploaded calendar is called. The file itself is the body, as `text/calendar`. */
export const NewBusyFile = z.strictObject({ label: Label });
export type NewBusyFile = z.infer<typeof NewBusyFile>;

/** One of one's other calendars, and how well it can be read. Nothing that lies in it is told but how much. */
export const BusySource = z.strictObject({
  id: Id,
  label: z.string(),
  kind: z.enum(["address", "file"]),
  createdAt: Instant,
  /** When it was last tried, and when it was last read. */
  checkedAt: Instant,
  readAt: Instant.nullable(),
  /** From when it counts as unknown unless it is read again. */
  staleAt: Instant,
  /** `unknown`: nobody can book its owner. */
  state: z.enum(["read", "unknown"]),
  failure: BusySourceFailure.nullable(),
  eventsRead: z.int(),
  /** Events that could not be understood, and so keep nobody from booking. */
  eventsSkipped: z.int(),
  /** Times that said no zone, or one that nobody knows, were taken as told in this zone. */
  zoneAssumed: z.string().nullable(),
});
export type BusySource = z.infer<typeof BusySource>;
export const BusySourceList = z.strictObject({ items: z.array(BusySource) });
