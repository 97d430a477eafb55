import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useBrowser } from "../support/browser.ts";
import { expectFocusSomewhere, focused, press, tabTo, tabVisiblyTo } from "../support/by-keyboard.ts";
import { FAKE_DEVICES, setCallStage } from "../support/call-stage.ts";

const chromium = useBrowser(FAKE_DEVICES);
let stage: Awaited<ReturnType<typeof setCallStage>>;

beforeAll(async () => {
  stage = await setCallStage(chromium);
});
afterAll(() => stage?.stop());

const INDIVIDUAL = "Individ Nummer0";
const heading = (page: Page, name: string) => page.getByRole("heading", { name });
const button = (page: Page, name: string) => page.getByRole("button", { name });

/** Goes to a button, sees that one is there, presses it, and waits for what comes of it: the focus is still somewhere. */
async function act(target: Locator, result: Locator): Promise<void> {
  const page = target.page();
  await tabVisiblyTo(target);
  await page.keyboard.press("Enter");
  await result.waitFor();
  await expectFocusSomewhere(page);
}

/** The individual, from the page of their invitation into the lobby. */
async function comeToLobby(page: Page): Promise<void> {
  await act(page.getByRole("link", { name: "Gå till mötet" }), heading(page, "Välkommen"));
  await focused(heading(page, "Välkommen")).waitFor();
}

/** Lets in who came by link, after having called them. */
async function admit(host: Page): Promise<void> {
  const dialog = host.getByRole("dialog");
  await act(button(host, `Släpp in ${INDIVIDUAL}`), dialog);
  await press(dialog.getByRole("radio", { name: "Jag har ringt upp" }), "Space");
  await press(dialog.getByRole("button", { name: "Släpp in", exact: true }), "Enter");
  await dialog.waitFor({ state: "detached" });
  await button(host, `Pausa ${INDIVIDUAL}`).waitFor();
  await focused(heading(host, "Väntrummet")).waitFor();
}

test("by keyboard alone a handläggare lets the individual in, puts them on hold, takes them back, sends them to the lobby, removes them and thinks better of it", async () => {
  const meeting = await stage.newMeeting();
  const guest = await stage.guest(meeting);
  const host = await stage.join(meeting, 0);
  const dialog = host.getByRole("dialog");
  const lobby = heading(host, "Väntrummet");

  await act(button(host, `Släpp in ${INDIVIDUAL}`), dialog);
  await host.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await focused(button(host, `Släpp in ${INDIVIDUAL}`)).waitFor();
  await admit(host);

  await act(button(host, `Pausa ${INDIVIDUAL}`), button(host, `Ta tillbaka ${INDIVIDUAL}`));
  await focused(lobby).waitFor();
  await heading(guest, "En paus").waitFor();
  await act(button(host, `Ta tillbaka ${INDIVIDUAL}`), button(host, `Pausa ${INDIVIDUAL}`));
  await focused(lobby).waitFor();
  await act(button(host, `Skicka ${INDIVIDUAL}`), button(host, `Släpp in ${INDIVIDUAL}`));
  await focused(lobby).waitFor();
  await heading(guest, "Välkommen").waitFor();

  const removal = button(host, `Ta bort ${INDIVIDUAL}`);
  await act(removal, dialog);
  await press(dialog.getByRole("button", { name: "Avbryt" }), "Enter");
  await dialog.waitFor({ state: "detached" });
  await focused(removal).waitFor();
  await act(removal, dialog);
  await press(dialog.getByRole("button", { name: "Ta bort" }), "Enter");
  await button(host, "Ångra att").waitFor();
  await focused(lobby).waitFor();
  await focused(heading(guest, "Du är inte med i mötet längre")).waitFor();
  await act(button(host, "Ångra att"), host.getByText("Inte här", { exact: true }).first());
  await focused(lobby).waitFor();
});

test("by keyboard alone both go through a meeting: hands, a pause, a message, more time, the microphone, out and back to the lobby", async () => {
  const meeting = await stage.newMeeting(-10);
  const host = await stage.join(meeting, 0);
  const guest = await stage.invited(meeting, { width: 375 });
  await comeToLobby(guest);
  await admit(host);
  await focused(heading(guest, "Mötesrummet")).waitFor();

  await act(button(guest, "Räck upp handen"), button(guest, "Ta ner handen"));
  await focused(button(guest, "Ta ner handen")).waitFor();
  await press(button(host, "Har fått ordet"), "Enter");
  await button(host, "Har fått ordet").waitFor({ state: "detached" });
  await focused(host.getByRole("region", { name: "Säga något eller ta paus" })).waitFor();
  await button(guest, "Räck upp handen").waitFor();

  const wants = guest.getByText("Du har bett om en paus.");
  await act(button(guest, "Be om en paus"), wants);
  await act(button(guest, "Jag behöver ingen paus längre"), button(guest, "Be om en paus"));
  await act(button(guest, "Be om en paus"), wants);
  await act(button(host, "5 minuter"), host.getByText("Paus till"));
  await guest.getByText("Paus till").waitFor();
  await act(button(host, "Vi fortsätter nu"), button(host, "Be om en paus"));

  await press(host.getByRole("checkbox").first(), "Space");
  await guest.getByText("(klart)").waitFor({ state: "attached" });
  await tabVisiblyTo(guest.getByLabel("Skriv till alla i mötet"));
  await guest.keyboard.type("Jag hör er bra.");
  await guest.keyboard.press("Tab");
  await act(button(guest, "Skicka"), guest.getByRole("listitem").getByText("Jag hör er bra."));
  await host.getByText("Jag hör er bra.").first().waitFor();

  const left = host.getByRole("region", { name: "Tiden" }).getByText("minuter kvar");
  const before = await left.textContent();
  await act(button(host, "Förläng 15 min"), left);
  await expect.poll(() => left.textContent()).not.toBe(before);
  await expectFocusSomewhere(host);

  await act(button(guest, "Mikrofon på"), button(guest, "Mikrofon av"));
  await act(button(guest, "Inställningar"), guest.getByRole("combobox", { name: "Mikrofon" }));
  await tabTo(guest.getByRole("combobox", { name: "Mikrofon" }));
  await guest.keyboard.press("ArrowDown");
  await press(button(guest, "Inställningar"), "Enter");
  await guest.getByRole("combobox", { name: "Mikrofon" }).waitFor({ state: "detached" });
  await act(button(guest, "Lämna mötet"), heading(guest, "Du har lämnat mötet"));
  await focused(heading(guest, "Du har lämnat mötet")).waitFor();
  await act(button(guest, "Gå in igen"), heading(guest, "Välkommen"));
  await focused(heading(guest, "Välkommen")).waitFor();
  await act(button(host, "Lämna mötet"), heading(host, "Du har lämnat mötet"));
});
