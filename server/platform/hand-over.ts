/**
 * What came of handing something over by HTTP. `unreachable`: it has not been taken; `refused`: it will never be; `unknown`: it may
 * have been taken.
 */
export type HandOverOutcome = "handed_over" | "unreachable" | "refused" | "unknown";

/** Errors after which nothing can have been taken: there was no connection. */
const NO_CONNECTION = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"];
/** Our own account is not in order, or there is too much at once: nothing about this message. */
const TRY_AGAIN = [401, 402, 403, 408, 425, 429, 503];

/**
 * Hands something over and tells what came of it, whatever happens on the way.
 *
 * @param isTaken whether the JSON of a successful answer says so.
 */
export async function handOver(
  request: () => Promise<Response>,
  isTaken: (answer: unknown) => boolean,
): Promise<HandOverOutcome> {
  let response: Response;
  try {
    response = await request();
  } catch (error) {
    return NO_CONNECTION.includes(codeOf(error)) ? "unreachable" : "unknown";
  }
  if (response.ok) return isTaken(await response.json().catch(() => undefined)) ? "handed_over" : "unknown";
  if (TRY_AGAIN.includes(response.status)) return "unreachable";
  return response.status < 500 ? "refused" : "unknown";
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
