import { z } from "zod";
import { Id, Instant } from "../http/conventions.contract.ts";
import { MEETING_TYPES } from "../meetings/types/registered-types.contract.ts";
import { OrganisationId } from "../people/people.contract.ts";
import { AnswerStatus } from "./invitations.contract.ts";

/** A meeting as the individual, or who answers for one, sees it among their own, signed in with e-ID. */
export const OwnMeeting = z.strictObject({
  meetingId: Id,
  type: z.enum(MEETING_TYPES),
  status: z.enum(["offered", "booked", "past"]),
  /** Null while it is offered: then there are times to choose among. */
  startAt: Instant.nullable(),
  endAt: Instant.nullable(),
  mode: z.enum(["video", "telephone", "on_site", "mixed"]),
  place: z.string().nullable(),
  answer: AnswerStatus,
  /** Whether they answer for somebody else there. */
  isForOther: z.boolean(),
  handlaggare: z.array(z.strictObject({ organisationId: OrganisationId, name: z.string().nullable() })),
});
export type OwnMeeting = z.infer<typeof OwnMeeting>;

/** Soonest first. */
export const OwnMeetings = z.strictObject({ items: z.array(OwnMeeting) });
export type OwnMeetings = z.infer<typeof OwnMeetings>;

/** One of one's own meetings, to open. */
export const OpenOwnMeeting = z.strictObject({ meetingId: Id });
