import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { effectScope, nextTick, shallowRef } from "vue";
import { announcement } from "../../../../client/src/components/notices.ts";
import { tellTogether } from "../../../../client/src/features/room/tell-together.ts";
import type { RoomView } from "../../../../server/rooms/rooms.contract.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (work: () => void) => setTimeout(work, 16));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const at = (version: number) => ({ version }) as RoomView;
const flush = async (ms: number) => {
  await nextTick();
  await vi.advanceTimersByTimeAsync(ms);
};

test("ten changes in a second are read out as the one difference they have made, and what is undone is not", async () => {
  const room = shallowRef<RoomView | undefined>(at(0));
  const heard: string[] = [];
  const scope = effectScope();
  scope.run(() =>
    tellTogether(
      () => room.value,
      (told, now) => (now.version === told.version ? [] : [`${told.version} to ${now.version}`]),
    ),
  );
  for (let version = 1; version <= 10; version += 1) {
    room.value = at(version);
    await flush(100);
    heard.push(announcement.value);
  }
  await flush(2_000);
  expect([...new Set([...heard, announcement.value])]).toEqual(["", "0 to 10"]);

  room.value = at(11);
  await flush(100);
  room.value = at(10);
  await flush(2_000);
  expect(announcement.value).toBe("0 to 10");
  scope.stop();
});
