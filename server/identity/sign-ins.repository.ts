import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { SignInReference } from "./session-content.ts";

/** One browser in which a person is signed in. */
export interface SignInRecord {
  /** The session's; never shown. */
  readonly sessionId: string;
  readonly signIn: SignInReference;
  /** When it ends if it is not used any more. */
  readonly expiresAt: Date;
}

/** Whose sign-ins an identity provider says have ended: everybody's of a subject, or one of its own sessions. */
export interface EndedAtProvider {
  readonly provider: string;
  readonly subjectHash: string | undefined;
  readonly providerSession: string | undefined;
  /** Those begun later are others. */
  readonly before: Date;
}

const KINDS = ["staff", "individual"] as const;

/** The sessions of those who have signed in, beside express-session's own store, to find and end them by person. */
export function createSignInsRepository(database: Database) {
  const isOf = (personId: string) =>
    sql<boolean>`(sess #>> '{staff,personId}' = ${personId} or sess #>> '{individual,personId}' = ${personId})`;
  return {
    /** Where a person is signed in, the latest first. */
    async list(personId: string): Promise<SignInRecord[]> {
      const rows = await database
        .query()
        .selectFrom("session")
        .where(isOf(personId))
        .where(sql<boolean>`expire > now()`)
        .select([
          "sid as sessionId",
          "expire as expiresAt",
          sql<SignInReference>`case when sess #>> '{staff,personId}' = ${personId}
            then sess #> '{staff,signIn}' else sess #> '{individual,signIn}' end`.as("signIn"),
        ])
        .execute();
      return rows.sort((one, other) => other.signIn.at.localeCompare(one.signIn.at));
    },

    /** Ends every session of a person. */
    async endAll(personId: string): Promise<void> {
      await database.query().deleteFrom("session").where(isOf(personId)).execute();
    },

    /** Ends what an identity provider says has ended. */
    async endAtProvider({ provider, subjectHash, providerSession, before }: EndedAtProvider): Promise<void> {
      for (const kind of KINDS) {
        const signIn = sql`(sess #> ${sql.lit(`{${kind},signIn}`)})`;
        await sql`delete from session where ${signIn} ->> 'provider' = ${provider}
          and (${subjectHash ?? null}::text is null or ${signIn} ->> 'subjectHash' = ${subjectHash ?? null})
          and (${providerSession ?? null}::text is null or ${signIn} ->> 'providerSession' = ${providerSession ?? null})
          and (${signIn} ->> 'at')::timestamptz <= ${before}`.execute(database.query());
      }
    },
  };
}
export type SignInsRepository = ReturnType<typeof createSignInsRepository>;
