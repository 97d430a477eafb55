import { readFile } from "node:fs/promises";
import ts from "typescript";
import { expect, test } from "vitest";
import { useBrowser } from "../support/browser.ts";
import type { createInterpreterMix } from "../../client/src/media/interpreter-mix.ts";

const chromium = useBrowser(["--autoplay-policy=no-user-gesture-required"]);

declare global {
  var create: typeof createInterpreterMix;
}

/** The module as a page runs it, with its function where the page finds it. */
async function scriptText(): Promise<string> {
  const source = await readFile("client/src/media/interpreter-mix.ts", "utf8");
  const { target, module } = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target, module } });
  return `${outputText.replaceAll(/^export /gm, "")}
globalThis.create = createInterpreterMix;`;
}

test("the interpreter's voice stays as loud and the other's is ducked, for who chooses so, and comes back when they choose all", async () => {
  const page = await chromium.person();
  await page.addScriptTag({ content: await scriptText() });
  const levels = await page.evaluate(async () => {
    const context = new AudioContext();
    const voice = (frequency: number) => {
      const tone = new OscillatorNode(context, { frequency });
      const out = new MediaStreamAudioDestinationNode(context);
      tone.connect(out);
      tone.start();
      return out.stream.getAudioTracks()[0]!;
    };
    const mixing = new AudioContext();
    const mix = create(mixing);
    const original = { id: "a", track: voice(440), interprets: false };
    const interpreter = { id: "b", track: voice(1_500), interprets: true };
    const analyser = new AnalyserNode(context, { fftSize: 8_192, smoothingTimeConstant: 0 });
    new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([mix.output]) }).connect(analyser);
    const decibelAt = (frequency: number): number => {
      const bins = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(bins);
      const at = Math.round((frequency / context.sampleRate) * analyser.fftSize);
      return Math.max(...bins.slice(at - 2, at + 3));
    };
    /** Until so much has been played, in seconds, by each: a machine that is held up plays later, and a gain changes as it plays. */
    const played = async (seconds: number) => {
      const until = [context, mixing].map((each) => [each, each.currentTime + seconds] as const);
      while (until.some(([each, end]) => each.currentTime < end))
        await new Promise((resolve) => setTimeout(resolve, 20));
    };
    /** The levels of both when they have come to rest: two looks in a row are alike. */
    const settled = async (): Promise<[number, number]> => {
      let before: [number, number] = [-Infinity, -Infinity];
      for (let look = 0; look < 100; look++) {
        await played(0.2);
        const now: [number, number] = [decibelAt(440), decibelAt(1_500)];
        if (now[1] > -60 && now.every((level, index) => Math.abs(level - before[index]!) < 0.5)) return now;
        before = now;
      }
      return before;
    };
    mix.hear([original, interpreter]);
    const all = await settled();
    mix.listen("interpreter");
    const behind = await settled();
    mix.listen("all");
    const back = await settled();
    mix.listen("interpreter");
    mix.hear([interpreter]);
    const gone = await settled();
    mix.close();
    return { all, behind, back, gone };
  });

  const { all, behind, back, gone } = levels;
  // A gain of 0.12 is 18 dB.
  expect(all[0] - behind[0]).toBeGreaterThan(15);
  expect(all[0] - behind[0]).toBeLessThan(21);
  expect(Math.abs(all[1] - behind[1])).toBeLessThan(2);
  expect(Math.abs(all[0] - back[0])).toBeLessThan(2);
  expect(gone[0]).toBeLessThan(-60);
});
