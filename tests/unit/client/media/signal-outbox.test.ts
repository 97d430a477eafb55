import { expect, test } from "vitest";
import { createSignalOutbox } from "../../../../client/src/media/signal-outbox.ts";
import { readPeerMessage } from "../../../../client/src/media/peer-messages.ts";
import type { Signal } from "../../../../server/rooms/media.contract.ts";

const link = "0c7f3e0c-4a0b-4b5e-9d0e-3f0f5a1f7c11";
const offer: Signal = { kind: "description", link, type: "offer", sdp: "v=0" };
const candidate = (name: string, of = link): Signal => ({
  kind: "candidates",
  link: of,
  candidates: [{ candidate: name, sdpMid: "0", sdpMLineIndex: 0, usernameFragment: null }],
});
const told = (signal: Signal) =>
  signal.kind === "description" ? signal.type : signal.candidates.map((each) => each.candidate).join(" ");

test("signals go in order and one at a time; candidates that gather meanwhile go together, of one connection only", async () => {
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  const put = createSignalOutbox((signal) => {
    sent.push(told(signal));
    return new Promise<void>((resolve) => answers.push(resolve));
  });
  [offer, candidate("a"), candidate("b"), candidate("c", "other"), offer].forEach(put);
  expect(sent).toEqual(["offer"]);
  for (let turn = 0; turn < 3; turn += 1) {
    answers.shift()!();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(sent).toEqual(["offer", "a b", "c", "offer"]);
});

test("what could not be sent does not stop the next", async () => {
  const sent: string[] = [];
  const put = createSignalOutbox(async (signal) => {
    sent.push(told(signal));
    throw new Error("no connection");
  });
  put(offer);
  await new Promise((resolve) => setImmediate(resolve));
  put(candidate("a"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toEqual(["offer", "a"]);
});

test.each([
  ["no JSON", "{"],
  ["nothing", "null"],
  ["a number", "1"],
  ["bytes", new ArrayBuffer(2)],
  ["an unknown microphone", '{"sending":{"microphone":"loud"}}'],
  ["a height below nothing", '{"shown":{"camera":-1,"screen":0}}'],
  ["a height that is no number", '{"shown":{"camera":"720","screen":0}}'],
  ["a very long text", `{"shown":{"camera":1,"screen":1},"x":"${"x".repeat(2_000)}"}`],
])("another browser's message that is %s means nothing", (_what, text) => {
  expect(readPeerMessage(text)).toBeUndefined();
});

test("another browser's message is read without what doesn't belong in it", () => {
  expect(readPeerMessage('{"sending":{"microphone":"off","camera":true,"screen":"yes","more":1}}')).toEqual({
    sending: { microphone: "off", camera: true, screen: false, captions: false },
  });
  expect(readPeerMessage('{"shown":{"camera":360,"screen":0}}')).toEqual({
    shown: { camera: 360, screen: 0 },
  });
});
