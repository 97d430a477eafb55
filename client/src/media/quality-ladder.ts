/** How much a person sends to each of the others, by how many they are: what leaves their home is this times the others. */
const LADDER = [
  { people: 2, cameraBitrate: 1_200_000, height: 720, screenBitrate: 1_500_000 },
  { people: 3, cameraBitrate: 600_000, height: 480, screenBitrate: 1_000_000 },
  { people: 4, cameraBitrate: 400_000, height: 360, screenBitrate: 700_000 },
  { people: 5, cameraBitrate: 300_000, height: 360, screenBitrate: 500_000 },
] as const;
export type Rung = (typeof LADDER)[number];

const LEAST_BITRATE = 100_000;
const HEIGHTS = [90, 180, 270, 360, 480, 720, 1080];

/** @param people in the call, oneself among them. */
export function rungFor(people: number): Rung {
  return LADDER.find((rung) => people <= rung.people) ?? LADDER[LADDER.length - 1]!;
}

/** The height to ask for where a picture is shown at so many pixels: few different ones, for each change costs a key frame. */
export function heightToAskFor(pixels: number): number {
  if (pixels <= 0) return 0;
  return HEIGHTS.find((height) => pixels <= height) ?? HEIGHTS[HEIGHTS.length - 1]!;
}

/**
 * What is sent of a camera: nothing where it isn't shown, and no more than the rung or than is shown.
 *
 * @param shown the height it is shown at; undefined until that is told.
 * @param captured the height the camera gives.
 */
export function cameraEncoding(
  rung: Rung,
  { shown, captured }: { shown: number | undefined; captured: number },
) {
  const height = Math.min(rung.height, shown ?? rung.height);
  const share = Math.min(1, height / rung.height);
  return {
    active: height > 0,
    maxBitrate: Math.max(LEAST_BITRATE, Math.round(rung.cameraBitrate * share)),
    scaleResolutionDownBy: height > 0 ? Math.max(1, captured / height) : 1,
  };
}

/** A shared screen keeps its size: what is on it is to be read. */
export function screenEncoding(rung: Rung, shown: number | undefined) {
  return { active: shown !== 0, maxBitrate: rung.screenBitrate, scaleResolutionDownBy: 1 };
}
