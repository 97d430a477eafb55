import { ValidationService } from "@fkui/logic";

/**
 * Marks the search fields of `SearchAndPick` where nothing has been picked yet, so that the validation form stops at
 * them. Call it before the form validates: only then, since whoever is still searching has done nothing wrong.
 */
export function markMissingPicks(form: ParentNode): void {
  for (const field of form.querySelectorAll<HTMLInputElement>("input[data-pick-required]"))
    ValidationService.setError(field, field.dataset.pickRequired ?? "");
}
