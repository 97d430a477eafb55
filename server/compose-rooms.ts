import type { RecordAudit } from "./audit/record-audit.ts";
import type { Repositories } from "./compose-repositories.ts";
import { createExtendMeeting } from "./meetings/extend-meeting.ts";
import { createKeepEquipmentCheck } from "./meetings/keep-equipment-check.ts";
import type { RecordIdentityCheck } from "./meetings/record-identity-check.ts";
import type { Clock } from "./platform/clock.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import { createKeepCall } from "./rooms/call/keep-call.ts";
import { createReadDays } from "./rooms/day/read-days.ts";
import { createDecideSeat } from "./rooms/decide-seat.ts";
import { createEnterRoom } from "./rooms/enter-room.ts";
import { createGiveRelayAccess } from "./rooms/give-relay-access.ts";
import { createKeepTelephoneSeat } from "./rooms/keep-telephone-seat.ts";
import { createLeaveRoom } from "./rooms/leave-room.ts";
import { createReadRoom } from "./rooms/read-room.ts";
import { createSweepSeats } from "./rooms/sweep-seats.ts";
import { createRefuseTaken } from "./scheduling/refuse-taken.ts";
import type { ReserveTime } from "./scheduling/reserve-time.ts";

/** Puts together what is done in the room of a meeting. */
export function composeRooms({
  shared,
  repositories: {
    rooms,
    nodes,
    sweptSeats,
    calls,
    days,
    meetings,
    recalls,
    identityChecks,
    equipmentChecks,
    personTime,
    furtherTime,
  },
  reserveTime,
  nodeId,
  relay,
  recordIdentityCheck,
}: {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: Pick<
    Repositories,
    | "rooms"
    | "nodes"
    | "sweptSeats"
    | "calls"
    | "days"
    | "meetings"
    | "recalls"
    | "identityChecks"
    | "equipmentChecks"
    | "personTime"
    | "furtherTime"
  >;
  readonly reserveTime: ReserveTime;
  /** Which server process the seats are held at. */
  readonly nodeId: string;
  /** What carries sound and picture between browsers that can't reach each other. */
  readonly relay: { readonly urls: readonly string[]; readonly secret: string };
  readonly recordIdentityCheck: RecordIdentityCheck;
}) {
  const { find: findMeeting } = meetings;
  const { listWithdrawn } = recalls;
  return {
    enterRoom: createEnterRoom({ ...shared, rooms, findMeeting, listWithdrawn, nodeId }),
    decideSeat: createDecideSeat({ ...shared, rooms, findMeeting, recordIdentityCheck }),
    keepTelephoneSeat: createKeepTelephoneSeat({ ...shared, rooms, findMeeting, recordIdentityCheck }),
    leaveRoom: createLeaveRoom({ ...shared, rooms }),
    readRoom: createReadRoom({
      rooms,
      findMeeting,
      listIdentityChecks: identityChecks.list,
      clock: shared.clock,
    }),
    readDays: createReadDays({ days, clock: shared.clock }),
    keepCall: createKeepCall({ ...shared, rooms, calls, findMeeting }),
    extendMeeting: createExtendMeeting({
      ...shared,
      meetings,
      reserveTime,
      refuseTaken: createRefuseTaken({ personTime, furtherTime }),
    }),
    keepEquipmentCheck: createKeepEquipmentCheck({
      ...shared,
      findMeeting,
      announceMeeting: meetings.announce,
      equipmentChecks,
    }),
    giveRelayAccess: createGiveRelayAccess({ relay, clock: shared.clock }),
    sweepSeats: createSweepSeats({ ...shared, rooms, nodes, sweptSeats }),
  };
}
