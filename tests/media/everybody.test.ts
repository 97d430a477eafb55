import { afterAll, beforeAll, expect, test } from "vitest";
import { useBrowser } from "../support/browser.ts";
import { expectEverybodyHearsAndSees } from "../support/call-media.ts";
import { FAKE_DEVICES, setCallStage } from "../support/call-stage.ts";

const chromium = useBrowser(FAKE_DEVICES);
let stage: Awaited<ReturnType<typeof setCallStage>>;

beforeAll(async () => {
  stage = await setCallStage(chromium);
});
afterAll(() => stage?.stop());

test.each([2, 3, 4, 5])(
  "%d people, who come one after the other: each hears and sees each of the others",
  async (people) => {
    const meeting = await stage.newMeeting();
    const pages = [];
    for (let index = 0; index < people; index++) pages.push(await stage.join(meeting, index));

    const flows = await expectEverybodyHearsAndSees(pages);
    expect(flows.flat().every(({ audioEnergy }) => audioEnergy > 0)).toBe(true);
  },
);

test("four people who come at the same moment: the same", async () => {
  const meeting = await stage.newMeeting();
  const pages = await Promise.all([0, 1, 2, 3].map((index) => stage.join(meeting, index)));
  await expectEverybodyHearsAndSees(pages);
});
