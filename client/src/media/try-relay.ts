const GIVEN_UP_AFTER_MS = 10_000;

/**
 * Whether a relay lets this browser in, which is what most people at home need: asks it for a way and nothing else.
 *
 * @returns `none` when there is no relay to try.
 */
export async function tryRelay(iceServers: RTCIceServer[]): Promise<"works" | "fails" | "none"> {
  if (iceServers.length === 0) return "none";
  const link = new RTCPeerConnection({ iceServers, iceTransportPolicy: "relay" });
  try {
    link.createDataChannel("check");
    const found = new Promise<boolean>((resolve) => {
      link.onicecandidate = ({ candidate }) => {
        if (candidate?.type === "relay") resolve(true);
        if (!candidate) resolve(false);
      };
      setTimeout(() => resolve(false), GIVEN_UP_AFTER_MS);
    });
    await link.setLocalDescription();
    return (await found) ? "works" : "fails";
  } finally {
    link.close();
  }
}
