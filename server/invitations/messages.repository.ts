import { sql } from "kysely";
import type { MessageChannel } from "../people/people.contract.ts";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { MessageKind, MessageState, MessageView } from "./invitations.contract.ts";
import type { MessageProgress } from "./message-progress.ts";

/** A message that a worker has taken on until its lease ends. */
export interface ClaimedMessage {
  readonly id: string;
  readonly meetingId: string;
  readonly participantId: string;
  readonly kind: MessageKind;
  readonly timeVersion: number;
  readonly channel: MessageChannel;
  readonly attempts: number;
  /** An earlier worker was lost while sending it. */
  readonly mayHaveArrived: boolean;
}

/** A message and its delivery state. */
export type MessageRecord = Omit<MessageView, "queuedAt" | "changedAt" | "recipientName" | "steps"> & {
  readonly queuedAt: Date;
  readonly changedAt: Date;
  readonly progress: MessageProgress;
};

type Failure = NonNullable<MessageView["failure"]>;

/** The messages and their delivery states: the truth that the queue only carries. */
export function createMessagesRepository(database: Database) {
  const claimedColumns = [
    "id",
    "meeting_id as meetingId",
    "participant_id as participantId",
    "kind",
    "time_version as timeVersion",
    "channel",
    "attempts",
    "may_have_arrived as mayHaveArrived",
  ] as const;

  return {
    /** Writes messages that are not there yet; writing one twice is the same as once. */
    async insert(
      messages: readonly {
        meetingId: string;
        participantId: string;
        timeVersion: number;
        kind: MessageKind;
        channel: MessageChannel;
      }[],
      at: Date,
      unitOfWork?: UnitOfWork,
    ): Promise<void> {
      if (messages.length === 0) return;
      await database
        .query(unitOfWork)
        .insertInto("message")
        .values(
          messages.map((message) => ({
            meeting_id: message.meetingId,
            participant_id: message.participantId,
            time_version: message.timeVersion,
            kind: message.kind,
            channel: message.channel,
            state: message.channel === "telephone" ? "to_do" : "queued",
            not_before: at,
            lease_until: null,
            queued_at: at,
            changed_at: at,
            failure: null,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    /**
     * Takes a message on, if it waits or its last worker's lease has run out. Only one worker can. One taken over
     * from a lost worker may have arrived, and that is kept.
     */
    claim: (messageId: string, at: Date, leaseUntil: Date): Promise<ClaimedMessage | undefined> =>
      database
        .query()
        .updateTable("message")
        .set((e) => ({
          state: "sending",
          lease_until: leaseUntil,
          changed_at: at,
          attempts: e("attempts", "+", 1),
          may_have_arrived: sql<boolean>`may_have_arrived or state = 'sending'`,
        }))
        .where("id", "=", messageId)
        .where((e) =>
          e.or([
            e.and([e("state", "=", "queued"), e("not_before", "<=", at)]),
            e.and([e("state", "=", "sending"), e("lease_until", "<=", at)]),
          ]),
        )
        .returning(claimedColumns)
        .$castTo<ClaimedMessage>()
        .executeTakeFirst(),

    /**
     * Locks the meeting against change until the unit of work ends, so that nothing untrue is sent after a change
     * has committed. Many messages of a meeting may hold it at once.
     *
     * @returns whether the worker still holds the message.
     */
    async holdStill(message: ClaimedMessage, unitOfWork: UnitOfWork): Promise<boolean> {
      const query = database.query(unitOfWork);
      await sql`select id from meeting where id = ${message.meetingId} for share`.execute(query);
      const held = await query
        .selectFrom("message")
        .where("id", "=", message.id)
        .where("state", "=", "sending")
        .where("attempts", "=", message.attempts)
        .select("id")
        .forUpdate()
        .executeTakeFirst();
      return held !== undefined;
    },

    /**
     * The participant's other messages, but for the same one by other channels and for those that were recalled: it was
     * somebody else who got them.
     */
    listOthers: (
      message: Pick<ClaimedMessage, "id" | "participantId" | "kind" | "timeVersion">,
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .selectFrom("message")
        .where("participant_id", "=", message.participantId)
        .where("id", "<>", message.id)
        .where((e) =>
          e.not(e.and([e("kind", "=", message.kind), e("time_version", "=", message.timeVersion)])),
        )
        .where("recall_id", "is", null)
        .where("kind", "<>", "recalled")
        .select(["kind", "state", "may_have_arrived as mayHaveArrived"])
        .$castTo<{ kind: MessageKind; state: MessageState; mayHaveArrived: boolean }>()
        .execute(),

    /** Ends a message's life: handed over, failed for good, or no longer true. */
    settle: (
      messageId: string,
      outcome: { state: "handed_over" | "failed" | "superseded" | "done"; failure?: Failure; at: Date },
      unitOfWork?: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .updateTable("message")
        .set({
          state: outcome.state,
          failure: outcome.failure ?? null,
          lease_until: null,
          changed_at: outcome.at,
          ...(outcome.state === "handed_over" && { handed_over_at: outcome.at }),
        })
        .where("id", "=", messageId)
        .execute(),

    /**
     * Ends calls that nobody has made yet: `done` when they need no longer be made since all is said, `superseded` when
     * what was to be said has become untrue.
     *
     * @returns the participants who were not called.
     */
    async settleCalls(
      { participantIds, kind }: { participantIds: readonly string[]; kind: MessageKind },
      { state, at }: { state: "done" | "superseded"; at: Date },
      unitOfWork: UnitOfWork,
    ): Promise<string[]> {
      const settled = await database
        .query(unitOfWork)
        .updateTable("message")
        .set({ state, changed_at: at })
        .where("participant_id", "in", [...participantIds])
        .where("kind", "=", kind)
        .where("state", "=", "to_do")
        .returning("participant_id as participantId")
        .execute();
      return settled.map(({ participantId }) => participantId);
    },

    /** Puts a message back after an attempt that certainly did not arrive, or one that could not be decided yet. */
    postpone: (messageId: string, until: Date, failure: Failure | null, at: Date, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .updateTable("message")
        .set({ state: "queued", lease_until: null, not_before: until, failure, changed_at: at })
        .where("id", "=", messageId)
        .execute(),

    /** What should be in the queue now: waiting messages, and those whose worker was lost. Reads state and lease only. */
    listDue: (at: Date, limit: number): Promise<{ id: string; channel: MessageChannel }[]> =>
      database
        .query()
        .selectFrom("message")
        .where((e) =>
          e.or([
            e.and([e("state", "=", "queued"), e("not_before", "<=", at)]),
            e.and([e("state", "=", "sending"), e("lease_until", "<=", at)]),
          ]),
        )
        .select(["id", "channel"])
        .$narrowType<{ channel: MessageChannel }>()
        .orderBy("queued_at")
        .limit(limit)
        .execute(),

    async listOf(meetingId: string): Promise<MessageRecord[]> {
      const rows = await database
        .query()
        .selectFrom("message")
        .where("meeting_id", "=", meetingId)
        .orderBy("queued_at")
        .orderBy("id")
        .select([
          "id",
          "participant_id as participantId",
          "kind",
          "channel",
          "state",
          "time_version as timeVersion",
          "queued_at as queuedAt",
          "changed_at as changedAt",
          "attempts",
          "failure",
          "handed_over_at as handedOverAt",
          "delivered_at as deliveredAt",
          "bounced_at as bouncedAt",
          "opened_at as openedAt",
        ])
        .$narrowType<Pick<MessageRecord, "kind" | "channel" | "state" | "failure">>()
        .execute();
      return rows.map(({ handedOverAt, deliveredAt, bouncedAt, openedAt, ...message }) => ({
        ...message,
        progress: { handedOverAt, deliveredAt, bouncedAt, openedAt },
      }));
    },
  };
}
export type MessagesRepository = ReturnType<typeof createMessagesRepository>;
