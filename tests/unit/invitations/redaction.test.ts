import { describe, expect, test } from "vitest";
import { contactsOf } from "../../../server/invitations/contacts.ts";
import { MESSAGE_KINDS } from "../../../server/invitations/invitations.contract.ts";
import sv from "../../../server/invitations/locales/sv.json" with { type: "json" };
import { calendarPartOf, contentOf } from "../../../server/invitations/message-content.ts";
import { MEETING_TYPES } from "../../../server/meetings/types/registered-types.contract.ts";
import { EXTERNAL_KINDS } from "../../../server/people/external-parties.contract.ts";
import { externalRecord, meetingRecord } from "../../support/sample-record.ts";

/** What may be sent to somebody outside the agencies: these values, and the fixed texts of `external` alone. */
const ALLOWED = {
  reference: "SAM-7K2M9Q",
  when: "tisdag 17 mars 2026, 10.00–11.00",
  answerBy: "tisdag 10 mars 2026, 10.00",
  how: sv.mode.on_site,
  where: "Storgatan 1, Uppsala",
  contact: "Försäkringskassan 08-465 004 10",
  page: "https://samtid.test/svar/nyckel",
};
const LABELS = [sv.facts.reference, sv.facts.when, "Tid 1", sv.facts.answerBy, sv.facts.how, sv.facts.where];
/** Kinds an external party is sent: no reminders, nothing of who represents the agencies, nor what they settle first. */
const KINDS = MESSAGE_KINDS.filter((kind) => !/^(reminder_|confirmation_|swapped)/.test(kind));

const organisations = [
  { id: "forsakringskassan" as const, name: "", phone: "08-465 004 10" },
  { id: "arbetsformedlingen" as const, name: "", phone: "08-465 004 20" },
];
const fixedTexts = (texts: object): string[] =>
  Object.values(texts).flatMap((text) =>
    typeof text === "string"
      ? [text.replace("{{reference}}", ALLOWED.reference).replace("{{contacts}}", ALLOWED.contact)]
      : fixedTexts(text as object),
  );

/** Every message there is to an external party, for each kind of them, binding and not, and each type of meeting. */
const messages = KINDS.flatMap((kind) =>
  EXTERNAL_KINDS.flatMap((externalKind) =>
    [true, false].flatMap((binding) =>
      MEETING_TYPES.map((type) => {
        const participant = externalRecord(externalKind, { binding });
        const meeting = meetingRecord(participant, { type });
        const contacts = contactsOf(organisations, { meeting, participant });
        return { kind, meeting, participant, url: ALLOWED.page, contacts };
      }),
    ),
  ),
);

describe("a message to somebody outside the agencies", () => {
  test("says when, how, where, our reference, whom to call, and where to answer, and not a word more", () => {
    const { kind: _roles, ...ownTexts } = sv.external;
    const texts = [...fixedTexts(ownTexts), ...fixedTexts(sv.recalled)];
    for (const message of messages) {
      const { subject, content } = contentOf(message);
      const words = [subject, content.heading, ...content.paragraphs, ...content.footer];
      expect(words.filter((text) => !texts.includes(text))).toEqual([]);
      expect(content.facts.map(({ label }) => label).filter((label) => !LABELS.includes(label))).toEqual([]);
      const values: string[] = Object.values(ALLOWED);
      expect(content.facts.map(({ value }) => value).filter((value) => !values.includes(value))).toEqual([]);
      expect(content.actions.map(({ url }) => url).filter((url) => url !== ALLOWED.page)).toEqual([]);
    }
  });

  test("says the same whatever type the meeting is of", () => {
    const said = messages.map(({ kind, participant, ...message }) => [
      `${kind} ${participant.external!.kind} ${participant.binding}`,
      JSON.stringify(contentOf({ ...message, kind, participant })),
    ]);
    const recipients = new Set(said.map(([recipient]) => recipient));

    expect(new Set(said.map((each) => each.join(" "))).size).toBe(recipients.size);
  });

  test("has a calendar entry with our reference and place, and no name but ours and their own address", () => {
    for (const message of messages) {
      const entry = calendarPartOf(message, "svar@samtid.test")?.content.replaceAll("\r\n ", "") ?? "";
      expect(entry).not.toMatch(/hemlig|kartläggning|omställning|kontaktmöte|uppföljning/i);
      expect(
        entry
          .match(/^ATTENDEE.*$/gm)
          ?.join()
          .includes("extern@example.test") ?? true,
      ).toBe(true);
      const summary = message.kind === "recalled" ? "SUMMARY:Möte" : "SUMMARY:Möte SAM-7K2M9Q";
      expect(entry.match(/^SUMMARY:.*$/m)?.[0] ?? summary).toBe(summary);
    }
  });
});

test("the individual is told which roles come from outside, never who or from where", () => {
  const participant = externalRecord("arbetsgivare");
  const meeting = meetingRecord(participant);
  const { subject, content } = contentOf({
    kind: "invitation",
    meeting,
    participant: meeting.participants[0]!,
    url: ALLOWED.page,
    contacts: [],
  });

  expect(JSON.stringify([subject, content])).toContain("någon från din arbetsgivare");
  expect(JSON.stringify([subject, content])).not.toMatch(/Extern Person|Hemliga Bolaget/);
});

describe("a message to somebody who answers for the individual", () => {
  const representative = {
    ...({ kind: "god_man", covers: "answers", phone: "070-174 06 05", validFrom: "2026-01-01" } as const),
    ...({ validUntil: null, isWithdrawn: false, registeredBy: "forsakringskassan" } as const),
  };
  const participant = externalRecord("annan", {
    ...{ role: "representative", external: null, isFurther: false, binding: false },
    representative,
  });
  const kinds = MESSAGE_KINDS.filter((kind) => !/^(confirmation_|recalled)/.test(kind));

  test.each(kinds)(
    "%s has its own text in Swedish and in English, and not a word more than is allowed",
    (kind) => {
      for (const language of ["sv", "en"] as const)
        for (const type of MEETING_TYPES) {
          const own = { ...participant, language };
          const meeting = meetingRecord(own, { type });
          const contacts = contactsOf(organisations, { meeting, participant: own });
          const { subject, content } = contentOf({
            kind,
            meeting,
            participant: own,
            url: ALLOWED.page,
            contacts,
          });
          const said = JSON.stringify([subject, content]);

          expect(said).not.toMatch(
            /representative\.|hemlig|extern person|kartläggning|omställning|kontaktmöte|uppföljning/i,
          );
          expect(subject).toContain(ALLOWED.reference);
          expect(content.lang).toBe(language);
          expect(content.actions.map(({ url }) => url).filter((url) => url !== ALLOWED.page)).toEqual([]);
        }
    },
  );
});

test("who got what was meant for another is told nothing of when, where, who or which meeting, and gets no link", () => {
  const meeting = meetingRecord(externalRecord("arbetsgivare"));
  for (const participant of [meeting.participants[0]!, meeting.participants.at(-1)!]) {
    const message = { kind: "recalled", meeting, participant, url: undefined, contacts: [] } as const;
    const { subject, content } = contentOf(message);
    const entry = calendarPartOf(message, "svar@samtid.test")!;
    const said = JSON.stringify([subject, content]);

    expect(content.facts).toEqual([]);
    expect(content.actions).toEqual([]);
    expect(said).not.toMatch(/hemlig|SAM-|mars|http|Storgatan|handläggare|arbetsgivare|kartläggning/i);
    expect(entry.method).toBe("CANCEL");
    expect(entry.content).not.toMatch(/Storgatan|DESCRIPTION|http/);
  }
});
