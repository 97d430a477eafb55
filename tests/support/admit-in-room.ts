import type { Page } from "playwright-core";

/** A handläggare lets in somebody who came by link, having called them. */
export async function admitCalled(host: Page, name: string): Promise<void> {
  await host.getByRole("button", { name: `Släpp in ${name}` }).click();
  const dialog = host.getByRole("dialog");
  await dialog.getByText("Jag har ringt upp på ett registrerat nummer").click();
  await dialog.getByRole("button", { name: "Släpp in", exact: true }).click();
}
