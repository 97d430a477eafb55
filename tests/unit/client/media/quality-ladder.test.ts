import { expect, test } from "vitest";
import {
  cameraEncoding,
  heightToAskFor,
  rungFor,
  screenEncoding,
} from "../../../../client/src/media/quality-ladder.ts";

test.each([
  [2, 1_200_000, 720],
  [3, 600_000, 480],
  [4, 400_000, 360],
  [5, 300_000, 360],
  [9, 300_000, 360],
])("among %d people each sends %d bits a second of %d lines to each", (people, cameraBitrate, height) => {
  expect(rungFor(people)).toMatchObject({ cameraBitrate, height });
});

test("where a picture isn't shown nothing is sent; where it is small, little", () => {
  const rung = rungFor(3);
  expect(cameraEncoding(rung, { shown: 0, captured: 720 }).active).toBe(false);
  expect(cameraEncoding(rung, { shown: undefined, captured: 720 })).toEqual({
    active: true,
    maxBitrate: 600_000,
    scaleResolutionDownBy: 1.5,
  });
  expect(cameraEncoding(rung, { shown: 180, captured: 720 })).toEqual({
    active: true,
    maxBitrate: 225_000,
    scaleResolutionDownBy: 4,
  });
  expect(cameraEncoding(rung, { shown: 1080, captured: 360 }).scaleResolutionDownBy).toBe(1);
  expect([screenEncoding(rung, 0).active, screenEncoding(rung, undefined).active]).toEqual([false, true]);
});

test("heights are asked for in few steps, never less than is shown", () => {
  expect([0, -1, 1, 200, 361, 2000].map(heightToAskFor)).toEqual([0, 0, 90, 270, 480, 1080]);
});
