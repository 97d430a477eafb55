import { MESSAGE_CHANNELS, type MessageChannel } from "../people/people.contract.ts";
import type { Clock } from "../platform/clock.ts";
import type { MessagesRepository } from "./messages.repository.ts";

const SWEEP_LIMIT = 1_000;

/** Puts messages into the queue of a channel, which carries them to a worker. */
export type EnqueueMessages = (channel: MessageChannel, messageIds: readonly string[]) => Promise<void>;

/**
 * Hands what the database says is due to the queue. Reads message state and lease only, so that whatever the queue
 * has lost is handed over again; the queue drops what it already holds.
 */
export type RelayDueMessages = () => Promise<number>;

export function createRelayDueMessages({
  messages,
  enqueue,
  clock,
}: {
  messages: MessagesRepository;
  enqueue: EnqueueMessages;
  clock: Clock;
}): RelayDueMessages {
  return async () => {
    const due = await messages.listDue(clock.now(), SWEEP_LIMIT);
    for (const channel of MESSAGE_CHANNELS) {
      const ids = due.filter((message) => message.channel === channel).map(({ id }) => id);
      if (ids.length > 0) await enqueue(channel, ids);
    }
    return due.length;
  };
}
