import { ref, watch, type ComputedRef } from "vue";
import type { EquipmentFindings } from "../../../../server/meetings/equipment-check.contract.ts";
import { api } from "../../api/api.ts";

/**
 * Tells the meeting's handläggare what was found, each time something more is known: one at a time, and the newest last. Where it can't
 * be told the person is to know, since nobody will call them about it.
 */
export function useTellFindings(meetingId: string, findings: ComputedRef<EquipmentFindings | undefined>) {
  const state = ref<"sent" | "failed">();
  let telling = Promise.resolve();
  watch(
    () => findings.value && JSON.stringify(findings.value),
    (known) => {
      if (!known) return;
      telling = telling.then(async () => {
        try {
          await api.put(`/meetings/${meetingId}/equipment-check`, { body: JSON.parse(known) as unknown });
          state.value = "sent";
        } catch {
          state.value = "failed";
        }
      });
    },
  );
  return state;
}
