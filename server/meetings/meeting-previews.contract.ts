import { z } from "zod";
import { Instant } from "../http/conventions.contract.ts";
import { MessageChannel, OrganisationId } from "../people/people.contract.ts";
import { PARTICIPANT_ROLES } from "./meetings.contract.ts";

/** What one recipient would be sent if the meeting were booked now: exactly what goes out, but for the link's secret. */
export const MessagePreview = z.strictObject({
  recipientName: z.string(),
  role: z.enum(PARTICIPANT_ROLES),
  channel: MessageChannel,
  address: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});
export type MessagePreview = z.infer<typeof MessagePreview>;
/** What is sent, and who has to confirm before that; null when nobody has to. */
export const MeetingPreview = z.strictObject({
  messages: z.array(MessagePreview),
  confirmation: z
    .strictObject({
      name: z.string(),
      organisationId: OrganisationId,
      officeName: z.string(),
      confirmBy: Instant,
    })
    .nullable(),
});
export type MeetingPreview = z.infer<typeof MeetingPreview>;
