import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { ReserveTime, TakenTime } from "../scheduling/reserve-time.ts";
import type { DraftsRepository } from "./drafts.repository.ts";
import type { LetOffUnavailable } from "./let-off-unavailable.ts";
import type { FindPickableTimes } from "./find-pickable-times.ts";
import { openParties } from "./meeting-parties.ts";
import { askersOf, confirmersOf, personIdsOf } from "./meeting-participants.ts";
import type { MeetingRecord } from "./meeting-record.ts";
import type { RejectDraft } from "./drafts.contract.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import type { OffersRepository } from "./offers.repository.ts";
import { lockMeeting, openMeeting, type SeenRevision } from "./open-meeting.ts";

/** What becomes of a draft by somebody's word. All refuse with `not_found`, `revision_mismatch` or `wrong_state`. */
export interface SettleDraft {
  /** The other agency agrees: booked or offered, and everybody is told as if it had been so from the start. */
  confirm(actor: StaffActor, seen: SeenRevision): Promise<void>;
  /** The other agency says no: the times are free, and the agency that asked is told. */
  reject(actor: StaffActor, seen: SeenRevision, command: RejectDraft): Promise<void>;
  /** The agency that asked takes it back: the times are free, and who was asked is told if they had heard of it. */
  retract(actor: StaffActor, seen: SeenRevision): Promise<void>;
}

interface Dependencies {
  readonly meetings: MeetingsRepository;
  readonly offers: OffersRepository;
  readonly drafts: DraftsRepository;
  readonly findPickableTimes: FindPickableTimes;
  readonly letOffUnavailable: LetOffUnavailable;
  readonly reserveTime: ReserveTime;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
}

/** One of the commands about to be carried out. */
interface Settling {
  readonly actor: StaffActor;
  readonly seen: SeenRevision;
  readonly command: "confirm" | "reject" | "retract";
}

/** What the commands are called in history and audit. */
const EVENT_OF = { confirm: "confirmed", reject: "rejected", retract: "draft_withdrawn" } as const;

export function createSettleDraft(dependencies: Dependencies): SettleDraft {
  const {
    meetings,
    offers,
    drafts,
    findPickableTimes,
    letOffUnavailable,
    reserveTime,
    queueMessages,
    recordAudit,
    clock,
  } = dependencies;

  /** Everybody whose time the draft takes is locked, then the draft, before anything is changed. */
  async function settle(
    { actor, seen, command }: Settling,
    change: (draft: MeetingRecord, at: Date, unitOfWork: UnitOfWork) => Promise<TakenTime[]>,
  ): Promise<void> {
    const may = command === "retract" ? "retract" : "confirm";
    const meeting = await openMeeting(meetings.find, { actor, may, meetingId: seen.meetingId });
    await reserveTime({
      personIds: personIdsOf(meeting),
      async write(unitOfWork) {
        const at = clock.now();
        const draft = await lockMeeting(meetings.find, { seen, command, at }, unitOfWork);
        const taken = await change(draft, at, unitOfWork);
        const event = { meetingId: draft.id, kind: EVENT_OF[command], actorId: actor.personId, at };
        await meetings.appendEvent(event, unitOfWork);
        const audited = {
          action: `meeting:${command}`,
          objectKind: "meeting",
          objectIds: [draft.id],
        } as const;
        await recordAudit(actor, audited, unitOfWork);
        return { meetingId: draft.id, taken };
      },
    });
  }

  /** An agency may take long to agree: no invitation is sent when there is nothing left to pick. */
  async function refuseNothingToPick(draft: MeetingRecord, unitOfWork: UnitOfWork): Promise<void> {
    const { opening } = draft;
    if (!opening) return;
    const parties = openParties(draft, opening);
    const [first] = await findPickableTimes(parties, opening, { limit: 1, unitOfWork });
    if (first) return;
    const detail =
      "Det finns inte längre någon tid som personen kan välja. Säg nej till förslaget, så får din kollega veta det.";
    throw new DomainError("wrong_state", detail);
  }

  return {
    confirm: (actor, seen) =>
      settle({ actor, seen, command: "confirm" }, async (draft, at, unitOfWork) => {
        const { id, startsAt, answerBy } = draft;
        await refuseNothingToPick(draft, unitOfWork);
        if (!answerBy) await letOffUnavailable(draft, { startsAt, at }, unitOfWork);
        await drafts.confirm(id, { status: answerBy ? "offered" : "booked", at }, unitOfWork);
        await queueMessages(id, answerBy ? "offer" : "invitation", unitOfWork);
        return timeOf(draft);
      }),

    reject: (actor, seen, { reason }) =>
      settle({ actor, seen, command: "reject" }, async (draft, at, unitOfWork) => {
        await offers.end(draft.id, { ending: "not_agreed", rejectionReason: reason, at }, unitOfWork);
        await queueMessages(draft.id, "confirmation_rejected", unitOfWork, askersOf(draft));
        return [];
      }),

    retract: (actor, seen) =>
      settle({ actor, seen, command: "retract" }, async (draft, at, unitOfWork) => {
        await offers.end(draft.id, { ending: "draft_withdrawn", at }, unitOfWork);
        const asked = confirmersOf(draft).map(({ id }) => id);
        await queueMessages(draft.id, "confirmation_withdrawn", unitOfWork, asked);
        return [];
      }),
  };
}

/** What a draft takes once it is no draft any more. */
function timeOf(draft: MeetingRecord): TakenTime[] {
  const personIds = personIdsOf(draft);
  if (!draft.answerBy) return [{ personIds, startAt: draft.startsAt, endAt: draft.endsAt }];
  const expiresAt = draft.answerBy;
  return draft.heldTimes.map(({ id, startsAt, endsAt }) => ({
    personIds,
    startAt: startsAt,
    endAt: endsAt,
    heldTimeId: id,
    expiresAt,
  }));
}
