import { onScopeDispose } from "vue";

/** A reload waits this long for the page before it to let go. */
const PATIENCE_MS = 600;

/**
 * Whether this tab is the browser's only one that does something, by a lock that the browser lets go of however the tab ends. A copied
 * tab has all that the first one has, but not the lock. Where browsers have no locks every tab is the only one.
 *
 * @param name what is done, the same in every tab.
 * @param lost called when another tab has taken it over.
 */
export function useOnlyTab(name: string, lost: () => void) {
  let letGo: (() => void) | undefined;
  let asking: Promise<boolean> | undefined;

  function release() {
    letGo?.();
    letGo = undefined;
  }

  const ask = (options: LockOptions) =>
    new Promise<boolean>((resolve) => {
      let isHeld = false;
      const hold = () =>
        new Promise<void>((done) => {
          isHeld = true;
          letGo = done;
          resolve(true);
        });
      navigator.locks.request(name, options, hold).catch(() => {
        resolve(false);
        if (!isHeld) return;
        letGo = undefined;
        lost();
      });
    });

  /** A browser with much to do may be late even when nobody has the lock. */
  async function askPatiently(): Promise<boolean> {
    while (!(await ask({ signal: AbortSignal.timeout(PATIENCE_MS) }))) {
      const { held = [] } = await navigator.locks.query();
      if (held.some((lock) => lock.name === name)) return false;
    }
    return true;
  }

  /** @returns false when another tab has it, and it was not to be taken from that one. */
  async function take({ steal }: { steal: boolean }): Promise<boolean> {
    if (letGo || !("locks" in navigator)) return true;
    if (steal) return ask({ steal });
    asking ??= askPatiently().finally(() => (asking = undefined));
    return asking;
  }

  onScopeDispose(release);
  return { take, release };
}
