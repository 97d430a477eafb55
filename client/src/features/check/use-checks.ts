import { computed, onBeforeUnmount, ref, shallowReactive, shallowRef } from "vue";
import type { Acknowledgement } from "../../../../server/realtime/events.contract.ts";
import type { EquipmentFindings } from "../../../../server/meetings/equipment-check.contract.ts";
import type { RelayAccess } from "../../../../server/rooms/media.contract.ts";
import { captureFailureOf, openDevice } from "../../media/capture.ts";
import { measureLevel, type SoundLevel } from "../../media/sound-level.ts";
import { playTestTone } from "../../media/test-tone.ts";
import { tryRelay } from "../../media/try-relay.ts";
import { useSocket, type ComesAs } from "../../realtime/socket.ts";

/** What is tried, in the order it is shown. */
export const PARTS = ["browser", "camera", "microphone", "speaker", "network"] as const;
export type Part = (typeof PARTS)[number];

/** `silent`: the microphone is open, but nothing has been heard; `ask`: only the person can tell. */
export type PartState =
  "untried" | "trying" | "silent" | "ask" | "works" | "refused" | "missing" | "busy" | "fails" | "none";
const BROKEN: readonly PartState[] = ["refused", "missing", "busy", "fails", "none"];
const UNDECIDED: readonly PartState[] = ["untried", "trying", "silent", "ask"];

const LEVEL_EVERY_MS = 100;
const SPEECH = 0.06;
const ACKNOWLEDGED_WITHIN_MS = 8_000;

/** Tries what a meeting needs. Nothing of it leaves the browser but the question to the relay, and what the page tells of `findings`. */
export function useChecks(meetingId: string, as: ComesAs) {
  const states = shallowReactive(
    Object.fromEntries(PARTS.map((part) => [part, "untried"])) as Record<Part, PartState>,
  );
  const picture = shallowRef<MediaStreamTrack>();
  const loudness = ref(0);
  const isTried = ref(false);
  /** Whether the server was reached live. */
  const reached = ref<boolean | null>(null);
  const tracks: MediaStreamTrack[] = [];
  let level: SoundLevel | undefined;
  let listening: ReturnType<typeof setInterval> | undefined;

  async function open(part: "camera" | "microphone"): Promise<MediaStreamTrack | undefined> {
    states[part] = "trying";
    try {
      const track = await openDevice(part, undefined);
      tracks.push(track);
      return track;
    } catch (error) {
      states[part] = captureFailureOf(error);
      return undefined;
    }
  }
  async function tryCamera() {
    picture.value = await open("camera");
    if (picture.value) states.camera = "works";
  }
  async function tryMicrophone() {
    const track = await open("microphone");
    if (!track) return;
    states.microphone = "silent";
    level = measureLevel(track);
    listening = setInterval(() => {
      loudness.value = level?.read() ?? 0;
      if (loudness.value > SPEECH) states.microphone = "works";
    }, LEVEL_EVERY_MS);
  }
  async function tryNetwork() {
    states.network = "trying";
    const socket = useSocket(as);
    try {
      const answer = (await socket
        .timeout(ACKNOWLEDGED_WITHIN_MS)
        .emitWithAck("check:begin", { meetingId })) as Acknowledgement<RelayAccess>;
      reached.value = answer.ok;
      states.network = answer.ok ? await tryRelay(answer.value.iceServers) : "fails";
    } catch {
      reached.value = false;
      states.network = "fails";
    }
  }
  async function playTone() {
    states.speaker = "trying";
    await playTestTone();
    states.speaker = "ask";
  }
  function stop() {
    clearInterval(listening);
    level?.stop();
    tracks.splice(0).forEach((track) => track.stop());
    picture.value = undefined;
  }
  async function begin() {
    stop();
    isTried.value = false;
    reached.value = null;
    states.browser = canMeet() ? "works" : "fails";
    if (states.browser === "works") await Promise.all([tryCamera(), tryMicrophone(), tryNetwork()]);
    isTried.value = true;
  }
  const worked = (part: Part) => {
    if (states[part] === "works") return true;
    return BROKEN.includes(states[part]) ? false : null;
  };
  onBeforeUnmount(stop);

  return {
    states,
    picture,
    loudness,
    begin,
    playTone,
    /** What the person says of the tone. */
    heardTone: (isHeard: boolean) => (states.speaker = isHeard ? "works" : "fails"),
    /** What has been found out, once all that can be tried without the person's help has been. */
    findings: computed<EquipmentFindings | undefined>(() =>
      isTried.value
        ? {
            browser: worked("browser"),
            camera: worked("camera"),
            microphone: worked("microphone"),
            speaker: worked("speaker"),
            network: reached.value,
            relay: reached.value && states.network !== "none" ? worked("network") : null,
          }
        : undefined,
    ),
    broken: computed(() => PARTS.filter((part) => BROKEN.includes(states[part]))),
    isDecided: computed(() => PARTS.every((part) => !UNDECIDED.includes(states[part]))),
  };
}

function canMeet(): boolean {
  return window.isSecureContext && "RTCPeerConnection" in window && "mediaDevices" in navigator;
}
