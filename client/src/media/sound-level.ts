/** How loud a track is, from 0 to 1, each time it is asked. */
export interface SoundLevel {
  read(): number;
  stop(): void;
}

/** Speech at a usual distance comes to about a tenth of what is possible. */
const SPEECH_FACTOR = 6;

export function measureLevel(track: MediaStreamTrack): SoundLevel {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    read() {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      return Math.min(1, Math.sqrt(power) * SPEECH_FACTOR);
    },
    stop: () => void context.close(),
  };
}
