/** Why nothing comes from a microphone, a camera or a screen. */
export type CaptureFailure = "refused" | "missing" | "busy";

const WANTED = {
  microphone: { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } },
  camera: {
    video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } },
  },
} as const;
const SCREEN = { video: { frameRate: { max: 15 } }, audio: false };

/** What the browser says when it gives no track; its names are those of W3C mediacapture-streams. */
const FAILURES: Readonly<Record<string, CaptureFailure>> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
};

/** @throws what `captureFailureOf` explains. */
export async function openDevice(
  kind: "microphone" | "camera",
  deviceId: string | undefined,
): Promise<MediaStreamTrack> {
  const device = deviceId === undefined ? {} : { deviceId: { exact: deviceId } };
  const wanted: MediaStreamConstraints =
    kind === "microphone"
      ? { audio: { ...WANTED.microphone.audio, ...device } }
      : { video: { ...WANTED.camera.video, ...device } };
  const [track] = (await mediaDevices().getUserMedia(wanted)).getTracks();
  return track!;
}

/** @returns undefined when the person thought better of it. */
export async function openScreen(): Promise<MediaStreamTrack | undefined> {
  try {
    const [track] = (await mediaDevices().getDisplayMedia(SCREEN)).getVideoTracks();
    if (track) track.contentHint = "detail";
    return track;
  } catch (error) {
    if (captureFailureOf(error) === "refused") return undefined;
    throw error;
  }
}

export function captureFailureOf(error: unknown): CaptureFailure {
  const name = error instanceof Error ? error.name : "";
  return FAILURES[name] ?? "busy";
}

/** Devices that can be chosen between; they have names only after the first has been allowed. */
export async function listDevices(kind: MediaDeviceKind): Promise<{ id: string; name: string }[]> {
  const devices = await mediaDevices().enumerateDevices();
  return devices
    .filter((device) => device.kind === kind && device.deviceId !== "")
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}

/** Whether the browser itself can blur what is behind the person, without any program of ours. */
export function canBlur(track: MediaStreamTrack | null): boolean {
  const { backgroundBlur } = (track?.getCapabilities() ?? {}) as { backgroundBlur?: boolean[] };
  return backgroundBlur?.includes(true) ?? false;
}

export function setBlur(track: MediaStreamTrack, isOn: boolean): Promise<void> {
  return track.applyConstraints({ ...track.getConstraints(), backgroundBlur: isOn });
}

export function canShareScreen(): boolean {
  return "getDisplayMedia" in (navigator.mediaDevices ?? {});
}

/** Without https browsers have no devices at all. */
function mediaDevices(): MediaDevices {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (!devices) throw new DOMException("No devices without https", "NotFoundError");
  return devices;
}
