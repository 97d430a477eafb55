import { computed, shallowRef, type ShallowRef, type WritableComputedRef } from "vue";

/** What a `ConfirmDialog` asks about, one of a list; nothing while it asks nothing. */
export interface AskedAbout<T> {
  readonly asked: ShallowRef<T | undefined>;
  /** For the dialog's `v-model:open`: closed, it asks about nothing. */
  readonly isAsking: WritableComputedRef<boolean>;
}

/** Keeps which one of a list is asked about. */
export function useAskedAbout<T>(): AskedAbout<T> {
  const asked = shallowRef<T>();
  const isAsking = computed({
    get: () => asked.value !== undefined,
    set: (open) => {
      if (!open) asked.value = undefined;
    },
  });
  return { asked, isAsking };
}
