import { onScopeDispose, ref, toValue, watch, type MaybeRefOrGetter, type Ref } from "vue";

const TICK_MS = 1_000;

/**
 * What time it is by the server's clock, in epoch milliseconds, once a second: the reader's own may be wrong.
 *
 * @param told the server's latest word of what time it is, RFC 3339; counted from when it came.
 */
export function useServerClock(told: MaybeRefOrGetter<string | undefined>): Readonly<Ref<number>> {
  let ahead = 0;
  const now = ref(Date.now());
  const tick = () => (now.value = Date.now() + ahead);
  watch(
    () => toValue(told),
    (instant) => {
      if (instant) ahead = Date.parse(instant) - Date.now();
      tick();
    },
    { immediate: true },
  );
  const timer = setInterval(tick, TICK_MS);
  onScopeDispose(() => clearInterval(timer));
  return now;
}

/** Whole minutes until an instant, the last of them begun counted: 61 s are 2. Zero or less when it has passed. */
export function minutesUntil(instant: string, now: number): number {
  return Math.ceil((Date.parse(instant) - now) / 60_000);
}
