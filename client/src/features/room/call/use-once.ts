import { watch } from "vue";

/**
 * Does something once for each value, when it holds: that time is nearly up is said once, however long it is so. What held
 * already when the page opened is not done.
 */
export function useOnce(
  value: () => string | undefined,
  holds: (value: string) => boolean,
  act: (value: string) => void,
): void {
  const done = new Set<string>();
  const first = value();
  if (first !== undefined && holds(first)) done.add(first);
  watch(
    () => {
      const current = value();
      return current !== undefined && holds(current) ? current : undefined;
    },
    (current) => {
      if (current === undefined || done.has(current)) return;
      done.add(current);
      act(current);
    },
  );
}
