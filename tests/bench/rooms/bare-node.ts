import { once } from "node:events";
import { createServer } from "node:http";
import { Server } from "socket.io";
import { serveParent } from "../year/child-process.ts";
import { ownCpuMs, ownState } from "./own-memory.ts";
import type { AskedOfNode } from "./samtid-node.ts";

/**
 * What is compared with: Socket.IO with the same settings and nothing of ours. Who enters a room is told of to the others in it, and that is all: no
 * rights, no database, no seats.
 */
await serveParent(import.meta.url, async ({ PORT }: Record<string, string>) => {
  const http = createServer();
  const io = new Server(http, {
    pingInterval: 5_000,
    pingTimeout: 4_000,
    maxHttpBufferSize: 64 * 1024,
    perMessageDeflate: false,
    serveClient: false,
  });
  io.on("connection", (socket) => {
    const { participantId } = socket.handshake.auth as { participantId: string };
    const tell = (meetingId: string, state: string) =>
      socket.to(meetingId).emit("room:changed", { meetingId, seats: [{ participantId, state }] });
    socket.on("room:enter", ({ meetingId }: { meetingId: string }, done: (answer: unknown) => void) => {
      void socket.join(meetingId);
      tell(meetingId, "waiting");
      done({ ok: true });
    });
    socket.on("room:leave", ({ meetingId }: { meetingId: string }, done: (answer: unknown) => void) => {
      tell(meetingId, "absent");
      done({ ok: true });
    });
    socket.on("day:watch", (_: unknown, done: (answer: unknown) => void) => done({ ok: true }));
    socket.on("lobby:admit", (_: unknown, done: (answer: unknown) => void) => done({ ok: true }));
  });
  http.listen(Number(PORT), "127.0.0.1");
  await once(http, "listening");
  return {
    answer: async (asked) =>
      (asked as AskedOfNode) === "state" ? ownState() : { cpuMs: ownCpuMs(), statements: 0 },
    close: async () => void (await io.close()),
  };
});
