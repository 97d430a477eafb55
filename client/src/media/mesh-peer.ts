import type { IceCandidate, Signal } from "../../../server/rooms/media.contract.ts";
import {
  SOURCES,
  type PeerState,
  type PeerStats,
  type PeerStatus,
  type Sending,
  type ShownHeights,
  type Signalling,
  type Source,
} from "./media-session.ts";
import type { Caption } from "./own-captions.ts";
import { planMend, UNREACHABLE_AFTER_MS, type Attempts } from "./mending.ts";
import { createPeerLink, type PeerLink } from "./peer-link.ts";
import { readPeerMessage } from "./peer-messages.ts";
import { cameraEncoding, screenEncoding, type Rung } from "./quality-ladder.ts";
import { createSignalOutbox } from "./signal-outbox.ts";
import { createTurns } from "./turns.ts";

const NOTHING: Sending = { microphone: "none", camera: false, screen: false, captions: false };
/** Candidates that came before their offer are kept for so many offers. */
const MOST_EARLY = 4;

/** What every connection of a session goes by. */
export interface MeshSurroundings {
  readonly selfId: string;
  readonly signalling: Signalling;
  /** The relay to use now; read anew from the server when asked to. */
  readonly relay: (isAnew: boolean) => Promise<RTCIceServer[]>;
  readonly transportPolicy: RTCIceTransportPolicy;
  readonly tracks: Readonly<Record<Source, MediaStreamTrack | null>>;
  readonly sending: () => Sending;
  readonly rung: () => Rung;
  readonly onTrack: (participantId: string, source: Source, track: MediaStreamTrack | null) => void;
  readonly onCaption: (participantId: string, caption: Caption) => void;
  readonly onStatus: (status: PeerStatus) => void;
}

/** One of the others: the connection to them, made anew as often as it takes. */
export interface MeshPeer {
  meet(generation: number | null): void;
  call(): void;
  receive(fromGeneration: number, signal: Signal): void;
  replaceTrack(source: Source, track: MediaStreamTrack | null): void;
  /** Sends as much as the number of people and what the other shows allow. */
  limit(): void;
  announce(): void;
  show(shown: ShownHeights): void;
  caption(caption: Caption): void;
  /** Not heard, says the server: nothing when that has been seen here too and is being mended. */
  restart(): void;
  /** Mends what is broken; called every half second. */
  tick(): void;
  level(): number;
  stats(): Promise<PeerStats>;
  close(): void;
}

export function createMeshPeer(participantId: string, around: MeshSurroundings): MeshPeer {
  const isPolite = around.selfId > participantId;
  const takeTurn = createTurns();
  const early = new Map<string, IceCandidate[]>();
  let generation: number | null = null;
  let calledGeneration = 0;
  let link: PeerLink | undefined;
  let theirs = NOTHING;
  let shownThere: ShownHeights | undefined;
  let shownHere: ShownHeights | undefined;
  let told = "";
  let isClosed = false;
  const attempts: Attempts = {
    aloneSince: performance.now(),
    lastAt: performance.now(),
    calls: 0,
    restarts: 0,
  };

  const toOutbox = createSignalOutbox(async (signal) => {
    if (generation !== null && around.signalling.isOpen())
      await around.signalling.send({ participantId, generation }, signal);
  });
  function state(): PeerState {
    if (link?.state() === "connected") return "connected";
    if (performance.now() - (attempts.aloneSince ?? Infinity) > UNREACHABLE_AFTER_MS) return "unreachable";
    return link?.wasConnected() ? "lost" : "connecting";
  }
  function tellStatus() {
    const status = { participantId, state: state(), sending: theirs };
    if (JSON.stringify(status) === told) return;
    told = JSON.stringify(status);
    around.onStatus(status);
  }
  function open(id: string, begins: boolean, iceServers: RTCIceServer[]): PeerLink {
    link?.close();
    attempts.lastAt = performance.now();
    attempts.restarts = 0;
    const opened = createPeerLink({
      id,
      isPolite,
      begins,
      configuration: { iceServers, iceTransportPolicy: around.transportPolicy },
      tracks: around.tracks,
      send: (signal) => isCurrent() && toOutbox(signal),
      onState: () => isCurrent() && changed(),
      onTrack: (source, track) => isCurrent() && around.onTrack(participantId, source, track),
      onOpen: () => isCurrent() && greet(),
      onMessage: (text) => isCurrent() && listen(text),
    });
    const isCurrent = () => link === opened && !isClosed;
    return opened;
  }
  function changed() {
    if (link?.state() === "connected")
      Object.assign(attempts, { aloneSince: undefined, calls: 0, restarts: 0 });
    else attempts.aloneSince ??= performance.now();
    limit();
    tellStatus();
  }
  function greet() {
    link?.tell({ sending: around.sending() });
    if (shownHere) link?.tell({ shown: shownHere });
  }
  function listen(text: unknown) {
    const message = readPeerMessage(text);
    if (message && "sending" in message) theirs = message.sending;
    if (message && "shown" in message) shownThere = message.shown;
    if (message && "caption" in message) return around.onCaption(participantId, message.caption);
    limit();
    tellStatus();
  }
  function limit() {
    const captured = around.tracks.camera?.getSettings().height ?? 0;
    link?.limit("camera", cameraEncoding(around.rung(), { shown: shownThere?.camera, captured }));
    link?.limit("screen", screenEncoding(around.rung(), shownThere?.screen));
  }
  const call = () =>
    takeTurn(async () => {
      if (generation === null || isClosed) return;
      attempts.calls += 1;
      attempts.lastAt = performance.now();
      const iceServers = await around.relay(attempts.calls > 1);
      if (isClosed || generation === null) return;
      calledGeneration = generation;
      link = open(crypto.randomUUID(), true, iceServers);
    });
  /** Of two who call at once, the one who isn't polite is answered; unless they called somebody who had not come back yet. */
  async function answer(fromGeneration: number, signal: Signal) {
    if (signal.kind === "candidates") return keepEarly(signal.link, signal.candidates);
    const isCalling = link && !link.hasAnswer() && calledGeneration >= fromGeneration;
    if (signal.type === "answer" || (isCalling && !isPolite)) return;
    const iceServers = await around.relay(false);
    if (isClosed) return;
    calledGeneration = 0;
    link = open(signal.link, false, iceServers);
    await link.receive(signal);
    const candidates = early.get(signal.link);
    early.clear();
    if (candidates) await link.receive({ kind: "candidates", link: signal.link, candidates });
  }
  function keepEarly(id: string, candidates: readonly IceCandidate[]) {
    early.set(id, [...(early.get(id) ?? []), ...candidates]);
    if (early.size > MOST_EARLY) early.delete([...early.keys()][0]!);
  }
  const restart = () =>
    void takeTurn(async () => {
      attempts.restarts += 1;
      attempts.lastAt = performance.now();
      link?.restartIce(await around.relay(true));
    });

  return {
    meet: (now) => (generation = now),
    call: () => void call(),
    receive(fromGeneration, signal) {
      generation = Math.max(generation ?? 0, fromGeneration);
      void takeTurn(async () => {
        if (signal.link !== link?.id) return answer(fromGeneration, signal);
        // A new way that the other is trying is given as much time as one of one's own.
        if (signal.kind === "description") attempts.lastAt = performance.now();
        await link.receive(signal);
      }).catch(() => undefined);
    },
    replaceTrack(source, track) {
      link?.replaceTrack(source, track);
      limit();
    },
    limit,
    announce: greet,
    caption: (caption) => link?.tell({ caption }),
    show(shown) {
      shownHere = shown;
      link?.tell({ shown });
    },
    restart() {
      if (attempts.aloneSince !== undefined) return;
      if (attempts.restarts > 0) void call();
      else restart();
    },
    tick() {
      tellStatus();
      if (generation === null || !around.signalling.isOpen()) return;
      const plan = planMend(attempts, { link, isPolite, now: performance.now() });
      if (plan === "call") void call();
      if (plan === "restart") restart();
    },
    level: () => link?.receiver("microphone")?.getSynchronizationSources()[0]?.audioLevel ?? 0,
    stats: async () => ({ participantId, state: state(), ...(await countReceived(link)) }),
    close() {
      isClosed = true;
      link?.close();
      for (const source of SOURCES) around.onTrack(participantId, source, null);
    },
  };
}

async function countReceived(link: PeerLink | undefined) {
  const counts = { audioPackets: 0, cameraFrames: 0, screenFrames: 0 };
  const screen = link?.receiver("screen")?.track.id;
  (await link?.stats())?.forEach((entry: Record<string, unknown>) => {
    if (entry.type !== "inbound-rtp") return;
    if (entry.kind === "audio") counts.audioPackets += Number(entry.packetsReceived ?? 0);
    else if (entry.trackIdentifier === screen) counts.screenFrames += Number(entry.framesDecoded ?? 0);
    else counts.cameraFrames += Number(entry.framesDecoded ?? 0);
  });
  return counts;
}
