import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { mandateOn, type Mandate } from "../representatives/mandate.ts";
import { localDateOf, type LocalDate } from "../scheduling/local-time.ts";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { OneTimeTokens } from "./one-time-token.ts";

/** A one-time link that works now. */
export interface OpenLink {
  readonly id: string;
  readonly participantId: string;
  readonly meetingId: string;
  readonly personId: string;
  /** Of somebody who answers for another; null for who answers for themselves. */
  readonly mandate: Mandate | null;
}

/** One-time links, bound to the participation and not to a time version: a reminder carries the same link. */
export function createLinksRepository(database: Database, tokens: OneTimeTokens) {
  return {
    /** Makes the participant's link, or moves its expiry when it is there. */
    async ensure(
      participantId: string,
      { at, expiresAt }: { at: Date; expiresAt: Date },
      unitOfWork: UnitOfWork,
    ) {
      const found = await database
        .query(unitOfWork)
        .updateTable("one_time_link")
        .set({ expires_at: expiresAt })
        .where("participant_id", "=", participantId)
        .where("revoked_at", "is", null)
        .returning("id")
        .execute();
      if (found.length === 0) await insert(participantId, { at, expiresAt }, unitOfWork);
    },

    /** Makes a new link for somebody whose former one was revoked. */
    renew: (participantId: string, link: { at: Date; expiresAt: Date }, unitOfWork: UnitOfWork) =>
      insert(participantId, link, unitOfWork),

    /** The secret for the participant's message, if they have a link that is not revoked. */
    async tokenFor(participantId: string, unitOfWork?: UnitOfWork): Promise<string | undefined> {
      const link = await database
        .query(unitOfWork)
        .selectFrom("one_time_link")
        .where("participant_id", "=", participantId)
        .where("revoked_at", "is", null)
        .select("id")
        .executeTakeFirst();
      return link && tokens.tokenOf(link.id);
    },

    /** The short code for the participant's letter, if they have a link that is not revoked; it works from then on. */
    async codeFor(participantId: string, unitOfWork: UnitOfWork): Promise<string | undefined> {
      const query = database.query(unitOfWork);
      const link = await query
        .selectFrom("one_time_link")
        .where("participant_id", "=", participantId)
        .where("revoked_at", "is", null)
        .select("id")
        .executeTakeFirst();
      if (!link) return undefined;
      const code = tokens.codeOf(link.id);
      await query
        .updateTable("one_time_link")
        .set({ code_hash: tokens.hashOfCode(code) })
        .where("id", "=", link.id)
        .execute();
      return code;
    },

    /** The link a token or a code opens at an instant; undefined when there is none, or it is revoked or expired. */
    open: (tokenOrCode: string, at: Date): Promise<OpenLink | undefined> =>
      selectLinks()
        .where((e) =>
          e.or([
            e("l.token_hash", "=", tokens.hashOf(tokenOrCode)),
            e("l.code_hash", "=", tokens.hashOfCode(tokenOrCode)),
          ]),
        )
        .where("l.revoked_at", "is", null)
        .where("l.expires_at", ">", at)
        .executeTakeFirst(),

    /** Whether a link opened earlier still works; a representative's does while their mandate holds. */
    async find(linkId: string, at: Date): Promise<OpenLink | undefined> {
      const link = await selectLinks()
        .where("l.id", "=", linkId)
        .where("l.revoked_at", "is", null)
        .where("l.expires_at", ">", at)
        .executeTakeFirst();
      return link && holdsOn(link, localDateOf(at)) ? link : undefined;
    },

    /** @returns whether this was the first time. */
    async markOpened(linkId: string, at: Date): Promise<boolean> {
      const first = await database
        .query()
        .updateTable("one_time_link")
        .set({ first_opened_at: at })
        .where("id", "=", linkId)
        .where("first_opened_at", "is", null)
        .returning("id")
        .executeTakeFirst();
      return first !== undefined;
    },

    listOpened: (meetingId: string) =>
      database
        .query()
        .selectFrom("one_time_link as l")
        .innerJoin("participant as p", "p.id", "l.participant_id")
        .where("p.meeting_id", "=", meetingId)
        .where("l.revoked_at", "is", null)
        .select(["l.participant_id as participantId", "l.first_opened_at as openedAt"])
        .execute(),
  };

  async function insert(
    participantId: string,
    { at, expiresAt }: { at: Date; expiresAt: Date },
    unitOfWork: UnitOfWork,
  ): Promise<void> {
    const id = randomUUID();
    await database
      .query(unitOfWork)
      .insertInto("one_time_link")
      .values({
        id,
        participant_id: participantId,
        token_hash: tokens.hashOf(tokens.tokenOf(id)),
        created_at: at,
        expires_at: expiresAt,
        first_opened_at: null,
        revoked_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  function selectLinks() {
    return database
      .query()
      .selectFrom("one_time_link as l")
      .innerJoin("participant as p", "p.id", "l.participant_id")
      .leftJoin("representative as r", "r.person_id", "p.person_id")
      .select([
        "l.id",
        "l.participant_id as participantId",
        "p.meeting_id as meetingId",
        "p.person_id as personId",
        sql<Mandate | null>`case when r.person_id is not null then jsonb_build_object('validFrom', r.valid_from,
          'validUntil', r.valid_until, 'isWithdrawn', r.withdrawn_at is not null) end`.as("mandate"),
      ]);
  }
}

/** Whether who has the link may use it on a date: a representative may while their mandate holds. */
export function holdsOn({ mandate }: Pick<OpenLink, "mandate">, date: LocalDate): boolean {
  return mandate === null || mandateOn(mandate, date) === "valid";
}
export type LinksRepository = ReturnType<typeof createLinksRepository>;
