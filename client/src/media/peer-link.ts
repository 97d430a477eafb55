import type { IceCandidate, Signal } from "../../../server/rooms/media.contract.ts";
import { SOURCES, type Source } from "./media-session.ts";
import { createTurns } from "./turns.ts";

/** One RTCPeerConnection to one other browser, from the first offer until one side lets it go. */
export interface PeerLink {
  readonly id: string;
  /** Whether it has ever been connected. */
  wasConnected(): boolean;
  /** Whether anything the other has sent has been taken. */
  hasAnswer(): boolean;
  state(): RTCPeerConnectionState;
  receive(signal: Signal): Promise<void>;
  replaceTrack(source: Source, track: MediaStreamTrack | null): void;
  limit(
    source: Source,
    encoding: { active: boolean; maxBitrate: number; scaleResolutionDownBy: number },
  ): void;
  /** Gathers and offers anew, what comes through going on meanwhile. */
  restartIce(iceServers: RTCIceServer[]): void;
  /** Says something beside sound and picture; nothing when the way for it isn't open. */
  tell(message: object): void;
  receiver(source: Source): RTCRtpReceiver | undefined;
  stats(): Promise<RTCStatsReport>;
  close(): void;
}

interface Needs {
  readonly id: string;
  /** Who gives way when both offer at once. */
  readonly isPolite: boolean;
  /** Who begins has the three transceivers made; the other adopts them. */
  readonly begins: boolean;
  readonly configuration: RTCConfiguration;
  readonly tracks: Readonly<Record<Source, MediaStreamTrack | null>>;
  readonly send: (signal: Signal) => void;
  readonly onState: (state: RTCPeerConnectionState) => void;
  readonly onTrack: (source: Source, track: MediaStreamTrack) => void;
  readonly onOpen: () => void;
  readonly onMessage: (text: unknown) => void;
}

/**
 * Perfect negotiation (W3C webrtc, 10.7) with everything about one connection done in turn. After the first offer nothing is negotiated but new
 * ways between the two (`restartIce`): muting, another camera and a shared screen change tracks only.
 */
export function createPeerLink({ id, isPolite, begins, configuration, tracks, ...needs }: Needs): PeerLink {
  const pc = new RTCPeerConnection({ ...configuration, bundlePolicy: "max-bundle" });
  const takeTurn = createTurns();
  const early: IceCandidate[] = [];
  let transceivers: readonly RTCRtpTransceiver[] = [];
  let channel: RTCDataChannel | undefined;
  let ignoresOffer = false;
  let connected = false;

  pc.onnegotiationneeded = () => void takeTurn(offer).catch(() => undefined);
  pc.onicecandidate = ({ candidate }) =>
    needs.send({ kind: "candidates", link: id, candidates: [asSignal(candidate)] });
  pc.onconnectionstatechange = () => {
    connected ||= pc.connectionState === "connected";
    needs.onState(pc.connectionState);
  };
  pc.ontrack = ({ transceiver, track }) => {
    const source = SOURCES[pc.getTransceivers().indexOf(transceiver)];
    if (source) needs.onTrack(source, track);
  };
  if (begins) {
    transceivers = SOURCES.map((source) =>
      pc.addTransceiver(tracks[source] ?? kindOf(source), { direction: "sendrecv" }),
    );
    openChannel();
  }

  function openChannel() {
    channel = pc.createDataChannel("samtid", { negotiated: true, id: 0 });
    channel.onopen = needs.onOpen;
    channel.onmessage = ({ data }) => needs.onMessage(data);
  }
  async function offer() {
    if (pc.signalingState !== "stable") return;
    await pc.setLocalDescription();
    sendDescription();
  }
  function sendDescription() {
    const { type, sdp } = pc.localDescription ?? {};
    if (type === "offer" || type === "answer")
      needs.send({ kind: "description", link: id, type, sdp: sdp ?? "" });
  }
  async function adopt() {
    const offered = pc.getTransceivers();
    if (
      offered.length !== SOURCES.length ||
      SOURCES.some((source, index) => offered[index]?.receiver.track.kind !== kindOf(source))
    )
      throw new Error("The other browser offers something else than sound, camera and screen.");
    transceivers = offered;
    for (const transceiver of offered) transceiver.direction = "sendrecv";
    openChannel();
    await Promise.all(SOURCES.map((source, index) => offered[index]!.sender.replaceTrack(tracks[source])));
  }
  async function receiveDescription(description: { type: "offer" | "answer"; sdp: string }) {
    const collides = description.type === "offer" && pc.signalingState !== "stable";
    ignoresOffer = collides && !isPolite;
    if (ignoresOffer || (description.type === "answer" && pc.signalingState !== "have-local-offer")) return;
    await pc.setRemoteDescription(description);
    for (const candidate of early.splice(0)) await addCandidate(candidate);
    if (description.type === "answer") return;
    if (transceivers.length === 0) await adopt();
    await pc.setLocalDescription();
    sendDescription();
  }
  /** Of an ignored offer, or of one that was given up meanwhile, a candidate means nothing. */
  const addCandidate = (candidate: IceCandidate) => pc.addIceCandidate(candidate).catch(() => undefined);

  async function receive(signal: Signal): Promise<void> {
    if (pc.signalingState === "closed") return;
    if (signal.kind === "description") return receiveDescription(signal);
    if (ignoresOffer) return;
    if (!pc.remoteDescription) early.push(...signal.candidates);
    else for (const candidate of signal.candidates) await addCandidate(candidate);
  }
  const at = (source: Source) => transceivers[SOURCES.indexOf(source)];

  return {
    id,
    wasConnected: () => connected,
    hasAnswer: () => pc.remoteDescription !== null,
    state: () => pc.connectionState,
    receive: (signal) => takeTurn(() => receive(signal)),
    replaceTrack: (source, track) =>
      void at(source)
        ?.sender.replaceTrack(track)
        .catch(() => undefined),
    limit: (source, encoding) => {
      const sender = at(source)?.sender;
      if (sender) void takeTurn(() => limit(sender, encoding)).catch(() => undefined);
    },
    restartIce(iceServers) {
      if (pc.signalingState === "closed") return;
      pc.setConfiguration({ ...pc.getConfiguration(), iceServers });
      pc.restartIce();
    },
    tell: (message) => {
      if (channel?.readyState === "open") channel.send(JSON.stringify(message));
    },
    receiver: (source) => at(source)?.receiver,
    stats: () => pc.getStats(),
    close() {
      pc.onconnectionstatechange = pc.onicecandidate = pc.onnegotiationneeded = pc.ontrack = null;
      pc.close();
    },
  };
}

function kindOf(source: Source): "audio" | "video" {
  return source === "microphone" ? "audio" : "video";
}

/** The empty candidate says that there are no more. */
function asSignal(found: RTCIceCandidate | null): IceCandidate {
  const { candidate = "", sdpMid = "0", sdpMLineIndex = 0, usernameFragment = null } = found ?? {};
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}

async function limit(sender: RTCRtpSender, wanted: RTCRtpEncodingParameters): Promise<void> {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  if (!encoding) return;
  const names = ["active", "maxBitrate", "scaleResolutionDownBy"] as const;
  if (names.every((name) => encoding[name] === wanted[name])) return;
  Object.assign(encoding, wanted);
  await sender.setParameters(parameters);
}
