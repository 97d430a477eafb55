/** What somebody says, as text. It changes until it is final. */
export interface Caption {
  readonly text: string;
  readonly isFinal: boolean;
}

/** What is said now: of a long sentence the end. */
const LONGEST_TEXT = 300;
/** Browsers end by themselves after a silence. */
const AGAIN_AFTER_MS = 250;

/** Errors that go by; what is not allowed, or not there, does not become so by being asked again. */
const PASSING = ["no-speech", "aborted", "audio-capture"];

/** As far as it is used here (W3C Web Speech API, with recognition in the device). */
interface Recogniser extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally: boolean;
  onresult: ((event: RecogniserResult) => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  start(track: MediaStreamTrack): void;
  abort(): void;
}
interface RecogniserResult {
  readonly resultIndex: number;
  readonly results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
}
type RecogniserClass = (new () => Recogniser) & {
  available(options: { langs: string[]; processLocally: boolean }): Promise<string>;
};

/** The browser's, if it can be told to keep what it hears in the device. */
function localRecogniser(): RecogniserClass | undefined {
  const { SpeechRecognition } = window as unknown as { SpeechRecognition?: RecogniserClass };
  const canStayLocal = SpeechRecognition && "processLocally" in SpeechRecognition.prototype;
  return canStayLocal && "available" in SpeechRecognition ? SpeechRecognition : undefined;
}

/**
 * Whether the browser itself, in the device, can turn a language into text now: never by a service somewhere else, nor by something that has to be
 * fetched first.
 *
 * @param lang BCP 47.
 */
export async function canCaption(lang: string): Promise<boolean> {
  try {
    return (await localRecogniser()?.available({ langs: [lang], processLocally: true })) === "available";
  } catch {
    return false;
  }
}

/**
 * Turns one's own microphone into text, in the device, until it is stopped.
 *
 * @param on.tell called with each text as it grows; an empty one takes back what was not final.
 * @param on.giveUp called when the browser will not go on.
 * @returns how to stop.
 */
export function captionOwnSpeech(
  { track, lang }: { track: MediaStreamTrack; lang: string },
  { tell, giveUp }: { tell: (caption: Caption) => void; giveUp: () => void },
): () => void {
  const Recogniser = localRecogniser();
  let isWanted = Recogniser !== undefined;
  let running: Recogniser | undefined;

  function begin() {
    if (!Recogniser || !isWanted) return;
    const recogniser = new Recogniser();
    Object.assign(recogniser, { lang, continuous: true, interimResults: true, processLocally: true });
    recogniser.onresult = ({ results, resultIndex }) => {
      for (const result of Array.from(results).slice(resultIndex))
        tell({ text: (result[0]?.transcript ?? "").trim().slice(-LONGEST_TEXT), isFinal: result.isFinal });
    };
    recogniser.onerror = ({ error }) => {
      if (!isWanted || PASSING.includes(error)) return;
      isWanted = false;
      giveUp();
    };
    recogniser.onend = () => setTimeout(begin, AGAIN_AFTER_MS);
    running = recogniser;
    recogniser.start(track);
  }
  begin();
  return () => {
    isWanted = false;
    running?.abort();
  };
}
