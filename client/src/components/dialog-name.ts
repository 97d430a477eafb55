import type { Directive } from "vue";

/**
 * Gives FKUI's modals, whose `role="dialog"` has no name, the name a screen reader says when they open.
 *
 * @example `<f-form-modal v-dialog-name="t('move.heading')" …>`
 */
export const vDialogName: Directive<HTMLElement, string> = {
  mounted: (element, { value }) => nameDialog(element, value),
  updated: (element, { value }) => nameDialog(element, value),
};

function nameDialog(element: HTMLElement, name: string): void {
  element.querySelector?.("[role=dialog]")?.setAttribute("aria-label", name);
}
