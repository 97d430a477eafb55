import type { Page } from "playwright-core";

/** What somebody wants to book, in the words on the page. */
export interface WantedBooking {
  readonly individual: string;
  readonly type: string;
  /** Arbetsförmedlingen's handläggare; Försäkringskassan's is the one who books. */
  readonly af: string;
  /** Such as `tisdag 24 november 2026` and `08.30`. */
  readonly day: string;
  readonly time: string;
  /** The button that sends it off; unless given, the one that books at once. */
  readonly send?: string;
}

/** On the page for booking: the first two steps of three; ends at what will be sent. */
export async function fillBooking(page: Page, wanted: WantedBooking): Promise<void> {
  await fillPerson(page, wanted);
  await page.getByRole("button", { name: wanted.af }).click();
  await chooseTime(page, wanted);
  await page.getByRole("button", { name: "Fortsätt" }).click();
  await page.getByRole("button", { name: wanted.send ?? "Boka och skicka" }).waitFor();
}

/** The first step: whom the meeting is for, and which meeting it is. */
export async function fillPerson(
  page: Page,
  { individual, type }: Pick<WantedBooking, "individual" | "type">,
): Promise<void> {
  await page.getByRole("searchbox", { name: "Vem gäller mötet?" }).fill(individual);
  await page.getByRole("button", { name: individual }).click();
  await page.locator("label", { hasText: type }).click();
  await page.getByRole("button", { name: "Fortsätt" }).click();
}

/** Among the free times, when booking as when moving; also those with shorter notice than people usually get. */
export async function chooseTime(page: Page, { day, time }: { day: string; time: string }): Promise<void> {
  await page.locator("label", { hasText: "kortare varsel" }).click();
  await showDays(page);
  await page.getByRole("group", { name: day }).locator("label", { hasText: time }).click();
}

/** All free times, day by day, instead of the few best. */
export async function showDays(page: Page): Promise<void> {
  await page.locator("label", { hasText: "Dag för dag" }).click();
}

/** At what will be sent: that one has talked with the person. Waits for the messages to be shown, since they push what is below them. */
export async function sayTalkedWith(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^Visa meddelandet till/ })
    .first()
    .waitFor();
  await page.locator("label", { hasText: "Ja, personen vet" }).click();
  await sayWhyShortNotice(page);
}

/** Says why the notice is short, where that is asked: on some days the first free times are farther off than on others. */
export async function sayWhyShortNotice(page: Page): Promise<void> {
  const reason = page.locator("label", { hasText: "Personen vill ha en tidig tid" });
  if (await reason.isVisible()) await reason.click();
}
