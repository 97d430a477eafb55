import {
  canBlur,
  captureFailureOf,
  openDevice,
  openScreen,
  setBlur,
  type CaptureFailure,
} from "./capture.ts";
import type { MediaSession, Sending, Source } from "./media-session.ts";
import { createTurns } from "./turns.ts";

/** What comes from this person now, and what stood in the way. */
export interface LocalState {
  readonly sending: Sending;
  readonly picture: MediaStreamTrack | null;
  readonly screen: MediaStreamTrack | null;
  readonly sound: MediaStreamTrack | null;
  readonly blur: "on" | "off" | "impossible";
  /** `unplugged`: it was there and is gone. */
  readonly problems: Readonly<Partial<Record<Source, CaptureFailure | "unplugged">>>;
}

/** A person's own microphone, camera and screen. */
export interface LocalMedia {
  /** Turns the sound on, which opens the microphone the first time; off only makes it silent. */
  setMicrophone(isOn: boolean): Promise<void>;
  /** Off lets the camera go, so that its lamp goes dark. */
  setCamera(isOn: boolean): Promise<void>;
  shareScreen(isOn: boolean): Promise<void>;
  choose(kind: "microphone" | "camera", deviceId: string): Promise<void>;
  setBlur(isOn: boolean): Promise<void>;
  /** Says whether what one says is shown as text. */
  setCaptioned(isOn: boolean): Promise<void>;
  /** Lets everything go. */
  close(): void;
}

const START: LocalState = {
  sending: { microphone: "none", camera: false, screen: false, captions: false },
  picture: null,
  screen: null,
  sound: null,
  blur: "impossible",
  problems: {},
};

/** @param onChange told of each new state, the first among them. */
export function createLocalMedia(
  session: Pick<MediaSession, "publish" | "announce">,
  onChange: (state: LocalState) => void,
): LocalMedia {
  const takeTurn = createTurns();
  const tracks: Record<Source, MediaStreamTrack | null> = { microphone: null, camera: null, screen: null };
  const chosen: { microphone?: string; camera?: string } = {};
  let problems: LocalState["problems"] = {};
  let blurs = false;
  let isCaptioned = false;
  let isClosed = false;

  function tell() {
    const { microphone, camera, screen } = tracks;
    const sound = microphone?.enabled ? "on" : "off";
    const sending: Sending = {
      microphone: microphone ? sound : "none",
      camera: camera !== null,
      screen: screen !== null,
      captions: isCaptioned,
    };
    const blur = blurs ? "on" : "off";
    session.announce(sending);
    onChange({
      ...START,
      sending,
      sound: microphone,
      picture: camera,
      screen,
      blur: canBlur(camera) ? blur : "impossible",
      problems,
    });
  }
  function setProblem(source: Source, problem?: CaptureFailure | "unplugged") {
    const { [source]: _before, ...others } = problems;
    problems = problem ? { ...others, [source]: problem } : others;
  }
  async function put(source: Source, track: MediaStreamTrack | null) {
    const before = tracks[source];
    if (isClosed) return track?.stop();
    tracks[source] = track;
    if (track) track.onended = () => void takeTurn(() => ended(source, track));
    await session.publish(source, track);
    if (before) before.onended = null;
    before?.stop();
  }
  /** A device that is pulled out is replaced by another, if there is one. */
  async function ended(source: Source, track: MediaStreamTrack) {
    if (tracks[source] !== track) return;
    const wasOn = track.enabled;
    await put(source, null);
    if (source !== "screen") {
      delete chosen[source];
      await open(source);
      if (!tracks[source]) setProblem(source, "unplugged");
      else if (source === "microphone") tracks.microphone!.enabled = wasOn;
    }
    tell();
  }
  async function open(source: "microphone" | "camera") {
    setProblem(source);
    try {
      const track = await openDevice(source, chosen[source]);
      await put(source, track);
      if (source === "camera" && blurs && canBlur(track)) await setBlur(track, true);
    } catch (error) {
      setProblem(source, captureFailureOf(error));
    }
  }
  const change = (work: () => Promise<void>) =>
    takeTurn(() => (isClosed ? Promise.resolve() : work().then(tell)));

  tell();
  return {
    setMicrophone: (isOn) =>
      change(async () => {
        if (isOn && !tracks.microphone) await open("microphone");
        if (tracks.microphone) tracks.microphone.enabled = isOn;
      }),
    setCamera: (isOn) =>
      change(async () => {
        if (!isOn) await put("camera", null);
        else if (!tracks.camera) await open("camera");
        if (!isOn) setProblem("camera");
      }),
    shareScreen: (isOn) =>
      change(async () => {
        setProblem("screen");
        try {
          const track = isOn ? await openScreen() : null;
          if (track !== undefined) await put("screen", track);
        } catch (error) {
          setProblem("screen", captureFailureOf(error));
        }
      }),
    choose: (source, deviceId) =>
      change(async () => {
        chosen[source] = deviceId;
        if (!tracks[source]) return;
        const wasOn = tracks[source].enabled;
        await open(source);
        tracks[source].enabled = wasOn;
      }),
    setBlur: (isOn) =>
      change(async () => {
        blurs = isOn;
        if (tracks.camera && canBlur(tracks.camera)) await setBlur(tracks.camera, isOn);
      }),
    setCaptioned: (isOn) =>
      change(async () => {
        isCaptioned = isOn;
      }),
    close() {
      isClosed = true;
      for (const track of Object.values(tracks)) {
        if (track) track.onended = null;
        track?.stop();
      }
    },
  };
}
