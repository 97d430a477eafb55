import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { CaseRecord } from "../people/case-record.ts";
import { AGENCIES, type RecordConsent } from "../people/consent-record.ts";
import { withoutConsent, type FurtherParty } from "../people/further-party.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { NeededConfirmation } from "./ask-confirmation.ts";
import { confirmersOf } from "./meeting-participants.ts";
import type { NewMeetingCommand } from "./meetings.contract.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import { keptReason, type NoticeGiven } from "./short-notice.ts";

/** What a meeting was made from. */
export interface MadeMeeting {
  readonly actor: StaffActor;
  readonly command: NewMeetingCommand;
  readonly record: CaseRecord;
  readonly further: readonly FurtherParty[];
  /** The other agency's word, where it is needed. */
  readonly confirmation: NeededConfirmation | undefined;
  /** The notice the individual is to have, and why they don't get it. */
  readonly given: NoticeGiven;
}

export interface TellingDependencies {
  readonly meetings: Pick<MeetingsRepository, "appendEvent" | "find">;
  readonly recordConsent: RecordConsent;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
}

/** What making a meeting is called in its history, in messages and in the audit. */
const TELLING = {
  draft: { event: "drafted", message: "confirmation_request", action: "meeting:draft" },
  offer: { event: "offered", message: "offer", action: "meeting:offer" },
  booking: { event: "booked", message: "invitation", action: "meeting:book" },
} as const;

/** Tells of a meeting that was just made: its history, its participants (of a draft the one who is asked), the case's consents and the audit. */
export function createTellOfNewMeeting(dependencies: TellingDependencies) {
  const { meetings, queueMessages, recordAudit } = dependencies;
  return async (
    made: MadeMeeting,
    { meetingId, at }: { meetingId: string; at: Date },
    unitOfWork: UnitOfWork,
  ): Promise<void> => {
    const { actor, command, confirmation, given } = made;
    await keepConsent(dependencies, made, at, unitOfWork);
    const { event, message, action } = TELLING[tellingOf(command, confirmation)];
    const shortNotice = keptReason(given);
    await meetings.appendEvent(
      { meetingId, kind: event, actorId: actor.personId, at, shortNotice },
      unitOfWork,
    );
    const drafted = confirmation && (await meetings.find(meetingId, { unitOfWork }));
    const asked = drafted && confirmersOf(drafted).map(({ id }) => id);
    await queueMessages(meetingId, message, unitOfWork, asked);
    const why = shortNotice?.text ?? shortNotice?.reason;
    await recordAudit(actor, { action, objectKind: "meeting", objectIds: [meetingId], why }, unitOfWork);
  };
}

/** The consent that was given with the command, for those it did not reach before. */
async function keepConsent(
  { recordConsent }: TellingDependencies,
  { actor, command, record, further }: MadeMeeting,
  at: Date,
  unitOfWork: UnitOfWork,
): Promise<void> {
  const uncovered = withoutConsent(further, record.consentedParties);
  if (!command.secrecyConsentOn || (record.secrecyConsent && uncovered.length === 0)) return;
  const parties = [...(record.secrecyConsent ? [] : AGENCIES), ...uncovered.map(({ personId }) => personId)];
  const consent = { caseId: record.id, parties, givenOn: command.secrecyConsentOn };
  await recordConsent({ ...consent, at, recordedBy: actor.personId }, unitOfWork);
}

function tellingOf(
  command: NewMeetingCommand,
  confirmation: NeededConfirmation | undefined,
): keyof typeof TELLING {
  if (confirmation) return "draft";
  return "answerBy" in command ? "offer" : "booking";
}
