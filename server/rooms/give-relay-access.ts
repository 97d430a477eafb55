import { createHmac } from "node:crypto";
import type { Clock } from "../platform/clock.ts";
import type { RelayAccess } from "./media.contract.ts";

/** Long enough for a long meeting: a relay asks again for what it gave, with the same credentials. */
const HOLDS_SECONDS = 4 * 3600;

/** Credentials for the relay that hold for a while, for one participant. */
export type GiveRelayAccess = (participantId: string) => RelayAccess;

/**
 * By the secret shared with the relay (coturn's `use-auth-secret`): the user's name is `<unix expiry>:<participant>`, the password its HMAC-SHA1.
 *
 * @param relay.urls `turn:` and `turns:` addresses; none: browsers must reach each other by themselves.
 */
export function createGiveRelayAccess({
  relay: { urls, secret },
  clock,
}: {
  relay: { readonly urls: readonly string[]; readonly secret: string };
  clock: Clock;
}): GiveRelayAccess {
  return (participantId) => {
    if (urls.length === 0) return { iceServers: [] };
    const expiry = Math.floor(clock.now().getTime() / 1000) + HOLDS_SECONDS;
    const username = `${expiry}:${participantId}`;
    const credential = createHmac("sha1", secret).update(username).digest("base64");
    return { iceServers: [{ urls: [...urls], username, credential }] };
  };
}
