import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { MeetingTypeCode } from "../meetings/meetings.contract.ts";
import { LinkChannel } from "./people.contract.ts";
import { REQUIRED_PARTIES, RequiredParty } from "./required-parties.contract.ts";

/** How an agency wants things, for its administrators. */
export const AgencySettings = z.strictObject({
  /** The channels whose texts to people outside the agencies carry a link; the others say "log in as usual, or call". */
  linkChannels: z.array(LinkChannel),
  /** The agency's offices, by län and name. */
  offices: z.array(
    z.strictObject({
      id: Id,
      name: z.string(),
      lan: z.string(),
      /** Whether its handläggare confirm meetings that the other agency books, before anybody else hears of them. */
      confirmsMeetings: z.boolean(),
      /** Whom the office wants at a type of meeting beside one handläggare of each agency. */
      requiredParties: z.array(z.strictObject({ type: MeetingTypeCode, party: RequiredParty })),
      /** The offers at which nobody of the office has to come: the other agency meets the individual alone. */
      staysAwayFrom: z.array(MeetingTypeCode),
    }),
  ),
});
export type AgencySettings = z.infer<typeof AgencySettings>;

/** All the channels that are to carry a link from now on. */
export const ChangeLinkChannels = z.strictObject({
  channels: z.array(LinkChannel).max(LinkChannel.options.length),
});

/** What of an office's settings is to be otherwise from now on. */
export const ChangeOffice = z
  .strictObject({
    confirmsMeetings: z.boolean().optional(),
    /** All the offers it stays away from. */
    staysAwayFrom: z.array(MeetingTypeCode).optional(),
  })
  .refine((change) => Object.keys(change).length > 0, { message: "Ange vad som ska ändras." });
export type ChangeOffice = z.infer<typeof ChangeOffice>;

/** All whom an office wants at a type of meeting from now on. */
export const ChangeRequiredParties = z.strictObject({
  type: MeetingTypeCode,
  parties: z.array(RequiredParty).max(REQUIRED_PARTIES.length),
});
export type ChangeRequiredParties = z.infer<typeof ChangeRequiredParties>;
