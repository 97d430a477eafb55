import type { LetterContent } from "../platform/print/letter-layout.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { formatLongDate, formatTime } from "../scheduling/time-text.ts";
import type { MeetingDocuments } from "./documents.contract.ts";
import sv from "./documents.sv.json" with { type: "json" };

/** The same documents to be read and printed: each with its checksum, which is that of its fields in the JSON. */
export function documentsOnPaper(exported: MeetingDocuments): LetterContent {
  const at = new Date(exported.exportedAt);
  const date = formatLongDate(localDateOf(at), "sv");
  const when = `${date}, ${formatTime(at, "sv")}`;
  const agency = sv.agency[exported.organisationId];
  const title = sv.title.replace("{{reference}}", exported.reference);
  const made = sv.made
    .replace("{{when}}", when)
    .replace("{{agency}}", agency)
    .replace("{{sha256}}", exported.sha256);
  return {
    lang: "sv",
    dir: "ltr",
    title,
    window: [agency],
    date,
    heading: title,
    paragraphs: [
      made,
      ...exported.documents.map(({ kind, fields, sha256 }) =>
        [
          sv.kind[kind].toUpperCase(),
          ...fields.map(({ label, text }) => `${label}: ${text}`),
          sv.checksum.replace("{{sha256}}", sha256),
        ].join("\n"),
      ),
    ],
    facts: [],
    answer: undefined,
    footer: [],
    writtenAt: at,
  };
}
