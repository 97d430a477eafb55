import { io, type Socket } from "socket.io-client";
import type { ClientToServerEvents, ServerToClientEvents } from "../../../server/realtime/events.contract.ts";

export type AppSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** As whom the tab comes, in a browser that may be both signed in and invited. */
export type ComesAs = "staff" | "invited";

/** Polling only where a proxy on the way lets no WebSocket through: it costs several requests before the first event, one page after the other. */
const TRANSPORTS = { transports: ["websocket", "polling"], tryAllTransports: true };

const sockets = new Map<ComesAs, AppSocket>();

/**
 * The tab's one connection for live events, made the first time a page asks for it. It reconnects by itself;
 * after each `connect` a page must read its state again, since events sent in between are gone.
 */
export function useSocket(as: ComesAs = "staff"): AppSocket {
  const socket =
    sockets.get(as) ?? io({ ...TRANSPORTS, path: "/socket.io", withCredentials: true, auth: { as } });
  sockets.set(as, socket);
  return socket;
}
