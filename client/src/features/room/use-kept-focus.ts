import { onBeforeUnmount, onMounted, type ShallowRef } from "vue";

/** What has a heading of its own, or a name that is read out. */
const PARTS = "section, .page";

/**
 * Keeps the focus in the room when what had it goes away: a button with the person it was about, a dialog, the lobby when one is let in.
 * The nearest part that is left gets it, by its heading, so that neither Tab nor a screen reader begins all over.
 *
 * @param root the room, itself a part.
 */
export function useKeptFocus(root: Readonly<ShallowRef<HTMLElement | null>>): void {
  let last: Element | undefined;
  let parts: HTMLElement[] = [];

  function remember({ target }: FocusEvent) {
    last = target instanceof Element && root.value?.contains(target) ? target : undefined;
    parts = last ? partsAround(last) : [];
  }
  /** Whoever has pressed beside everything has left it, and is not to be taken back. */
  function forget() {
    queueMicrotask(() => {
      if (last?.isConnected && document.activeElement === document.body) last = undefined;
    });
  }
  function keep() {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    const part = parts.find(({ isConnected }) => isConnected);
    const target = part?.querySelector<HTMLElement>("h1, h2, h3") ?? part;
    if (!target?.hasAttribute("tabindex")) target?.setAttribute("tabindex", "-1");
    target?.focus();
  }
  const changes = new MutationObserver(keep);
  onMounted(() => {
    document.addEventListener("focusin", remember);
    document.addEventListener("focusout", forget);
    if (root.value) changes.observe(root.value, { childList: true, subtree: true });
  });
  onBeforeUnmount(() => {
    document.removeEventListener("focusin", remember);
    document.removeEventListener("focusout", forget);
    changes.disconnect();
  });
}

/** From the nearest outwards. */
function partsAround(element: Element): HTMLElement[] {
  const part = element.closest<HTMLElement>(PARTS);
  return part ? [part, ...(part.parentElement ? partsAround(part.parentElement) : [])] : [];
}
