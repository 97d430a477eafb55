import { sql, type Kysely } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Tables } from "../platform/database/tables.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { ChooseHeldTime, HeldTimeRecord } from "./meeting-record.ts";
import type { DRAFT_ENDINGS, OFFER_ENDINGS, RejectionReason } from "./meetings.contract.ts";
import { raiseSequenceOfAll } from "./participants.repository.ts";

/** How an offer or a draft ends that comes to nothing. */
interface OfferEnd {
  readonly ending: (typeof OFFER_ENDINGS | typeof DRAFT_ENDINGS)[number];
  /** Given exactly when it is `not_agreed`. */
  readonly rejectionReason?: RejectionReason | null;
  readonly at: Date;
}

const EXPIRED: readonly OfferEnd["ending"][] = ["offer_expired", "not_answered"];

/** Reads and writes the times that are offered, and how offers end. */
export function createOffersRepository(database: Database) {
  const setStates = (query: Kysely<Tables>, meetingId: string, state: HeldTimeRecord["state"], at: Date) =>
    query
      .updateTable("held_time")
      .set({ state, changed_at: at })
      .where("meeting_id", "=", meetingId)
      .where("state", "=", "held");

  const choose: ChooseHeldTime = async (meetingId, { heldTime, at }, unitOfWork) => {
    const query = database.query(unitOfWork);
    await setStates(query, meetingId, "chosen", at).where("id", "=", heldTime.id).execute();
    await setStates(query, meetingId, "released", at).execute();
    await query
      .updateTable("meeting")
      .set((e) => ({
        status: "booked",
        starts_at: heldTime.startsAt,
        ends_at: heldTime.endsAt,
        changed_at: at,
        time_set_at: at,
        revision: e("revision", "+", 1),
        time_version: e("time_version", "+", 1),
      }))
      .where("id", "=", meetingId)
      .execute();
    await raiseSequenceOfAll(query, meetingId);
  };

  return {
    /** @returns the held times with their ids, in the order given. */
    async hold(
      meetingId: string,
      times: readonly { startsAt: Date; endsAt: Date }[],
      at: Date,
      unitOfWork: UnitOfWork,
    ): Promise<HeldTimeRecord[]> {
      return database
        .query(unitOfWork)
        .insertInto("held_time")
        .values(
          times.map(({ startsAt, endsAt }) => ({
            meeting_id: meetingId,
            starts_at: startsAt,
            ends_at: endsAt,
            state: "held",
            created_at: at,
            changed_at: at,
          })),
        )
        .returning(["id", "starts_at as startsAt", "ends_at as endsAt", "state"])
        .$castTo<HeldTimeRecord>()
        .execute();
    },

    choose,

    /** Ends an offer that nobody chose from, or a draft. No calendar has had an entry, so no SEQUENCE rises. */
    async end(
      meetingId: string,
      { ending, rejectionReason = null, at }: OfferEnd,
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      await setStates(query, meetingId, EXPIRED.includes(ending) ? "expired" : "released", at).execute();
      await query
        .updateTable("meeting")
        .set((e) => ({
          status: "cancelled",
          cancellation_reason: ending,
          rejection_reason: rejectionReason,
          changed_at: at,
          revision: e("revision", "+", 1),
        }))
        .where("id", "=", meetingId)
        .execute();
    },

    /** Offers, and drafts, whose deadline has passed, the oldest first. */
    async listExpired(at: Date, limit: number): Promise<string[]> {
      const rows = await database
        .query()
        .selectFrom("meeting")
        .where((e) =>
          e.or([
            e.and([e("status", "=", "offered"), e("answer_by", "<=", at)]),
            e.and([e("status", "=", "draft"), e("confirm_by", "<=", at)]),
          ]),
        )
        .orderBy("created_at")
        .limit(limit)
        .select("id")
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}
export type OffersRepository = ReturnType<typeof createOffersRepository>;

/** The times that were offered for some meetings, the earliest first. */
export function loadHeldTimes(
  query: Kysely<Tables>,
  meetingIds: readonly string[],
): Promise<(HeldTimeRecord & { readonly meetingId: string })[]> {
  if (meetingIds.length === 0) return Promise.resolve([]);
  return query
    .selectFrom("held_time")
    .where("meeting_id", "in", [...meetingIds])
    .orderBy("starts_at")
    .select(["id", "meeting_id as meetingId", "starts_at as startsAt", "ends_at as endsAt", "state"])
    .$castTo<HeldTimeRecord & { readonly meetingId: string }>()
    .execute();
}

/** Whether a meeting (`m`) takes time in a period: itself, or by a time that is held for it. */
export function takesTimeIn(period: { from?: Date | undefined; to?: Date | undefined }) {
  const window = sql`tstzrange(${period.from ?? null}::timestamptz, ${period.to ?? null}::timestamptz)`;
  return sql<boolean>`(case when m.status in ('draft', 'offered') and m.answer_by is not null then exists (select from held_time h
      where h.meeting_id = m.id and h.state = 'held' and tstzrange(h.starts_at, h.ends_at) && ${window})
    else tstzrange(m.starts_at, m.ends_at) && ${window} end)`;
}
