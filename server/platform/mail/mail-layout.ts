import { readFile } from "node:fs/promises";

/** A line that must be easy to find: "Tid: torsdag 12 mars kl. 9–10". */
export interface MailFact {
  readonly label: string;
  readonly value: string;
}

/** Something the reader can do by following a link. */
export interface MailAction {
  readonly label: string;
  /** Absolute. */
  readonly url: string;
  /** Shown as a button. */
  readonly primary?: boolean;
}

/** What a mail says, free of how it looks. All texts are plain; a line break in one is kept. */
export interface MailContent {
  /** BCP 47, such as `sv` or `ar`. */
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  /** What the inbox shows after the subject. */
  readonly preheader?: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly MailFact[];
  readonly actions: readonly MailAction[];
  readonly footer: readonly string[];
}

/** The two halves of a mail, which say the same. */
export interface RenderedMail {
  readonly html: string;
  readonly text: string;
}

type Render = (context: MailContent & { readonly start: "left" | "right" }) => string;

const TEMPLATE = new URL("./mail-layout.mjml", import.meta.url);

/** A time range or a telephone number: read in one piece or not at all. Short enough to fit any screen. */
const NUMBER = /\d[\d .:\u2013-]{1,16}\d/g;

let compiled: Promise<Render> | undefined;

/**
 * Lays a mail out: MJML is turned into HTML once, when the first mail of the process is rendered, and that is filled
 * per mail by Handlebars, which escapes. MJML is heavy and is loaded only then.
 */
export async function renderMail(content: MailContent): Promise<RenderedMail> {
  const render = await (compiled ??= compile());
  const start = content.dir === "rtl" ? "right" : "left";
  return { html: render({ ...content, start }), text: plainTextOf(content) };
}

async function compile(): Promise<Render> {
  const [{ default: mjml2html }, { default: handlebars }, template] = await Promise.all([
    import("mjml"),
    import("handlebars"),
    readFile(TEMPLATE, "utf8"),
  ]);
  // Not validated: MJML takes the placeholder of a direction for a bad value. No fonts are fetched by the reader.
  const { html } = await mjml2html(template, { validationLevel: "skip", fonts: {}, keepComments: false });
  const engine = handlebars.create();
  engine.registerHelper(
    "lines",
    (text: string) =>
      new engine.SafeString(
        engine
          .escapeExpression(text)
          .replaceAll("\n", "<br />")
          .replaceAll(NUMBER, '<span style="white-space: nowrap">$&</span>'),
      ),
  );
  return engine.compile<Parameters<Render>[0]>(html);
}

/** U+200F: a line that begins with a word in Latin letters would else be taken to run from left to right. */
const RIGHT_TO_LEFT_MARK = "\u200f";

/** The plain-text half of a mail: the same facts and links as the HTML half, in the same order. */
export function plainTextOf({ dir, heading, paragraphs, facts, actions, footer }: MailContent): string {
  const line = (text: string) => (dir === "rtl" ? text.replaceAll(/^(?=.)/gm, RIGHT_TO_LEFT_MARK) : text);
  const blocks = [
    heading,
    ...paragraphs,
    facts.map(({ label, value }) => `${label}: ${value}`).join("\n"),
  ].map(line);
  const links = actions.map(({ label, url }) => `${line(`${label}:`)}\n${url}`);
  const body = [...blocks, ...links].filter((block) => block !== "").join("\n\n");
  return footer.length === 0 ? `${body}\n` : `${body}\n\n-- \n${footer.map(line).join("\n")}\n`;
}
