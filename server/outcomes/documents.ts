import { createHash } from "node:crypto";
import type { Correspondence } from "../invitations/read-correspondence.ts";
import { asShared, mayKnowWho } from "../meetings/as-shared.ts";
import { individualOf } from "../meetings/meeting-participants.ts";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { formatLongDate, formatTime, formatTimeRange } from "../scheduling/time-text.ts";
import type { MeetingDocument } from "./documents.contract.ts";
import sv from "./documents.sv.json" with { type: "json" };
import type { NoteRecord } from "./notes.repository.ts";
import type { OutcomeRecord } from "./outcomes.repository.ts";
import type { TaskRecord } from "./tasks.repository.ts";

type AnswerRecord = Correspondence["answers"][number];
type MessageRecord = Correspondence["messages"][number];

/** All that a meeting's documents are made of; the notes are the joint one and the reader's agency's own. */
export interface DocumentMaterial {
  readonly meeting: MeetingRecord;
  readonly messages: readonly MessageRecord[];
  readonly sentTexts: ReadonlyMap<string, string>;
  readonly answers: readonly AnswerRecord[];
  readonly outcome: OutcomeRecord | undefined;
  readonly notes: readonly NoteRecord[];
  readonly tasks: readonly TaskRecord[];
}

type Fields = readonly (readonly [label: keyof typeof sv.field, text: string | null | undefined])[];

/**
 * A meeting's documents for an agency's case file, as it may know them. Of somebody with protected identity they tell neither name nor place;
 * of one who has withdrawn their consent, nothing that they said, nor what was agreed, to the agency they no longer agree to.
 */
export function documentsOf(known: DocumentMaterial, reader: OrganisationId): MeetingDocument[] {
  const isShared = mayKnowWho(known.meeting, reader);
  const meeting = discreet(asShared(known.meeting, reader));
  const material = { ...known, meeting };
  return [
    meetingDocument(meeting),
    ...known.messages.map((message) => messageDocument(message, material)),
    ...known.answers.map((answer) => answerDocument(answer, meeting, isShared)),
    ...(known.outcome ? [outcomeDocument(known.outcome)] : []),
    ...known.notes.filter(({ organisationId }) => isShared || organisationId).map(noteDocument),
    ...(isShared ? known.tasks.map((task) => taskDocument(task, meeting)) : []),
  ];
}

/** The checksum of them all: of theirs, a line each. */
export function checksumOf(documents: readonly MeetingDocument[]): string {
  return sha256(documents.map((document) => document.sha256).join("\n"));
}

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

function documentOf(kind: MeetingDocument["kind"], at: Date, told: Fields): MeetingDocument {
  const fields = told.flatMap(([label, text]) => (text ? [{ label: sv.field[label], text }] : []));
  return { kind, at: at.toISOString(), fields, sha256: sha256(JSON.stringify(fields)) };
}

/** Without name and place, where somebody has protected identity. */
function discreet(meeting: MeetingRecord): MeetingRecord {
  const hide = (participant: ParticipantRecord) =>
    participant.protection === "none" ? participant : { ...participant, name: sv.withheld, officeName: null };
  return {
    ...meeting,
    place: individualOf(meeting).protection === "none" ? meeting.place : null,
    participants: meeting.participants.map(hide),
    formerParticipants: meeting.formerParticipants.map(hide),
  };
}

const momentOf = (at: Date) => `${formatLongDate(localDateOf(at), "sv")}, ${formatTime(at, "sv")}`;
const nameOf = ({ participants, formerParticipants }: MeetingRecord, participantId: string) =>
  [...participants, ...formerParticipants].find(({ id }) => id === participantId)?.name;

function meetingDocument(meeting: MeetingRecord): MeetingDocument {
  const { startsAt, endsAt } = meeting;
  return documentOf("meeting", meeting.changedAt, [
    ["type", MEETING_TYPE[meeting.type].texts.name],
    ["time", `${formatLongDate(localDateOf(startsAt), "sv")}, ${formatTimeRange(startsAt, endsAt, "sv")}`],
    ["mode", sv.mode[meeting.mode]],
    ["place", meeting.place],
    ["status", sv.status[meeting.status]],
    ["talkedWith", `${meeting.talkedWithByName}, ${momentOf(meeting.talkedWithAt)}`],
    ...meeting.participants.map(({ role, name, organisationId }) => {
      const agency = organisationId && sv.agency[organisationId];
      return ["participant", [sv.role[role], name, agency].filter(Boolean).join(", ")] as const;
    }),
  ]);
}

function messageDocument(message: MessageRecord, { meeting, sentTexts }: DocumentMaterial): MeetingDocument {
  const wasSent = message.state === "handed_over" && message.channel !== "telephone";
  return documentOf("message", message.changedAt, [
    ["to", nameOf(meeting, message.participantId)],
    ["how", sv.channel[message.channel]],
    ["state", sv.messageState[message.state]],
    ["text", sentTexts.get(message.id) ?? (wasSent ? sv.unknownText : null)],
  ]);
}

function answerDocument(answer: AnswerRecord, meeting: MeetingRecord, isShared: boolean): MeetingDocument {
  const { wish, declineReason, comment } = isShared
    ? answer
    : { wish: null, declineReason: null, comment: null };
  return documentOf("answer", answer.answeredAt, [
    ["from", nameOf(meeting, answer.participantId)],
    ["answer", sv.answer[answer.status]],
    ["wish", wish?.text],
    [
      "reason",
      declineReason && [sv.declineReason[declineReason.code], declineReason.text].filter(Boolean).join(": "),
    ],
    ["comment", comment],
    ["by", answer.recordedByName],
  ]);
}

function outcomeDocument({ held, recordedAt, recordedByName }: OutcomeRecord): MeetingDocument {
  return documentOf("outcome", recordedAt, [
    ["held", held ? sv.yes : sv.no],
    ["by", recordedByName],
  ]);
}

function noteDocument({ organisationId, text, changedAt, changedByName }: NoteRecord): MeetingDocument {
  return documentOf(organisationId ? "own_note" : "joint_note", changedAt, [
    ["text", text],
    ["by", changedByName],
  ]);
}

function taskDocument(
  { participantId, text, dueOn, doneAt }: TaskRecord,
  meeting: MeetingRecord,
): MeetingDocument {
  return documentOf("task", doneAt ?? meeting.changedAt, [
    ["task", text],
    ["who", nameOf(meeting, participantId)],
    ["dueOn", dueOn],
    ["done", doneAt ? sv.yes : sv.no],
  ]);
}
