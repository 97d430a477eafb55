import type { CookieBrowser } from "../cookie-browser.ts";
import { forbiddenInAnswer, type ReadingAs } from "./personal.ts";

/**
 * The same browser; each answer of the API is searched before the test has it.
 *
 * @param readingAs what is known of who reads: filled in as they sign in.
 * @throws Error for what they may not be told, from the request that was answered so.
 */
export function watchAnswers(browser: CookieBrowser, readingAs: ReadingAs): CookieBrowser {
  const searched = async (url: string, response: Response) => {
    if (!url.startsWith("/api/v1/")) return response;
    const path = url.split("?")[0]!;
    const found = forbiddenInAnswer(readingAs, path, await response.clone().text());
    if (found.length > 0) throw new Error(`${path} told ${JSON.stringify(readingAs)} ${found.join(", ")}`);
    return response;
  };
  return {
    ...browser,
    get: async (url) => searched(url, await browser.get(url)),
    send: async (method, url, headers, json) => searched(url, await browser.send(method, url, headers, json)),
  };
}
