import { sql } from "kysely";
import type { MessageChannel, OrganisationId } from "../people/people.contract.ts";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { MessageFailure, MessageKind } from "./invitations.contract.ts";
import type { ClaimedMessage } from "./messages.repository.ts";
import type { SetAsideMessage } from "./set-aside.contract.ts";

/** A message that has failed for a reason an administrator may do something about. */
export interface SetAsideRecord {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly meetingId: string;
  readonly meetingReference: string;
  readonly startsAt: Date;
  /** Who may open the meeting: its handläggare and who booked it. */
  readonly inChargeIds: readonly string[];
  readonly recipientRole: SetAsideMessage["recipientRole"];
  readonly kind: MessageKind;
  readonly channel: MessageChannel;
  readonly failure: MessageFailure;
  readonly error: string | null;
  readonly attempts: number;
  readonly queuedAt: Date;
  readonly changedAt: Date;
  readonly passedOnTo: MessageChannel | null;
}

/** Whose messages, and which are old enough to be left out: those of meetings begun before `now` that failed before `since`. */
export interface SetAsideFilter {
  readonly organisationId: OrganisationId;
  readonly now: Date;
  readonly since: Date;
}

/** What isn't about the recipient's address, which their handläggare sees to. */
const FAILURES: readonly MessageFailure[] = ["error", "unknown", "unreachable", "refused", "not_set_up"];

/** Messages set aside: they have failed, and hold no other up. */
export function createSetAsideRepository(database: Database) {
  const passedOnTo = sql<MessageChannel | null>`(select later.channel from message later
    where later.participant_id = m.participant_id and later.kind = m.kind and later.time_version = m.time_version
      and later.recall_id is null and later.queued_at > m.queued_at order by later.queued_at limit 1)`;
  /** A handläggare's own agency's; of others that of who booked the meeting. */
  const organisationId = sql<OrganisationId>`coalesce(p.organisation_id, booker.organisation_id)`;

  const failed = (unitOfWork?: UnitOfWork) =>
    database
      .query(unitOfWork)
      .selectFrom("message as m")
      .innerJoin("meeting as t", "t.id", "m.meeting_id")
      .innerJoin("participant as p", "p.id", "m.participant_id")
      .innerJoin("handlaggare as booker", "booker.person_id", "t.created_by")
      .where("m.state", "=", "failed")
      .where("m.failure", "in", [...FAILURES])
      .where("m.recall_id", "is", null);

  const listed = ({ organisationId: own, now, since }: SetAsideFilter) =>
    failed()
      .where(organisationId, "=", own)
      .where((e) => e.or([e("t.starts_at", ">", now), e("m.changed_at", ">", since)]));

  return {
    async list(filter: SetAsideFilter, { limit, page }: { limit: number; page: number }) {
      const { total } = await listed(filter)
        .select((e) => e.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const items = await listed(filter)
        .select([
          "m.id",
          organisationId.as("organisationId"),
          "t.id as meetingId",
          "t.reference as meetingReference",
          "t.starts_at as startsAt",
          sql<string[]>`array(select person_id from participant own where own.meeting_id = t.id
            and own.role = 'handlaggare' and own.left_at is null) || t.created_by`.as("inChargeIds"),
          "p.role as recipientRole",
          "m.kind",
          "m.channel",
          "m.failure",
          "m.error",
          "m.attempts",
          "m.queued_at as queuedAt",
          "m.changed_at as changedAt",
          passedOnTo.as("passedOnTo"),
        ])
        .$castTo<SetAsideRecord>()
        .orderBy((e) => e.case().when(passedOnTo, "is", null).then(0).else(1).end())
        .orderBy((e) => e("t.starts_at", "<=", filter.now))
        .orderBy("m.changed_at", "desc")
        .orderBy("m.id")
        .limit(limit)
        .offset((page - 1) * limit)
        .execute();
      return { items, total, limit, page };
    },

    /** Locks a message, of whatever state, so that it isn't passed on meanwhile. */
    hold: (messageId: string, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .selectFrom("message as m")
        .innerJoin("meeting as t", "t.id", "m.meeting_id")
        .innerJoin("participant as p", "p.id", "m.participant_id")
        .innerJoin("handlaggare as booker", "booker.person_id", "t.created_by")
        .where("m.id", "=", messageId)
        .select([
          "m.state",
          "t.starts_at as startsAt",
          organisationId.as("organisationId"),
          passedOnTo.as("passedOnTo"),
        ])
        .forUpdate("m")
        .executeTakeFirst(),

    /** Puts a failed message back to be sent, as if for the first time, but with its own name to those who know it. */
    requeue: (messageId: string, at: Date, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .updateTable("message")
        .set((e) => ({
          state: "queued",
          failure: null,
          error: null,
          faults: 0,
          attempts_before_retry: e.ref("attempts"),
          not_before: at,
          passed_on_at: null,
          changed_at: at,
        }))
        .where("id", "=", messageId)
        .where("state", "=", "failed")
        .execute(),

    /**
     * Notes that an attempt ended in a fault of ours: it is tried again when `retryAt` says, or set aside when that is null.
     * Nothing happens to a message that the worker no longer holds.
     */
    noteFault: (
      { id, attempts }: Pick<ClaimedMessage, "id" | "attempts">,
      { error, retryAt, at }: { error: string; retryAt: (faults: number) => Date | null; at: Date },
    ): Promise<void> =>
      database.transaction(async (unitOfWork) => {
        const query = database.query(unitOfWork);
        const held = await query
          .selectFrom("message")
          .where("id", "=", id)
          .where("state", "=", "sending")
          .where("attempts", "=", attempts)
          .select("faults")
          .forUpdate()
          .executeTakeFirst();
        if (!held) return;
        const faults = held.faults + 1;
        const until = retryAt(faults);
        await query
          .updateTable("message")
          .set({
            state: until ? "queued" : "failed",
            ...(until && { not_before: until }),
            lease_until: null,
            failure: "error",
            error,
            faults,
            changed_at: at,
          })
          .where("id", "=", id)
          .execute();
      }),
  };
}
export type SetAsideRepository = ReturnType<typeof createSetAsideRepository>;
