import type { Signal } from "../../../server/rooms/media.contract.ts";
import type { Caption } from "./own-captions.ts";

/** What a person can send, in the order of a connection's transceivers. */
export const SOURCES = ["microphone", "camera", "screen"] as const;
export type Source = (typeof SOURCES)[number];

/** What somebody sends now. A microphone that is off is silent and can be turned on; `none` can't be heard. */
export interface Sending {
  readonly microphone: "on" | "off" | "none";
  readonly camera: boolean;
  readonly screen: boolean;
  /** What they say, as text. */
  readonly captions: boolean;
}

/** Somebody else in the call; the generation is null while their connection to the server is lost. */
export interface Peer {
  readonly participantId: string;
  readonly generation: number | null;
}

/**
 * How it goes with the connection to somebody. `lost`: it was there and is being mended; `unreachable`: it has been tried long enough that
 * the person should be told what to do instead.
 */
export type PeerState = "connecting" | "connected" | "lost" | "unreachable";

export interface PeerStatus {
  readonly participantId: string;
  readonly state: PeerState;
  /** What they say they send; nothing until they have said it. */
  readonly sending: Sending;
}

/** Height in CSS pixels at which a picture is shown; 0 when it isn't. */
export interface ShownHeights {
  readonly camera: number;
  readonly screen: number;
}

/** What has come from somebody since the connection to them began. */
export interface PeerStats {
  readonly participantId: string;
  readonly state: PeerState;
  readonly audioPackets: number;
  readonly cameraFrames: number;
  readonly screenFrames: number;
}

/** How signals get to another, in the order sent. */
export interface Signalling {
  /** Whether anything can be sent now. */
  isOpen(): boolean;
  /** Resolves when the server has taken it; to whether it passed it on. */
  send(to: { participantId: string; generation: number }, signal: Signal): Promise<boolean>;
}

/**
 * Sound and picture between those in a call. Whoever shows the call needs nothing but this: today each two browsers connect to each other
 * (`mesh-session.ts`); with more people than a mesh carries a media server would stand behind the same interface.
 */
export interface MediaSession {
  /** Sends a track, or nothing, to everybody: at once, without connecting anew. The track stays the caller's to stop. */
  publish(source: Source, track: MediaStreamTrack | null): Promise<void>;
  /** Tells everybody what is sent, for one can't see by a track whether a microphone is off. */
  announce(sending: Sending): void;
  /** Says at which height somebody's pictures are shown here, so that they send no more than that. */
  setRemoteQuality(participantId: string, shown: ShownHeights): void;
  /** Tells of each track that comes, and of null when it is gone. @returns how to stop listening. */
  onRemoteTrack(
    listener: (participantId: string, source: Source, track: MediaStreamTrack | null) => void,
  ): () => void;
  /** Tells everybody what one says, as text: from browser to browser, kept nowhere. */
  caption(caption: Caption): void;
  onCaption(listener: (participantId: string, caption: Caption) => void): () => void;
  /** Tells of each change of how it goes with somebody; undefined when they have left. */
  onPeer(listener: (participantId: string, status: PeerStatus | undefined) => void): () => void;
  /** Who is in the call now, but oneself. Those of the first time are called up; who comes later calls. */
  meet(peers: readonly Peer[]): void;
  /** What another has sent by way of the server. */
  receive(from: { participantId: string; generation: number }, signal: Signal): void;
  /** Connects anew to somebody, without a pause in what comes through. */
  restart(participantId: string): void;
  /** How loud each one is now, from 0 to 1. */
  levels(): ReadonlyMap<string, number>;
  stats(): Promise<PeerStats[]>;
  /** Ends every connection. What was published is the caller's to stop. */
  close(): void;
}
