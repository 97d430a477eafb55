import { onScopeDispose, ref, shallowRef } from "vue";
import type { ChatMessage } from "../../../../../server/rooms/call/call.contract.ts";
import type { ProblemError } from "../../../api/problem.ts";
import { askFromSeat } from "../../../realtime/ask.ts";
import { useSocket, type ComesAs } from "../../../realtime/socket.ts";

/** Messages that come together are told of together. */
const TOLD_AFTER_MS = 1_000;

/**
 * The chat of the meeting, as far as one has been in it: it is kept nowhere else.
 *
 * @param tell called a moment after others have written, with what they wrote since last.
 */
export function useChat(meetingId: string, as: ComesAs, tell: (messages: readonly ChatMessage[]) => void) {
  const socket = useSocket(as);
  const messages = ref<ChatMessage[]>([]);
  const error = shallowRef<ProblemError>();
  const isSending = ref(false);
  let untold: ChatMessage[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What is sent again, since no answer came, is the same message. */
  let unsent = { text: "", messageId: "" };

  function keep(message: ChatMessage): boolean {
    if (messages.value.some(({ messageId }) => messageId === message.messageId)) return false;
    messages.value = [...messages.value, message];
    return true;
  }
  function onSaid(message: ChatMessage) {
    if (message.meetingId !== meetingId || !keep(message)) return;
    untold.push(message);
    timer ??= setTimeout(() => {
      timer = undefined;
      tell(untold);
      untold = [];
    }, TOLD_AFTER_MS);
  }
  /** @returns whether it was sent; what was written stays when it was not. */
  async function send(text: string): Promise<boolean> {
    if (unsent.text !== text) unsent = { text, messageId: crypto.randomUUID() };
    isSending.value = true;
    error.value = undefined;
    try {
      keep(await askFromSeat(socket, "chat:send", { meetingId, ...unsent }));
      unsent = { text: "", messageId: "" };
      return true;
    } catch (problem) {
      error.value = problem as ProblemError;
      return false;
    } finally {
      isSending.value = false;
    }
  }
  socket.on("chat:said", onSaid);
  onScopeDispose(() => {
    socket.off("chat:said", onSaid);
    clearTimeout(timer);
  });
  return { messages, error, isSending, send };
}
