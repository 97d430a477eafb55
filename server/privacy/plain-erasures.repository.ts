import { sql, type RawBuilder } from "kysely";
import type { Erasure } from "./erasure.ts";
import type { RetentionKind } from "./retention-table.ts";

/** How a kind of data is erased that lies in one table. */
interface PlainErasure {
  readonly table: string;
  /** Which rows, as `x`. */
  readonly due: (erasure: Erasure) => RawBuilder<unknown>;
  /** What is set when the row stays; left out when it goes. */
  readonly empty?: RawBuilder<unknown>;
}

const before = (instant: RawBuilder<unknown>) => (erasure: Erasure) => sql`${instant} < ${erasure.keptFrom}`;
const meetingsEnd = sql`(select ends_at from meeting where id = x.meeting_id)`;

/** Every kind but the case and the trail, which lie in many tables. */
export const PLAIN_ERASURES: Readonly<Record<Exclude<RetentionKind, "case" | "audit">, PlainErasure>> = {
  note: { table: "note", due: before(sql`x.changed_at`) },
  task: { table: "task", due: before(sql`x.created_at`) },
  external_party: {
    table: "external_party",
    due: (erasure) => sql`x.registered_at < ${erasure.keptFrom} and not exists (
      select from participant p join meeting m on m.id = p.meeting_id
      where p.person_id = x.person_id and (m.erased_at is null or m.ends_at >= ${erasure.keptFrom}))`,
  },
  incident: { table: "incident", due: before(sql`x.closed_at`) },
  message_address: {
    table: "message",
    due: (erasure) => sql`num_nonnulls(x.sent_to, x.error) > 0 and ${meetingsEnd} < ${erasure.keptFrom}`,
    empty: sql`sent_to = null, error = null`,
  },
  message_opening: {
    table: "message",
    due: (erasure) => sql`x.opened_at is not null and ${meetingsEnd} < ${erasure.keptFrom}`,
    empty: sql`opened_at = null`,
  },
  calendar_reply: { table: "calendar_reply", due: before(sql`x.received_at`) },
  feed: { table: "feed", due: before(sql`least(x.revoked_at, x.expires_at)`) },
  link: {
    table: "one_time_link",
    due: (erasure) => sql`x.expires_at < ${erasure.keptFrom}
      and not exists (select from feed where link_id = x.id)`,
  },
  attendance: { table: "attendance", due: before(sql`x.ended_at`) },
  attendance_objection: { table: "attendance_objection", due: before(sql`x.made_at`) },
  seat: { table: "seat", due: before(sql`x.changed_at`) },
  equipment_check: { table: "equipment_check", due: before(sql`x.checked_at`) },
  absence: { table: "absence", due: before(sql`upper(x.during)`) },
  recurring_absence: {
    table: "recurring_absence",
    due: before(sql`((x.last_on + 1)::timestamp at time zone 'Europe/Stockholm')`),
  },
  history_upload: { table: "history_upload", due: before(sql`x.uploaded_at`) },
  figure_export: { table: "figure_export", due: before(sql`x.requested_at`) },
  idempotency_key: { table: "idempotency_key", due: before(sql`x.created_at`) },
};
