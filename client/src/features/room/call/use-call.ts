import { useMutation } from "@tanstack/vue-query";
import type { ClientToServerEvents } from "../../../../../server/realtime/events.contract.ts";
import { askFromSeat } from "../../../realtime/ask.ts";
import { useSocket, type ComesAs } from "../../../realtime/socket.ts";

type Commands = keyof ClientToServerEvents;
type More<Command extends Commands> = Omit<Parameters<ClientToServerEvents[Command]>[0], "meetingId">;

/** What one does in the meeting: `send("hand:raise", {})`. What it led to comes with the room; a refusal is kept in `error`. */
export function useCall(meetingId: string, as: ComesAs) {
  const socket = useSocket(as);
  const { mutate, error, isPending, variables, reset } = useMutation({
    mutationFn: ({ command, more }: { command: Commands; more: object }) =>
      askFromSeat(socket, command, { meetingId, ...more }),
  });
  function send<Command extends Commands>(command: Command, more: More<Command>): void {
    mutate({ command, more });
  }
  return { send, error, isPending, variables, reset };
}
export type Call = ReturnType<typeof useCall>;
