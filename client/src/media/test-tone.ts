const HZ = 440;
const SECONDS = 1.5;
const LOUDNESS = 0.2;

/** Plays a soft tone, to hear whether the loudspeaker works. Resolves when it has ended. */
export async function playTestTone(): Promise<void> {
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: HZ });
  const volume = new GainNode(context, { gain: LOUDNESS });
  tone.connect(volume).connect(context.destination);
  const ended = new Promise((resolve) => (tone.onended = resolve));
  tone.start();
  tone.stop(context.currentTime + SECONDS);
  await ended;
  await context.close();
}
