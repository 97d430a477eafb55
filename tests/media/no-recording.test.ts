import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const BUILT = new URL("../../client/dist/assets/", import.meta.url);
/** All by which a browser can keep or pass on sound and picture as something else than a call. */
const RECORDING =
  /\b(MediaRecorder|captureStream|MediaStreamTrackProcessor|ImageCapture|RTCRtpScriptTransform|createEncodedStreams|SpeechRecognition\(\)\.start)\b/;

test("what is built for the browser has nothing in it by which a meeting could be recorded", () => {
  const scripts = readdirSync(BUILT).filter((name) => name.endsWith(".js"));
  const texts = scripts.map((name) => [name, readFileSync(new URL(name, BUILT), "utf8")] as const);
  expect(texts.filter(([, text]) => RECORDING.test(text)).map(([name]) => name)).toEqual([]);
  // The room is among them.
  expect(texts.some(([, text]) => text.includes("RTCPeerConnection"))).toBe(true);
});
