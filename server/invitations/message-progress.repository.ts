import { sql } from "kysely";
import type { LinkChannel, MessageChannel } from "../people/people.contract.ts";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { MessageKind, MessageState } from "./invitations.contract.ts";
import type { Reported } from "./message-progress.ts";

/** A message that has not reached its participant, as far as is known. */
export interface UnprovenMessage {
  readonly id: string;
  readonly meetingId: string;
  readonly participantId: string;
  readonly timeVersion: number;
  readonly kind: MessageKind;
  readonly channel: MessageChannel;
  readonly state: MessageState;
}

/** Which messages count as unproven: those with no proof since the instant their channel has, if their kind needs any. */
export interface ProofRules {
  readonly now: Date;
  readonly provenSince: Readonly<Record<LinkChannel, Date>>;
  readonly kindsThatNeedProof: readonly MessageKind[];
}

/**
 * What may be without proof, by the conditions of two partial indexes word for word: a prepared statement uses those only where they are
 * written out. Beside it stands what waits, which is never much.
 */
const mayBeUnproven = ({ provenSince, kindsThatNeedProof }: ProofRules) => {
  const kinds = sql.join(kindsThatNeedProof.map((kind) => sql.lit(kind)));
  const latest = new Date(Math.max(...Object.values(provenSince).map((since) => since.getTime())));
  return sql<string>`(
    select id from message where state = 'handed_over' and passed_on_at is null and delivered_at is null
      and opened_at is null and sent_to is not null and kind in (${kinds}) and handed_over_at <= ${latest}
    union all
    select id from message where state = 'failed' and passed_on_at is null
    union all
    select id from message where state = 'queued' and failure = 'unreachable')`;
};

/** How far messages have come, as their recipients' side of the world tells it. */
export function createMessageProgressRepository(database: Database) {
  return {
    /** Changes a message by a report, under lock. @returns whether there is such a message. */
    async report(
      messageId: string,
      change: (message: Reported) => Reported,
      at: Date,
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const query = database.query(unitOfWork);
      const found = await query
        .selectFrom("message")
        .where("id", "=", messageId)
        .select(["state", "failure", "delivered_at as deliveredAt", "bounced_at as bouncedAt"])
        .$narrowType<{ state: MessageState }>()
        .forUpdate()
        .executeTakeFirst();
      if (!found) return false;
      const { state, deliveredAt, bouncedAt } = change(found);
      const isChanged =
        state !== found.state || deliveredAt !== found.deliveredAt || bouncedAt !== found.bouncedAt;
      if (isChanged)
        await query
          .updateTable("message")
          .set({
            state,
            failure: state === "failed" ? "bounced" : null,
            lease_until: null,
            delivered_at: deliveredAt,
            bounced_at: bouncedAt,
            changed_at: at,
          })
          .where("id", "=", messageId)
          .execute();
      return true;
    },

    /**
     * What has been handed over to the participant, by then, has led them to their page. The first time counts. What was
     * recalled led to another link, and its notice to none.
     */
    async markOpened(participantId: string, at: Date): Promise<void> {
      await database
        .query()
        .updateTable("message")
        .set({ opened_at: at })
        .where("participant_id", "=", participantId)
        .where("state", "=", "handed_over")
        .where("recall_id", "is", null)
        .where("kind", "<>", "recalled")
        .where("opened_at", "is", null)
        .execute();
    },

    /**
     * Messages to others than staff that failed, or have no proof in time, and of which no other channel was tried yet. Not
     * what was recalled, nor its notice: by another channel somebody else would get it.
     */
    listUnproven: (rules: ProofRules, limit: number): Promise<UnprovenMessage[]> =>
      selectUnproven(rules)
        .where("m.id", "in", mayBeUnproven(rules))
        .orderBy("m.queued_at")
        .limit(limit)
        .execute(),

    /** Holds the meeting still and the message locked. @returns it if it still is unproven. */
    async holdUnproven(
      message: UnprovenMessage,
      rules: ProofRules,
      unitOfWork: UnitOfWork,
    ): Promise<UnprovenMessage | undefined> {
      await sql`select id from meeting where id = ${message.meetingId} for share`.execute(
        database.query(unitOfWork),
      );
      return selectUnproven(rules, unitOfWork)
        .where("m.id", "=", message.id)
        .forUpdate("m")
        .executeTakeFirst();
    },

    /** By which channels the participant has been told the same, or is about to be. */
    async listTried(message: UnprovenMessage, unitOfWork: UnitOfWork): Promise<MessageChannel[]> {
      const tried = await database
        .query(unitOfWork)
        .selectFrom("message")
        .where("participant_id", "=", message.participantId)
        .where("time_version", "=", message.timeVersion)
        .where("kind", "=", message.kind)
        .where("recall_id", "is", null)
        .select("channel")
        .$narrowType<{ channel: MessageChannel }>()
        .execute();
      return tried.map(({ channel }) => channel);
    },

    /** No other channel is to be tried for this one any more. What was still waiting is given up. */
    markPassedOn: (messageId: string, at: Date, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .updateTable("message")
        .set({
          passed_on_at: at,
          changed_at: sql<Date>`case when state = 'queued' then ${at}::timestamptz else changed_at end`,
          state: sql<string>`case when state = 'queued' then 'failed' else state end`,
        })
        .where("id", "=", messageId)
        .execute(),
  };

  function selectUnproven({ now, provenSince, kindsThatNeedProof }: ProofRules, unitOfWork?: UnitOfWork) {
    const since = sql<Date>`case m.channel when 'email' then ${provenSince.email}::timestamptz
      when 'sms' then ${provenSince.sms}::timestamptz
      when 'digital_mailbox' then ${provenSince.digital_mailbox}::timestamptz else ${provenSince.letter}::timestamptz end`;
    return database
      .query(unitOfWork)
      .selectFrom("message as m")
      .innerJoin("meeting as t", "t.id", "m.meeting_id")
      .innerJoin("participant as p", "p.id", "m.participant_id")
      .where("m.passed_on_at", "is", null)
      .where("m.delivered_at", "is", null)
      .where("m.opened_at", "is", null)
      .where("m.recall_id", "is", null)
      .where("m.kind", "<>", "recalled")
      .where("m.channel", "<>", "telephone")
      .where("p.role", "<>", "handlaggare")
      .where("t.starts_at", ">", now)
      .where((e) =>
        e.or([
          e("m.state", "=", "failed"),
          e.and([
            e("m.kind", "in", [...kindsThatNeedProof]),
            e.or([
              e.and([e("m.state", "=", "handed_over"), e("m.handed_over_at", "<=", since)]),
              e.and([
                e("m.state", "=", "queued"),
                e("m.failure", "=", "unreachable"),
                e("m.queued_at", "<=", since),
              ]),
            ]),
          ]),
        ]),
      )
      .select([
        "m.id",
        "m.meeting_id as meetingId",
        "m.participant_id as participantId",
        "m.time_version as timeVersion",
        "m.kind",
        "m.channel",
        "m.state",
      ])
      .$narrowType<Pick<UnprovenMessage, "kind" | "channel" | "state">>();
  }
}
export type MessageProgressRepository = ReturnType<typeof createMessageProgressRepository>;
