/**
 * Puts the content of a text field on the clipboard; where that is not allowed the text is selected, for the person to copy it.
 *
 * @returns whether it is on the clipboard.
 */
export async function copyText(fieldId: string): Promise<boolean> {
  const field = document.getElementById(fieldId);
  if (!(field instanceof HTMLInputElement)) return false;
  field.focus();
  field.select();
  return navigator.clipboard.writeText(field.value).then(
    () => true,
    () => false,
  );
}
