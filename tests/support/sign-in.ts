import { createHash } from "node:crypto";
import type { CookieBrowser } from "./cookie-browser.ts";

const isPage = (path: string) => path.startsWith("/dev/oidc/interaction/");
const isCallback = (path: string) => path.startsWith("/auth/callback");

/** Whom the development provider's BankID knows somebody as. */
export function eidSubject(personnummer: string): string {
  return createHash("sha256").update(`bankid:${personnummer}`).digest("base64url");
}

/** Goes to the development provider's page of people; gives its path. */
export async function openChoice(browser: CookieBrowser, login: string): Promise<string> {
  return browser.follow(await browser.get(login), isPage);
}

/** Chooses a person and stops just before the callback, whose path with code and state it gives. */
export async function choosePerson(browser: CookieBrowser, login: string, subject: string): Promise<string> {
  const page = await openChoice(browser, login);
  return browser.follow(await browser.post(page, { subject }), isCallback);
}

/** The whole way; gives the path the browser ends up on. */
export async function signIn(browser: CookieBrowser, login: string, subject: string): Promise<string> {
  const callback = await choosePerson(browser, login, subject);
  return browser.follow(await browser.get(callback), () => true);
}
