import { describe, expect, test } from "vitest";
import { shippedTextsOf } from "../../../server/agency-texts/shipped-texts.ts";
import { createComposeMessage } from "../../../server/invitations/compose-message.ts";
import { createDescribeMessage } from "../../../server/invitations/describe-message.ts";
import { MESSAGE_KINDS, type MessageKind } from "../../../server/invitations/invitations.contract.ts";
import { letterOf } from "../../../server/invitations/letter-content.ts";
import { mailboxContentOf } from "../../../server/invitations/mailbox-content.ts";
import { reachOf } from "../../../server/invitations/message-channel.ts";
import { smsTextOf } from "../../../server/invitations/sms-text.ts";
import type { MeetingRecord, ParticipantRecord } from "../../../server/meetings/meeting-record.ts";
import { MEETING_TYPE } from "../../../server/meetings/types/registered-types.contract.ts";
import { MeetingMode, type ParticipantRole } from "../../../server/meetings/meetings.contract.ts";
import { MEETING_TYPES } from "../../../server/meetings/types/registered-types.contract.ts";
import { channelsTo } from "../../../server/people/channel.ts";
import { EXTERNAL_KINDS } from "../../../server/people/external-parties.contract.ts";
import {
  Language,
  LinkChannel,
  MESSAGE_CHANNELS,
  ORGANISATION_IDS,
} from "../../../server/people/people.contract.ts";
import { plainTextOf, renderMail } from "../../../server/platform/mail/mail-layout.ts";
import { externalRecord, meetingRecord } from "../../support/sample-record.ts";

/**
 * What may stand where, by whom it is to: every other value that is known of the meeting, the case or anybody in it stands
 * nowhere. `link` is the page: the one-time link, or the meeting's page behind sign-in.
 */
const PROFILE: Record<ParticipantRole, Partial<Record<Part, readonly Secret[]>>> = {
  individual: {
    body: ["place", "link", "fkPhone", "afPhone", "agencyText"],
    calendar: ["place", "link", "ownEmail", "ownParticipation", "ownUid"],
    sms: ["link", "fkPhone", "afPhone"],
    mailbox: ["place", "link", "fkPhone", "afPhone", "agencyText"],
    mailboxWindow: ["ownName"],
    mailboxLetter: ["place", "reference", "code", "fkPhone", "afPhone", "agencyText"],
    window: ["ownName", "ownAddress"],
    letter: ["place", "reference", "code", "fkPhone", "afPhone", "agencyText"],
  },
  handlaggare: {
    subject: ["reference"],
    body: ["reference", "place", "link", "meetingId"],
    calendar: ["reference", "place", "link", "meetingId", "ownEmail", "ownParticipation", "ownUid"],
  },
  external: {
    subject: ["reference"],
    body: ["reference", "place", "link", "fkPhone"],
    calendar: ["reference", "place", "link", "ownEmail", "ownParticipation", "ownUid"],
  },
  representative: {
    subject: ["reference"],
    body: ["reference", "place", "link", "fkPhone", "afPhone"],
    calendar: ["place", "link", "ownEmail", "ownParticipation", "ownUid"],
  },
};
/** Who got what was meant for another is told whom to call, and their calendar which entry to take away. */
const RECALL_PROFILE: Partial<Record<Part, readonly Secret[]>> = {
  body: ["fkPhone", "afPhone", "agencyText"],
  calendar: ["ownEmail", "ownParticipation", "ownUid"],
  sms: ["fkPhone", "afPhone"],
  mailbox: ["fkPhone", "afPhone", "agencyText"],
  window: ["ownName", "ownAddress"],
  letter: ["fkPhone", "afPhone", "agencyText"],
};
/** By which channels each can be reached at all; another role's texts would be needed for more. */
const CHANNELS: Record<ParticipantRole, readonly string[]> = {
  individual: ["email", "sms", "digital_mailbox", "letter", "telephone"],
  handlaggare: ["email"],
  external: ["email"],
  representative: ["email"],
};

type Part =
  | "subject"
  | "body"
  | "calendar"
  | "sms"
  | "mailboxSubject"
  | "mailbox"
  | "mailboxWindow"
  | "mailboxLetter"
  | "window"
  | "letter"
  | "fileName";
type Secret = (typeof SECRETS)[number];
const SECRETS = [
  "reference",
  "place",
  "meetingId",
  "caseId",
  "staffNote",
  "link",
  "code",
  "fkPhone",
  "afPhone",
  "agencyText",
  "ownName",
  "ownEmail",
  "ownPhone",
  "ownAddress",
  "ownUid",
  "ownParticipation",
  "othersName",
  "othersEmail",
  "othersPhone",
  "othersAddress",
  "othersUid",
  "othersOrganisation",
  "othersOffice",
  "person",
] as const;

/** A value that is found wherever it stands, as no other word is: `zqxplacexqz`. */
const marker = (secret: Secret) => `zqx${secret.toLowerCase()}xqz`;
const found = (text: string): Secret[] =>
  SECRETS.filter((secret) =>
    text
      .replaceAll(/\r?\n[ \t]/g, "")
      .toLowerCase()
      .includes(marker(secret)),
  );

const addressOf = (secret: Secret) => ({
  careOf: marker(secret),
  street: marker(secret),
  postalCode: marker(secret),
  city: marker(secret),
});

/** Everybody else in the meeting, and all that is known of them. */
const stranger = (participant: ParticipantRecord): ParticipantRecord => ({
  ...participant,
  id: marker("othersUid"),
  personId: marker("person"),
  name: marker("othersName"),
  email: `${marker("othersEmail")}@example.test`,
  phone: marker("othersPhone"),
  address: addressOf("othersAddress"),
  uid: marker("othersUid"),
  officeName: participant.officeName && marker("othersOffice"),
  external: participant.external && {
    ...participant.external,
    organisationName: marker("othersOrganisation"),
    phone: marker("othersPhone"),
  },
});
const recipient = (participant: ParticipantRecord): ParticipantRecord => ({
  ...stranger(participant),
  id: marker("ownParticipation"),
  name: marker("ownName"),
  email: `${marker("ownEmail")}@example.test`,
  phone: marker("ownPhone"),
  address: addressOf("ownAddress"),
  uid: marker("ownUid"),
});

const LINKS = LinkChannel.options;
const organisations = [
  { id: "forsakringskassan" as const, name: "", phone: marker("fkPhone"), linkChannels: LINKS },
  { id: "arbetsformedlingen" as const, name: "", phone: marker("afPhone"), linkChannels: LINKS },
];
const passages = ORGANISATION_IDS.flatMap((id) =>
  shippedTextsOf(id).map((passage) => ({ ...passage, text: marker("agencyText") })),
);
const PUBLIC_URL = "https://samtid.test";
const describeMessage = createDescribeMessage({
  publicUrl: PUBLIC_URL,
  listOrganisations: async () => organisations,
  readPassages: async (asked) => passages.filter(({ organisationId }) => asked.includes(organisationId)),
});
const compose = createComposeMessage({
  describe: describeMessage,
  replyAddress: { key: Buffer.alloc(32, 1), domain: "samtid.test" },
  render: renderMail,
});

interface Case {
  readonly kind: MessageKind;
  readonly meeting: MeetingRecord;
  readonly participant: ParticipantRecord;
}

/** Whom a message is to: one of the meeting's participants, but for what is said of them. */
interface Addressee extends Partial<ParticipantRecord> {
  readonly pick: (meeting: MeetingRecord) => ParticipantRecord;
}

/** A meeting of everybody, as the one it is to is told of it. */
function caseOf(
  kind: MessageKind,
  { pick, ...about }: Addressee,
  more: Partial<MeetingRecord> = {},
  externalKind: (typeof EXTERNAL_KINDS)[number] = "arbetsgivare",
): Case {
  const plain = meetingRecord(externalRecord(externalKind), more);
  const addressee = pick(plain);
  const participant = { ...recipient(addressee), ...about };
  const participants = plain.participants.map((each) => (each === addressee ? participant : stranger(each)));
  const meeting: MeetingRecord = {
    ...plain,
    id: marker("meetingId"),
    caseId: marker("caseId"),
    reference: `SAM-${marker("reference")}`,
    place: marker("place"),
    createdBy: marker("staffNote"),
    talkedWithByName: marker("staffNote"),
    participants,
    status: kind === "offer" ? "offered" : "booked",
  };
  return { kind, meeting, participant };
}

/** An individual who wants to be reached in any way; the others by the only way there is to them. */
const orderOf = ({ role, channelOrder }: ParticipantRecord) =>
  role === "individual" ? MESSAGE_CHANNELS : channelOrder;

/** All that is sent by the channels that reach the participant, part by part. */
async function sentParts(message: Case): Promise<Partial<Record<Part, string>>> {
  const { participant, meeting } = message;
  const reachable = { ...participant, phone: "070-174 06 05" };
  const channels = channelsTo(reachOf({ ...reachable, channelOrder: orderOf(participant) }, meeting));
  expect(CHANNELS[participant.role]).toEqual(expect.arrayContaining([...channels]));
  const { subject, text, html, calendar } = await compose({
    ...message,
    channel: "email",
    token: marker("link"),
  });
  const mail = {
    subject,
    body: `${text} ${html}`,
    calendar: calendar?.content ?? "",
    fileName: "invite.ics",
  };
  const asked = await describeMessage({ ...message, channel: "sms", token: marker("link") });
  const sms = channels.includes("sms") ? { sms: smsTextOf(asked) } : {};
  const mailbox = channels.includes("digital_mailbox") ? await mailboxParts(message) : {};
  if (!channels.includes("letter")) return { ...mail, ...sms, ...mailbox };
  const { window, ...letter } = letterOf(
    await describeMessage({ ...message, channel: "letter", token: undefined }),
    {
      recipient: { name: participant.name, ...participant.address! },
      answerPage: `${PUBLIC_URL}/svar/${marker("code")}`,
      writtenAt: meeting.createdAt,
    },
  );
  return { ...mail, ...sms, ...mailbox, window: window.join("\n"), letter: JSON.stringify(letter) };
}

/** What goes into a digital mailbox; the subject is shown in notices. */
async function mailboxParts(message: Case): Promise<Partial<Record<Part, string>>> {
  const asked = { ...message, channel: "digital_mailbox", token: marker("link") } as const;
  const { subject, content, support, letter } = mailboxContentOf(await describeMessage(asked), {
    answerPage: `${PUBLIC_URL}/svar/${marker("code")}`,
    writtenAt: message.meeting.createdAt,
  });
  const { window, ...paper } = letter ?? { window: [] };
  return {
    mailboxSubject: subject,
    mailbox: `${plainTextOf(content)} ${JSON.stringify(support)}`,
    mailboxWindow: window.join("\n"),
    mailboxLetter: JSON.stringify(paper),
  };
}

const RECIPIENTS = {
  individual: {
    pick: ({ participants }: MeetingRecord) => participants.find(({ role }) => role === "individual")!,
    language: "sv",
  },
} as const;
/** Those between handläggare are sent to nobody else, and no external party is reminded or told of a swap. */
const isSent = (kind: MessageKind, role: ParticipantRole) =>
  role === "handlaggare"
    ? !/^(reminder_|swapped|recalled)/.test(kind)
    : !kind.startsWith("confirmation_") && !(role === "external" && /^(reminder_|swapped)/.test(kind));

async function expectWithin(message: Case): Promise<void> {
  const { kind, participant } = message;
  const profile = kind === "recalled" ? RECALL_PROFILE : PROFILE[participant.role];
  for (const [part, text] of Object.entries(await sentParts(message))) {
    const allowed = profile[part as Part] ?? [];
    const forbidden = found(text).filter((secret) => !allowed.includes(secret));
    expect([kind, participant.role, part, forbidden]).toEqual([kind, participant.role, part, []]);
  }
}

const kindsTo = (role: ParticipantRole) => MESSAGE_KINDS.filter((kind) => isSent(kind, role));
const TYPES = { summoned: "gemensam_kartlaggning", offered: "kontaktmote" } as const;

describe("what is sent holds what the recipient's profile lists, and no more", () => {
  test.each(Language.options)(
    "to the individual, in %s, of every kind and way of meeting",
    async (language) => {
      for (const kind of kindsTo("individual"))
        for (const mode of MeetingMode.options)
          for (const type of Object.values(TYPES))
            await expectWithin(caseOf(kind, { ...RECIPIENTS.individual, language }, { mode, type }));
    },
  );

  test.each(Language.options)(
    "to the individual, and to who answers for them, in %s, when any free time may be picked",
    async (language) => {
      const opening = { fromOn: "2026-03-16", untilOn: "2026-04-10", loosen: [] };
      const answerBy = new Date("2026-04-01T21:59:00Z");
      const about = { opening, answerBy, ...withRepresentative() };
      for (const role of ["individual", "representative"] as const)
        for (const kind of kindsTo(role))
          for (const type of Object.values(TYPES)) {
            const pick = ({ participants }: MeetingRecord) =>
              participants.find((each) => each.role === role)!;
            await expectWithin(caseOf(kind, { pick, language }, { ...about, type }));
          }
      for (const kind of ["offer", "offer_expired", "offer_withdrawn"] as const) {
        const told = async (more: Partial<MeetingRecord>) =>
          (await sentParts(caseOf(kind, { ...RECIPIENTS.individual, language }, { answerBy, ...more }))).body;
        expect(await told({ opening })).not.toBe(await told({ opening: null }));
      }
    },
  );

  test("to handläggare of both agencies, of every kind, when the individual may pick any free time", async () => {
    const opening = { fromOn: "2026-03-16", untilOn: "2026-04-10", loosen: [] };
    for (const kind of kindsTo("handlaggare"))
      for (const organisationId of ORGANISATION_IDS) {
        const pick = ({ participants }: MeetingRecord) =>
          participants.find((each) => each.organisationId === organisationId)!;
        await expectWithin(caseOf(kind, { pick, language: "sv" }, { opening }));
      }
  });

  test("to a handläggare of either agency, also one who was replaced, of every kind", async () => {
    for (const kind of kindsTo("handlaggare"))
      for (const organisationId of ORGANISATION_IDS)
        for (const leftAt of kind === "cancellation" ? [null, new Date("2026-03-03T08:00:00Z")] : [null]) {
          const pick = ({ participants }: MeetingRecord) =>
            participants.find((each) => each.organisationId === organisationId)!;
          await expectWithin(caseOf(kind, { pick, language: "sv", leftAt }));
        }
  });

  test.each(EXTERNAL_KINDS)(
    "to somebody from outside the agencies (%s), binding and not, of every kind",
    async (external) => {
      for (const kind of kindsTo("external"))
        for (const binding of [true, false]) {
          const pick = ({ participants }: MeetingRecord) =>
            participants.find(({ role }) => role === "external")!;
          await expectWithin(caseOf(kind, { pick, language: "sv", binding }, {}, external));
        }
    },
  );
});

/** A meeting as it is, and somebody who answers for its individual. */
function withRepresentative(): Pick<MeetingRecord, "participants"> {
  const { participants } = meetingRecord(externalRecord("arbetsgivare"));
  const individual = participants.find(({ role }) => role === "individual")!;
  const representative: ParticipantRecord = {
    ...individual,
    role: "representative",
    binding: false,
    representative: {
      kind: "god_man",
      covers: "answers",
      validFrom: "2026-01-01",
      validUntil: null,
      isWithdrawn: false,
      phone: marker("ownPhone"),
      registeredBy: "forsakringskassan",
    },
  };
  return { participants: [...participants, representative] };
}

test.each(Language.options)(
  "to somebody who answers for the individual, in %s, of every kind: not whom they answer for",
  async (language) => {
    const pick = ({ participants }: MeetingRecord) =>
      participants.find(({ role }) => role === "representative")!;
    for (const kind of kindsTo("representative"))
      await expectWithin(caseOf(kind, { pick, language }, withRepresentative()));
  },
);

test.each(Language.options)(
  "what is sent, in %s: is the same for all types that one may decline, and for all that one may not",
  async (language) => {
    for (const kind of kindsTo("individual")) {
      const said = new Map<string, Set<string>>();
      for (const type of MEETING_TYPES) {
        const parts = await sentParts(caseOf(kind, { ...RECIPIENTS.individual, language }, { type }));
        const key = String(MEETING_TYPE[type].declinable);
        said.set(key, (said.get(key) ?? new Set()).add(JSON.stringify(parts)));
      }
      expect([...said.values()].map(({ size }) => size)).toEqual([1, 1]);
    }
  },
);

test("to a meeting with a person with protected identity: nothing is sent to them or to anybody outside the agencies", () => {
  for (const protection of ["sekretessmarkering", "skyddad_folkbokforing"] as const)
    for (const role of ["individual", "external"] as const) {
      const { meeting } = caseOf("invitation", RECIPIENTS.individual);
      const participants = meeting.participants.map((each) =>
        each.role === "individual" ? { ...each, protection } : each,
      );
      const participant = participants.find((each) => each.role === role)!;
      expect(channelsTo(reachOf(participant, { participants }))).toEqual(["telephone"]);
    }
});
