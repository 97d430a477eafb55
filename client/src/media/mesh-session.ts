import {
  type MediaSession,
  type PeerStatus,
  type Sending,
  type Signalling,
  type ShownHeights,
  type Source,
} from "./media-session.ts";
import type { Caption } from "./own-captions.ts";
import { createMeshPeer, type MeshPeer, type MeshSurroundings } from "./mesh-peer.ts";
import { heightToAskFor, rungFor } from "./quality-ladder.ts";

const TICK_MS = 500;

interface Needs {
  readonly selfId: string;
  readonly signalling: Signalling;
  /** Asks the server for the relay. */
  readonly readRelay: () => Promise<RTCIceServer[]>;
  /** Nothing but the relay is told of or used, so that nobody learns where one is. */
  readonly isRelayOnly: boolean;
}

/** A call in which each two browsers are connected to each other: for up to five people, with no server for media. */
export function createMeshSession({ selfId, signalling, readRelay, isRelayOnly }: Needs): MediaSession {
  const peers = new Map<string, MeshPeer>();
  const heights = new Map<string, ShownHeights>();
  const onTrack = createListeners<[string, Source, MediaStreamTrack | null]>();
  const onCaption = createListeners<[string, Caption]>();
  const onPeer = createListeners<[string, PeerStatus | undefined]>();
  const tracks: Record<Source, MediaStreamTrack | null> = { microphone: null, camera: null, screen: null };
  let sending: Sending = { microphone: "none", camera: false, screen: false, captions: false };
  let hasMet = false;

  const around: MeshSurroundings = {
    selfId,
    signalling,
    relay: createRelayMemory(readRelay),
    transportPolicy: isRelayOnly ? "relay" : "all",
    tracks,
    sending: () => sending,
    rung: () => rungFor(peers.size + 1),
    onTrack: onTrack.tell,
    onCaption: onCaption.tell,
    onStatus: (status) => onPeer.tell(status.participantId, status),
  };
  const all = (work: (peer: MeshPeer) => void) => peers.forEach(work);
  const ticking = setInterval(() => all((peer) => peer.tick()), TICK_MS);

  function find(participantId: string): MeshPeer {
    const known = peers.get(participantId);
    if (known) return known;
    const peer = createMeshPeer(participantId, around);
    peers.set(participantId, peer);
    const shown = heights.get(participantId);
    if (shown) peer.show(shown);
    all((each) => each.limit());
    return peer;
  }
  function remove(participantId: string): void {
    peers.get(participantId)?.close();
    peers.delete(participantId);
    heights.delete(participantId);
    onPeer.tell(participantId, undefined);
    all((each) => each.limit());
  }

  return {
    async publish(source, track) {
      tracks[source] = track;
      all((peer) => peer.replaceTrack(source, track));
    },
    announce(now) {
      sending = now;
      all((peer) => peer.announce());
    },
    setRemoteQuality(participantId, { camera, screen }) {
      const shown = { camera: heightToAskFor(camera), screen: heightToAskFor(screen) };
      const before = heights.get(participantId);
      if (before?.camera === shown.camera && before.screen === shown.screen) return;
      heights.set(participantId, shown);
      peers.get(participantId)?.show(shown);
    },
    caption: (caption) => all((peer) => peer.caption(caption)),
    onRemoteTrack: onTrack.add,
    onCaption: onCaption.add,
    onPeer: onPeer.add,
    meet(now) {
      const here = new Set(now.map(({ participantId }) => participantId));
      [...peers.keys()].filter((id) => !here.has(id)).forEach(remove);
      for (const { participantId, generation } of now) {
        const peer = find(participantId);
        peer.meet(generation);
        if (!hasMet && generation !== null) peer.call();
      }
      hasMet = true;
    },
    receive: ({ participantId, generation }, signal) => find(participantId).receive(generation, signal),
    restart: (participantId) => peers.get(participantId)?.restart(),
    levels: () => new Map([...peers].map(([id, peer]) => [id, peer.level()])),
    stats: () => Promise.all([...peers.values()].map((peer) => peer.stats())),
    close() {
      clearInterval(ticking);
      [...peers.keys()].forEach(remove);
    },
  };
}

/** One question to the server for all connections that are made at once; its last answer while it doesn't answer. */
function createRelayMemory(
  read: () => Promise<RTCIceServer[]>,
): (isAnew: boolean) => Promise<RTCIceServer[]> {
  let known: RTCIceServer[] | undefined;
  let asking: Promise<RTCIceServer[]> | undefined;
  return async (isAnew) => {
    if (known && !isAnew) return known;
    asking ??= read()
      .catch(() => known ?? [])
      .finally(() => (asking = undefined));
    return (known = await asking);
  };
}

function createListeners<Args extends unknown[]>() {
  const listeners = new Set<(...args: Args) => void>();
  return {
    tell: (...args: Args) => listeners.forEach((listener) => listener(...args)),
    add: (listener: (...args: Args) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
