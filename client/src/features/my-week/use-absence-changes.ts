import { useTranslation } from "i18next-vue";
import { computed } from "vue";
import type { Absence, NewAbsence } from "../../../../server/calendars/calendars.contract.ts";
import { notify } from "../../components/notices.ts";
import { useAddAbsence, useChangeAbsence, useRemoveAbsence } from "./calendar-queries.ts";

/** Changes of one's own absences that are told when they are made, and can be undone for as long as that is shown. */
export function useAbsenceChanges() {
  const { t } = useTranslation("my-week");
  const addition = useAddAbsence();
  const changing = useChangeAbsence();
  const removal = useRemoveAbsence();
  const error = computed(() => addition.error.value ?? changing.error.value ?? removal.error.value);

  function tell(text: string, undo: () => void) {
    notify(text, "success", { label: t("undo"), run: undo });
  }

  /** All three give whether it went well; if not, `error` says why. */
  async function add(entered: NewAbsence): Promise<boolean> {
    const added = await addition.mutateAsync(entered).catch(() => undefined);
    if (added) tell(t("absence.added"), () => removal.mutate(added.id));
    return !!added;
  }

  async function change(before: Absence, entered: NewAbsence): Promise<boolean> {
    const changed = await changing.mutateAsync({ id: before.id, ...entered }).catch(() => undefined);
    if (changed) tell(t("absence.changed"), () => changing.mutate(before));
    return !!changed;
  }

  async function remove({ id, ...before }: Absence): Promise<boolean> {
    const removed = await removal.mutateAsync(id).then(
      () => true,
      () => false,
    );
    if (removed) tell(t("absence.removed"), () => addition.mutate(before));
    return removed;
  }

  return { add, change, remove, error };
}
