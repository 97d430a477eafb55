import type { Sending, ShownHeights } from "./media-session.ts";
import type { Caption } from "./own-captions.ts";

/** What two browsers tell each other beside sound and picture, over a channel of their connection: it goes on without any server. */
export type PeerMessage =
  { readonly sending: Sending } | { readonly shown: ShownHeights } | { readonly caption: Caption };

const TALLEST = 4_320;
const LONGEST_MESSAGE = 1_000;

/** @returns undefined for what is no message: the other browser may run anything. */
export function readPeerMessage(text: unknown): PeerMessage | undefined {
  const message = parse(text);
  const sending = part(message, "sending");
  const shown = part(message, "shown");
  const caption = part(message, "caption");
  if (sending && ["on", "off", "none"].includes(sending.microphone as string))
    return {
      sending: {
        microphone: sending.microphone as Sending["microphone"],
        camera: sending.camera === true,
        screen: sending.screen === true,
        captions: sending.captions === true,
      },
    };
  if (shown && isHeight(shown.camera) && isHeight(shown.screen))
    return { shown: { camera: shown.camera, screen: shown.screen } };
  if (typeof caption?.text === "string")
    return { caption: { text: caption.text, isFinal: caption.isFinal === true } };
  return undefined;
}

function isHeight(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= TALLEST;
}

function parse(text: unknown): unknown {
  if (typeof text !== "string" || text.length > LONGEST_MESSAGE) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function part(message: unknown, name: string): Record<string, unknown> | undefined {
  const value = typeof message === "object" && message !== null && (message as Record<string, unknown>)[name];
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}
