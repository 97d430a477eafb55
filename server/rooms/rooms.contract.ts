import { z } from "zod";
import { Id, Instant } from "../http/conventions.contract.ts";
import { PARTICIPANT_ROLES } from "../meetings/meetings.contract.ts";
import { HandlaggareRole, OrganisationId } from "../people/people.contract.ts";

/** Where a participant is. `absent`: not here now (never came, or left). */
export const SEAT_STATES = ["absent", "waiting", "in_call", "reconnecting", "removed"] as const;
export const SeatState = z.enum(SEAT_STATES);
export type SeatState = z.infer<typeof SeatState>;

/** How a person's identity was established, shown to everyone in the room. */
export const IDENTIFIED_BY = ["staff_sign_in", "link", "link_confirmed"] as const;
export type IdentifiedBy = (typeof IDENTIFIED_BY)[number];

export const SeatView = z.strictObject({
  participantId: Id,
  role: z.enum(PARTICIPANT_ROLES),
  organisationId: OrganisationId.nullable(),
  title: HandlaggareRole.nullable(),
  /** Null where the reader may not know the name (a waiting individual sees roles only). */
  name: z.string().nullable(),
  state: SeatState,
  identifiedBy: z.enum(IDENTIFIED_BY).nullable(),
  since: Instant.nullable(),
  isMe: z.boolean(),
});
export type SeatView = z.infer<typeof SeatView>;

/** The room as one reader may see it. A waiting individual sees only their own seat and when the meeting starts. */
export const RoomView = z.strictObject({
  meetingId: Id,
  startAt: Instant,
  endAt: Instant,
  /** Rises with every change; an older view than the one already shown is ignored. */
  version: z.int(),
  me: z.strictObject({ participantId: Id, state: SeatState, mayAdmit: z.boolean() }),
  seats: z.array(SeatView),
  /** Telephone number to call when something goes wrong. */
  phone: z.string().nullable(),
});
export type RoomView = z.infer<typeof RoomView>;

/** To enter and to leave. */
export const RoomCommand = z.strictObject({ meetingId: Id });
export const AdmitToRoom = z.strictObject({ meetingId: Id, participantId: Id });
