import { z } from "zod";
import { Id, Instant, pageOf, Paging } from "../http/conventions.contract.ts";
import { MessageChannel } from "../people/people.contract.ts";
import { MessageFailure, MessageKind } from "./invitations.contract.ts";

/** A message that could not be sent, as an administrator sees it: nothing of who it was to or what it says. */
export const SetAsideMessage = z.strictObject({
  id: Id,
  meetingReference: z.string(),
  /** Given to who may open the meeting. */
  meetingId: Id.nullable(),
  meetingStartAt: Instant,
  recipientRole: z.enum(["individual", "handlaggare", "external"]),
  kind: MessageKind,
  channel: MessageChannel,
  failure: MessageFailure,
  /** A reply code, or the class and place of a fault. Never an address or anything of the message. */
  error: z.string().nullable(),
  attempts: z.int(),
  queuedAt: Instant,
  setAsideAt: Instant,
  /** Why it can't be tried again: the recipient is told in another way, or the meeting has begun. */
  obstacle: z.enum(["passed_on", "meeting_begun"]).nullable(),
  /** By which channel the recipient is told instead. */
  passedOnTo: MessageChannel.nullable(),
});
export type SetAsideMessage = z.infer<typeof SetAsideMessage>;

export const SetAsideQuery = Paging;
/** Those that can be tried again first, then the latest. */
export const SetAsidePage = pageOf(SetAsideMessage);
export type SetAsidePage = z.infer<typeof SetAsidePage>;
