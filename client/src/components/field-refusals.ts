import { ValidationService } from "@fkui/logic";
import type { ProblemError } from "../api/problem.ts";

/**
 * Says at each field what the server refuses about it, and moves to the first. Clear it with
 * `ValidationService.resetState(formId)` before the next attempt, or the form won't submit.
 *
 * @param fields JSON pointer → the `id` of an input that has `v-validation`.
 */
export async function showRefusals({ problem }: ProblemError, fields: Record<string, string>): Promise<void> {
  const refused = (problem.errors ?? []).flatMap(({ pointer, detail }) => {
    const id = fields[pointer];
    return id && document.getElementById(id) ? [{ id, detail }] : [];
  });
  for (const { id, detail } of refused) {
    ValidationService.setError(id, detail);
    await ValidationService.validateElement(id);
  }
  if (refused[0]) document.getElementById(refused[0].id)?.focus();
}

/** Whether something is refused that no field can say. */
export function refusesMoreThan({ problem }: ProblemError, fields: Record<string, string>): boolean {
  return !problem.errors?.length || problem.errors.some(({ pointer }) => !fields[pointer]);
}
