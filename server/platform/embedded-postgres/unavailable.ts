/**
 * The embedded PostgreSQL can't run on this machine.
 *
 * @param reason what is missing, as the end of a sentence: "there is no …".
 * @returns an Error whose message also says what to do instead.
 */
export function unavailable(reason: string): Error {
  return new Error(
    `The embedded PostgreSQL can't run here: ${reason}. ` +
      "Set DATABASE_URL to the address of a PostgreSQL server (version 18) to use that instead.",
  );
}
