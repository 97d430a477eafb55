import { participationOfAddress, type ReplyAddressSettings } from "../calendars/organizer-address.ts";
import { DomainError } from "../platform/domain-error.ts";
import { readIncomingMail, type MailReport } from "../platform/mail/incoming-mail.ts";
import type { Logger } from "../platform/logger.ts";
import { messageOfAddress } from "./bounce-address.ts";
import type { CalendarRepliesRepository } from "./calendar-replies.repository.ts";
import type { ReportDelivery } from "./report-delivery.ts";
import type { ReplyOutcome, TakeCalendarReply } from "./take-calendar-reply.ts";

/** Takes mail that is sent to the addresses we give out: answers from calendar programs, and reports of what didn't arrive. */
export interface TakeMail {
  /** Whether we have made the address. */
  knows(recipient: string): boolean;
  /**
   * Resolves when what it means is committed. The same mail again changes nothing.
   *
   * @returns `refused` when its sender should know that it can't be read as an answer.
   */
  take(recipient: string, raw: Buffer): Promise<"taken" | "refused">;
}

type Outcome =
  | ReplyOutcome
  | { readonly outcome: "reported"; readonly messageId: string; readonly report: "delivered" | "bounced" }
  | {
      readonly outcome: "set_aside";
      readonly reason: "undecided_report" | "unknown_message" | "not_a_report";
    }
  | { readonly outcome: "refused"; readonly reason: "unreadable_mail" };

interface Dependencies {
  readonly replyAddress: ReplyAddressSettings;
  readonly replies: Pick<CalendarRepliesRepository, "findMessageId">;
  readonly takeCalendarReply: TakeCalendarReply;
  readonly reportDelivery: ReportDelivery;
  readonly logger: Logger;
}

export function createTakeMail(dependencies: Dependencies): TakeMail {
  const { replyAddress, logger } = dependencies;
  const ownerOf = (recipient: string) => ({
    participantId: participationOfAddress(recipient, replyAddress),
    messageId: messageOfAddress(recipient, replyAddress),
  });
  return {
    knows(recipient) {
      const { participantId, messageId } = ownerOf(recipient);
      return participantId !== null || messageId !== null;
    },

    async take(recipient, raw) {
      const owner = ownerOf(recipient);
      const outcome = await decide(dependencies, owner, raw);
      logger.info({ ...idsOf(owner), ...outcome }, "mail taken in");
      return outcome.outcome === "refused" ? "refused" : "taken";
    },
  };
}

interface Owner {
  readonly participantId: string | null;
  readonly messageId: string | null;
}

function idsOf({ participantId, messageId }: Owner) {
  return { ...(participantId && { participantId }), ...(messageId && { messageId }) };
}

async function decide(
  dependencies: Dependencies,
  { participantId, messageId }: Owner,
  raw: Buffer,
): Promise<Outcome> {
  const { replies, takeCalendarReply } = dependencies;
  const mail = await readIncomingMail(raw);
  if (messageId) {
    // Absence replies go to the envelope's sender too (RFC 3834 section 4).
    if (!mail?.report) return { outcome: "set_aside", reason: "not_a_report" };
    return takeReport(dependencies, messageId, mail.report);
  }
  if (!mail) return { outcome: "refused", reason: "unreadable_mail" };
  if (!mail.report) return takeCalendarReply(participantId ?? "", mail);
  const about = await replies.findMessageId(participantId ?? "", mail.report.messageIds);
  return about
    ? takeReport(dependencies, about, mail.report)
    : { outcome: "set_aside", reason: "unknown_message" };
}

/** What did not arrive is then passed on to the next channel. */
async function takeReport(
  { reportDelivery }: Dependencies,
  messageId: string,
  { outcome: report }: MailReport,
): Promise<Outcome> {
  if (report === "undecided") return { outcome: "set_aside", reason: "undecided_report" };
  try {
    await reportDelivery(messageId, report);
  } catch (error) {
    if (error instanceof DomainError) return { outcome: "set_aside", reason: "unknown_message" };
    throw error;
  }
  return { outcome: "reported", messageId, report };
}
