import { io, type Socket } from "socket.io-client";
import type { ClientToServerEvents, ServerToClientEvents } from "../../../server/realtime/events.contract.ts";

export type AppSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

let socket: AppSocket | undefined;

/**
 * The browser's one connection for live events, made the first time a page asks for it. It reconnects by itself;
 * after each `connect` a page must read its state again, since events sent in between are gone.
 */
export function useSocket(): AppSocket {
  socket ??= io({ path: "/socket.io", withCredentials: true });
  return socket;
}
