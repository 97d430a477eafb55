import { sql } from "kysely";
import type { MessageChannel } from "../people/people.contract.ts";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { MessageFailure, MessageKind, MessageState, MessageView } from "./invitations.contract.ts";
import type { MessageProgress } from "./message-progress.ts";
import type { SentTo } from "./sent-to.ts";

/** A message that a worker has taken on until its lease ends. */
export interface ClaimedMessage {
  readonly id: string;
  readonly meetingId: string;
  readonly participantId: string;
  readonly kind: MessageKind;
  readonly timeVersion: number;
  readonly channel: MessageChannel;
  readonly attempts: number;
  /** The attempts since an administrator last had it tried again, or since the first. */
  readonly tries: number;
  /** An earlier worker was lost while sending it. */
  readonly mayHaveArrived: boolean;
}

/** A message and its delivery state. */
export type MessageRecord = Omit<MessageView, "queuedAt" | "changedAt" | "recipientName" | "steps"> & {
  readonly queuedAt: Date;
  readonly changedAt: Date;
  readonly progress: MessageProgress;
};

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
    sql<number>`attempts - attempts_before_retry`.as("tries"),
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
        /** Before when nothing is to be sent, and nobody to call. */
        notBefore?: Date | undefined;
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
            state: message.channel === "telephone" && !message.notBefore ? "to_do" : "queued",
            not_before: message.notBefore ?? at,
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

    /** Keeps where a message went that may have arrived: what is sent can't be called back, only be told of there. */
    keepSentTo: (messageId: string, sentTo: SentTo | undefined, unitOfWork: UnitOfWork) =>
      sentTo &&
      database
        .query(unitOfWork)
        .updateTable("message")
        .set({ ...sentToColumn(sentTo) })
        .where("id", "=", messageId)
        .execute(),

    /** Says what a message has come to: handed over, failed for good, no longer true, or a call to make. */
    settle: (
      messageId: string,
      outcome: {
        state: "handed_over" | "failed" | "superseded" | "to_do" | "done";
        failure?: MessageFailure;
        error?: string | undefined;
        /** Where it went, or was to go. */
        sentTo?: SentTo | undefined;
        at: Date;
      },
      unitOfWork?: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .updateTable("message")
        .set({
          state: outcome.state,
          failure: outcome.failure ?? null,
          error: outcome.error ?? null,
          lease_until: null,
          changed_at: outcome.at,
          ...(outcome.state === "handed_over" && { handed_over_at: outcome.at }),
          ...sentToColumn(outcome.sentTo),
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
    postpone: (
      messageId: string,
      {
        until,
        failure,
        error,
        sentTo,
        at,
      }: {
        until: Date;
        failure?: MessageFailure;
        error?: string | undefined;
        sentTo?: SentTo | undefined;
        at: Date;
      },
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .updateTable("message")
        .set({
          state: "queued",
          lease_until: null,
          not_before: until,
          failure: failure ?? null,
          error: error ?? null,
          changed_at: at,
          ...sentToColumn(sentTo),
        })
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
/** What is not said anew stays as it was. */
const sentToColumn = (sentTo: SentTo | undefined) => sentTo && { sent_to: JSON.stringify(sentTo) };

export type MessagesRepository = ReturnType<typeof createMessagesRepository>;
