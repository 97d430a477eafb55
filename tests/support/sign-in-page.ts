import type { Page } from "playwright-core";

/** On the sign-in page: chooses the agency and then, at its provider, the test person; ends where one was going. */
export async function signInAs(page: Page, agency: string, name: string): Promise<void> {
  await page.getByRole("link", { name: agency }).click();
  await page.getByRole("button", { name }).click();
}
