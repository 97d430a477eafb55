import type { RecordAudit } from "../audit/record-audit.ts";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { allows, lobbyOpensAt } from "../meetings/life-cycle.ts";
import { policyFactsOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting, MeetingRecord } from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { ReadRecalls } from "../recalls/recall-record.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { formatLongDate, formatTime } from "../scheduling/time-text.ts";
import type { RoomsRepository } from "./rooms.repository.ts";
import { nextState, placeOf, waysIn, type SeatClaim } from "./seat-rules.ts";

/**
 * Takes one's seat: staff go straight into the call, others wait in the lobby, or come back to where they sat. A seat has one claim: whoever
 * enters again, in another tab or on another device, takes it over. Who was removed takes nothing: they are shown that they are, until that is
 * taken back.
 *
 * @param browser tells browsers apart.
 * @throws DomainError `not_found` for a meeting one has no part in, `wrong_state` before the lobby opens, after the
 * meeting and when it is cancelled, `not_allowed` for one whose link was recalled meanwhile.
 */
export type EnterRoom = (
  actor: StaffActor | InvitedActor,
  meetingId: string,
  browser: string,
) => Promise<Entered>;

/** A claim, and the meeting as it was just before it was made. */
export interface Entered {
  readonly claim: SeatClaim;
  readonly meeting: MeetingRecord;
}

export function createEnterRoom({
  rooms,
  findMeeting,
  listWithdrawn,
  recordAudit,
  transactions,
  clock,
  nodeId,
}: {
  rooms: RoomsRepository;
  findMeeting: FindMeeting;
  listWithdrawn: ReadRecalls["listWithdrawn"];
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
  /** This server process. */
  nodeId: string;
}): EnterRoom {
  return async (actor, meetingId, browser) => {
    const meeting = await findMeeting(meetingId);
    const participantId = meeting && participantOf(actor, meeting);
    if (!participantId) throw new DomainError("not_found", "Mötet finns inte.");
    refuseClosed(meeting, clock.now());

    const claim = await transactions.transaction(async (unitOfWork) => {
      const seats = await rooms.open(meetingId, unitOfWork);
      // A recall that had not committed when the rights were read took the room's lock before this did.
      if (actor.kind === "invited" && (await listWithdrawn([participantId], unitOfWork)).length > 0)
        throw new DomainError("not_allowed", "Länken fungerar inte längre.");
      const seat = seats.find((taken) => taken.participantId === participantId);
      const { command, ...identity } = waysIn({ as: comesAs(actor), browser }, seat);
      const state = nextState(seat?.state ?? "absent", command);
      const before = { meetingId, participantId, generation: seat?.generation ?? 0 };
      if (!state) return before;
      const claim = { ...before, generation: before.generation + 1 };
      const sits = { state, place: placeOf(command), browser, changedAt: clock.now(), backBy: null, nodeId };
      await rooms.keep({ ...claim, ...identity, ...sits, version: seat?.version ?? 0 }, unitOfWork);
      const entered = { action: "room:enter", objectKind: "meeting", objectIds: [meetingId] } as const;
      await recordAudit(actor, entered, unitOfWork);
      return claim;
    });
    return { claim, meeting };
  };
}

function comesAs(actor: StaffActor | InvitedActor): "staff" | "eid" | "link" {
  if (actor.kind === "staff") return "staff";
  return actor.hasEid ? "eid" : "link";
}

function participantOf(actor: StaffActor | InvitedActor, meeting: MeetingRecord): string | undefined {
  if (!meetingPolicy.enterRoom(actor, policyFactsOf(meeting))) return undefined;
  if (actor.kind === "invited") return actor.participantId;
  return meeting.participants.find(({ personId }) => personId === actor.personId)?.id;
}

function refuseClosed(meeting: MeetingRecord, now: Date): void {
  if (allows(meeting, "enter", now)) return;
  if (meeting.status === "cancelled") throw new DomainError("wrong_state", "Mötet är avbokat.");
  if (["draft", "offered"].includes(meeting.status))
    throw new DomainError("wrong_state", "Mötet har inte fått någon tid än.");
  const opensAt = lobbyOpensAt(meeting);
  if (meeting.status !== "booked" || now >= opensAt) throw new DomainError("wrong_state", "Mötet är slut.");
  const day = formatLongDate(localDateOf(opensAt), "sv");
  throw new DomainError(
    "wrong_state",
    `Välkommen tillbaka ${day} klockan ${formatTime(opensAt, "sv")}. Då öppnar väntrummet, en timme före mötet.`,
  );
}
