/**
 * How one listens where somebody interprets. `all`: everybody as loud, for who interprets when the others have spoken. `interpreter`: the
 * interpreter in front and the others faintly behind, for who interprets while they speak.
 */
export type Listening = "all" | "interpreter";

/** Somebody's sound. */
export interface Voice {
  readonly id: string;
  readonly track: MediaStreamTrack;
  readonly interprets: boolean;
}

/** How loud the others are behind an interpreter: heard, to follow the tone and who speaks, and not in the way. */
const BEHIND_GAIN = 0.12;
/** Time constant of a change, so that it does not click, seconds. */
const SMOOTH_S = 0.04;

/** Many voices in one sound, in the listener's own browser: what others hear is theirs. */
export interface InterpreterMix {
  readonly output: MediaStreamTrack;
  /** Those who are in the mix from now on. */
  hear(voices: readonly Voice[]): void;
  listen(how: Listening): void;
  close(): void;
}

interface Heard extends Voice {
  readonly source: MediaStreamAudioSourceNode;
  readonly gain: GainNode;
}

export function createInterpreterMix(context: AudioContext): InterpreterMix {
  const destination = new MediaStreamAudioDestinationNode(context);
  const heard = new Map<string, Heard>();
  let listening: Listening = "all";

  const gainOf = ({ interprets }: Voice) => (listening === "interpreter" && !interprets ? BEHIND_GAIN : 1);
  function drop({ id, source, gain }: Heard): void {
    source.disconnect();
    gain.disconnect();
    heard.delete(id);
  }
  function add(voice: Voice): void {
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([voice.track]) });
    const gain = new GainNode(context, { gain: gainOf(voice) });
    source.connect(gain).connect(destination);
    heard.set(voice.id, { ...voice, source, gain });
  }
  return {
    output: destination.stream.getAudioTracks()[0]!,
    hear(voices) {
      const wanted = new Map(voices.map((voice) => [voice.id, voice]));
      for (const known of [...heard.values()]) {
        const voice = wanted.get(known.id);
        if (voice?.track !== known.track || voice.interprets !== known.interprets) drop(known);
      }
      for (const voice of voices) if (!heard.has(voice.id)) add(voice);
    },
    listen(how) {
      listening = how;
      for (const voice of heard.values())
        voice.gain.gain.setTargetAtTime(gainOf(voice), context.currentTime, SMOOTH_S);
    },
    close() {
      [...heard.values()].forEach(drop);
      void context.close();
    },
  };
}
