import { z } from "zod";
import { Id, Instant } from "../http/conventions.contract.ts";
import { IdentityCheckMethod } from "../meetings/identity-check.contract.ts";
import { PARTICIPANT_ROLES } from "../meetings/meetings.contract.ts";
import { CallView } from "./call/call.contract.ts";
import { HandlaggareRole, OrganisationId } from "../people/people.contract.ts";

/** Where a participant is. `absent`: not here now (never came, or left). */
export const SEAT_STATES = ["absent", "waiting", "in_call", "on_hold", "reconnecting", "removed"] as const;
export const SeatState = z.enum(SEAT_STATES);
export type SeatState = z.infer<typeof SeatState>;

/**
 * How a person's identity was established, shown to everyone in the room. `telephone`: a handläggare has called them back and asked control questions, and has them
 * on the line; they have no connection of their own.
 */
export const IDENTIFIED_BY = ["staff_sign_in", "eid", "link", "link_confirmed", "telephone"] as const;
export type IdentifiedBy = (typeof IDENTIFIED_BY)[number];

export const SeatView = z.strictObject({
  participantId: Id,
  role: z.enum(PARTICIPANT_ROLES),
  organisationId: OrganisationId.nullable(),
  title: HandlaggareRole.nullable(),
  /** Whether they interpret: heard as such, beside those who speak. */
  interprets: z.boolean(),
  /** Null where the reader may not know the name (a waiting individual sees roles only). */
  name: z.string().nullable(),
  state: SeatState,
  /** Of the claim that is shown: who comes anew, in another tab or on another device, has another. Null for who never came. */
  generation: z.int().nullable(),
  identifiedBy: z.enum(IDENTIFIED_BY).nullable(),
  /** How a handläggare has made sure who they are, apart from the room; null where nobody has. */
  checkedBy: IdentityCheckMethod.nullable(),
  since: Instant.nullable(),
  isMe: z.boolean(),
});
export type SeatView = z.infer<typeof SeatView>;

/** The room as one reader may see it. A waiting individual sees only their own seat and when the meeting starts. */
export const RoomView = z.strictObject({
  meetingId: Id,
  startAt: Instant,
  endAt: Instant,
  /** When this was read, by the server's clock: what is left of the time is counted from it. */
  now: Instant,
  /** Rises with every change; an older view than the one already shown is ignored. */
  version: z.int(),
  me: z.strictObject({
    participantId: Id,
    state: SeatState,
    /** Of the claim by which one sits there. */
    generation: z.int(),
    /** A handläggare in the call: decides who is let in, set on hold, sent back and removed. */
    mayAdmit: z.boolean(),
  }),
  seats: z.array(SeatView),
  /** What is done in the meeting; null for who is not in the call. */
  call: CallView.nullable(),
  /** Somebody has protected identity: sound and picture go by a relay alone (`iceTransportPolicy: "relay"`), so that no address is told. */
  relayOnly: z.boolean(),
  /** Telephone number to call when something goes wrong. */
  phone: z.string().nullable(),
});
export type RoomView = z.infer<typeof RoomView>;

/** To enter and to leave. */
export const RoomCommand = z.strictObject({ meetingId: Id });

/**
 * What a handläggare decides of somebody's seat. It is about the claim they have seen (`generation`): who has come anew since then
 * is somebody to look at first. Sent again with the same `commandId` it is not carried out again.
 */
export const SeatDecision = z.strictObject({
  meetingId: Id,
  participantId: Id,
  generation: z.int().min(1).max(2_147_483_647),
  commandId: Id,
});
export type SeatDecision = z.infer<typeof SeatDecision>;

/**
 * That somebody is on a handläggare's telephone: the claim that was seen, 0 for one who never came, and that they were called back and asked what only
 * they know. Having met before doesn't tell whose voice it is.
 */
export const BeginTelephone = SeatDecision.extend({
  generation: z.int().min(0).max(2_147_483_647),
  identityCheck: z.literal("call_back", { error: "Ring upp personen och ställ kontrollfrågor först." }),
});
export type BeginTelephone = z.infer<typeof BeginTelephone>;

/** To let somebody in. One who came by link alone is let in only by saying how one has made sure who they are. */
export const AdmitToRoom = SeatDecision.extend({ identityCheck: IdentityCheckMethod.optional() });
export type AdmitToRoom = z.infer<typeof AdmitToRoom>;

/** That the page was closed: the seat is kept for a reload only. */
export const ClosedPage = z.strictObject({ generation: z.int().min(1).max(2_147_483_647) });
