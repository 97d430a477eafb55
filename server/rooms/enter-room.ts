import type { RecordAudit } from "../audit/record-audit.ts";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { allows, lobbyOpensAt } from "../meetings/life-cycle.ts";
import { policyFactsOf, type FindMeeting, type MeetingRecord } from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { formatLongDate, formatTime } from "../scheduling/time-text.ts";
import type { RoomsRepository } from "./rooms.repository.ts";
import { nextState, waysIn, type SeatClaim } from "./seat-rules.ts";

/**
 * Takes one's seat: staff go straight into the call, others wait in the lobby. A seat has one claim: whoever
 * enters again, in another tab or on another device, takes it over.
 *
 * @param browser tells browsers apart.
 * @throws DomainError `not_found` for a meeting one has no part in, `wrong_state` before the lobby opens, after the
 * meeting and when it is cancelled, `not_allowed` for one who was removed.
 */
export type EnterRoom = (
  actor: StaffActor | InvitedActor,
  meetingId: string,
  browser: string,
) => Promise<SeatClaim>;

export function createEnterRoom({
  rooms,
  findMeeting,
  recordAudit,
  transactions,
  clock,
  nodeId,
}: {
  rooms: RoomsRepository;
  findMeeting: FindMeeting;
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

    return transactions.transaction(async (unitOfWork) => {
      const seats = await rooms.open(meetingId, unitOfWork);
      const seat = seats.find((taken) => taken.participantId === participantId);
      const { command, ...identity } = waysIn({ staff: actor.kind === "staff", browser }, seat);
      const state = nextState(seat?.state ?? "absent", command);
      if (!state)
        throw new DomainError("not_allowed", "Du kan inte gå in i mötet igen. Ring din handläggare.");
      const claim = { meetingId, participantId, generation: (seat?.generation ?? 0) + 1 };
      await rooms.keep({ ...claim, ...identity, state, browser, changedAt: clock.now(), nodeId }, unitOfWork);
      const entered = { action: "room:enter", objectKind: "meeting", objectIds: [meetingId] } as const;
      await recordAudit(actor, entered, unitOfWork);
      return claim;
    });
  };
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
