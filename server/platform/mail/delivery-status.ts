/** What RFC 3464 §2.3.3 calls what became of one recipient. `relayed` and `expanded` mean that others have it now. */
const ARRIVED = ["delivered", "relayed", "expanded"];

/**
 * What a `message/delivery-status` part says of a mail to one recipient. Where that recipient was several others, one who got
 * it is enough.
 *
 * @returns `undecided` when it is only delayed, or says nothing that is known.
 */
export function outcomeOfReport(status: string): "delivered" | "bounced" | "undecided" {
  const actions = [...status.matchAll(/^action:\s*([a-z]+)/gim)].map(([, action = ""]) =>
    action.toLowerCase(),
  );
  if (actions.includes("delivered")) return "delivered";
  const isBounced = actions.includes("failed") && !actions.some((action) => ARRIVED.includes(action));
  return isBounced && !actions.includes("delayed") ? "bounced" : "undecided";
}
