import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { io } from "socket.io-client";
import type { Acknowledgement } from "../../../server/realtime/events.contract.ts";
import type { RoomView } from "../../../server/rooms/rooms.contract.ts";
import type { Invitee } from "../../support/room-cluster.ts";
import { SOCKET_PAYLOADS } from "../../support/socket-payloads.ts";

/** Whose tab it is, and where it connects. */
export interface TabSettings extends Invitee {
  /** The first at once; when that is lost one after the other, as a proxy would lead it. */
  readonly origins: readonly string[];
  /** The address people use. */
  readonly publicUrl: string;
}

/** A tab with the room open, as the pages do it: reconnects by itself with the pages' own settings, and enters each time it is connected. */
export interface Tab {
  readonly settings: TabSettings;
  readonly refusals: readonly string[];
  /** Resolves when it sits. */
  sits(): Promise<void>;
  enter(): Promise<void>;
  leave(): Promise<void>;
  admit(participantId: string): Promise<void>;
  say(): Promise<void>;
  /** Resolves when it is shown that somebody waits. */
  seesWaiting(participantId: string): Promise<void>;
  /** Resolves when it hears what somebody says. */
  hears(): Promise<void>;
  forgetLoss(): void;
  /** How long it did not sit after the connection was lost, milliseconds: null while it doesn't; nothing when it was not lost. */
  loss(): readonly [number | null] | undefined;
  close(): void;
}

const ANSWERED_WITHIN_MS = 120_000;
const HEARD_BY_NOBODY = () => undefined;

export function createTab(settings: TabSettings): Tab {
  const { meetingId, participantId, isHost, cookie, origins, publicUrl } = settings;
  const refusals: string[] = [];
  const socket = io(origins[0], {
    forceNew: true,
    transports: ["websocket"],
    auth: { as: isHost ? "staff" : "invited", participantId },
    extraHeaders: { origin: publicUrl, cookie },
  });
  let attempts = 0;
  socket.io.on("reconnect_attempt", () => {
    attempts += 1;
    Object.assign(socket.io, { uri: origins[attempts % origins.length] });
  });
  let lostAt: number | undefined;
  let backAfter: number | null = null;
  let sat = HEARD_BY_NOBODY as () => void;
  let heard = HEARD_BY_NOBODY as () => void;
  let shown: { participantId: string; resolve: () => void } | undefined;

  let seats: RoomView["seats"] = [];

  function show(changed: RoomView["seats"]): void {
    seats = changed;
    if (seats.some((seat) => seat.participantId === shown?.participantId && seat.state === "waiting"))
      shown?.resolve();
  }
  async function ask(command: string, payload: unknown): Promise<boolean> {
    const asked = socket.timeout(ANSWERED_WITHIN_MS).emitWithAck(command, payload);
    const answer = (await asked.catch(() => undefined)) as Acknowledgement<unknown> | undefined;
    if (answer && !answer.ok) refusals.push(`${command}: ${answer.problem.code}`);
    if (answer?.ok && command === "room:enter") show((answer.value as RoomView | undefined)?.seats ?? []);
    return answer?.ok ?? false;
  }
  const enter = async () => void (await ask("room:enter", { meetingId }));
  const first = new Promise<void>((resolve) => (sat = resolve));
  socket.on("connect", async () => {
    if (isHost) void ask("day:watch", {});
    if (!(await ask("room:enter", { meetingId }))) return;
    if (lostAt !== undefined) backAfter ??= performance.now() - lostAt;
    sat();
  });
  socket.on("disconnect", (reason) => {
    lostAt ??= performance.now();
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("room:changed", (room: RoomView) => show(room.seats));
  socket.on("chat:said", () => heard());
  return {
    settings,
    refusals,
    sits: () => first,
    enter,
    leave: async () => void (await ask("room:leave", { meetingId })),
    async admit(of) {
      const generation = seats.find((seat) => seat.participantId === of)?.generation ?? 1;
      await ask("lobby:admit", SOCKET_PAYLOADS["lobby:admit"]({ meetingId, participantId: of, generation }));
    },
    say: async () => void (await ask("chat:send", { meetingId, messageId: randomUUID(), text: "Hej." })),
    seesWaiting: (of) => new Promise((resolve) => (shown = { participantId: of, resolve })),
    hears: () => new Promise((resolve) => (heard = resolve)),
    forgetLoss() {
      lostAt = undefined;
      backAfter = null;
    },
    loss: () => (lostAt === undefined ? undefined : [backAfter]),
    close: () => void socket.disconnect(),
  };
}
