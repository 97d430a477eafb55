import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import type { DevPerson } from "./audience.ts";
import texts from "./sign-in-page.sv.json" with { type: "json" };

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

const render = Handlebars.compile(read("./sign-in-page.hbs"), { strict: false });

/** The page's style, served as a file of its own since the content security policy allows none in the page. */
export const stylesheet = read("./sign-in-page.css");

interface Choice {
  /** Path of the style sheet. */
  stylesheet: string;
  audience: string;
  people: readonly DevPerson[];
}

/** HTML with one button for each person; a form post answers with `subject` or `cancel`. */
export function renderChoice(choice: Choice): string {
  return render({ ...choice, texts });
}

/** HTML that says that the sign-in has to be begun again. */
export function renderFailure(page: Pick<Choice, "stylesheet">): string {
  return render({ ...page, failed: true, texts });
}

/**
 * What the pages may load and do. Chromium holds `form-action` against the whole chain of redirects after a form,
 * which ends at `publicUrl`.
 */
export function pagePolicy(publicUrl: URL): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    `form-action 'self' ${publicUrl.origin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
