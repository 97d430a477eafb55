import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** More than there are things to stop at on any page. */
const MOST_STOPS = 80;

/** The same element, when it has the focus. */
export const focused = (locator: Locator): Locator => locator.and(locator.page().locator(":focus"));

/** Presses Tab until the focus is there. */
export async function tabTo(target: Locator): Promise<void> {
  await target.first().waitFor();
  for (let presses = 0; presses < MOST_STOPS; presses++) {
    if (await focused(target).count()) return;
    await target.page().keyboard.press("Tab");
  }
  expect.fail(`Tab never comes to ${target.toString()}`);
}

/** Goes there by Tab, and presses. */
export async function press(target: Locator, key: "Enter" | "Space"): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press(key);
}

/** Goes there by Tab, unless one is there, and sees that it looks otherwise than when something else has the focus. */
export async function tabVisiblyTo(target: Locator): Promise<void> {
  await target.first().waitFor();
  if (await focused(target).count()) return;
  const before = await looksOf(target);
  await tabTo(target);
  expect(await looksOf(target), `how ${target.toString()} shows its focus`).not.toBe(before);
}

/** Waits until something on the page has the focus, rather than the page as a whole, from where Tab begins all over. */
export async function expectFocusSomewhere(page: Page): Promise<void> {
  await expect.poll(() => page.locator(":focus").count(), { message: "how many have the focus" }).toBe(1);
}

/** How an element is drawn, with the label that draws it where it is a box to tick. */
function looksOf(target: Locator): Promise<string> {
  return target.first().evaluate((element) => {
    const drawn = [element, ...((element as Partial<HTMLInputElement>).labels ?? [])];
    const styles = drawn.flatMap((each) =>
      [null, "::before", "::after"].map((pseudo) => getComputedStyle(each, pseudo)),
    );
    return styles
      .map(({ outline, boxShadow, borderColor }) => [outline, boxShadow, borderColor].join(" "))
      .join("\n");
  });
}
