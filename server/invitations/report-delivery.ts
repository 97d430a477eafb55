import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import { withReport, type DeliveryReport } from "./message-progress.ts";
import type { MessageProgressRepository } from "./message-progress.repository.ts";

/**
 * Takes in what a gateway says became of a message. May be told twice and in any order. One that did not arrive is then
 * passed on to the next channel.
 *
 * @throws DomainError `not_found` for a message there is none of.
 */
export type ReportDelivery = (messageId: string, outcome: DeliveryReport["outcome"]) => Promise<void>;

export function createReportDelivery({
  progress,
  transactions,
  clock,
}: {
  progress: Pick<MessageProgressRepository, "report">;
  transactions: Transactions;
  clock: Clock;
}): ReportDelivery {
  return async (messageId, outcome) => {
    const at = clock.now();
    const isKnown = await transactions.transaction((unitOfWork) =>
      progress.report(messageId, (message) => withReport(message, { outcome, at }), at, unitOfWork),
    );
    if (!isKnown) throw new DomainError("not_found", "Meddelandet finns inte.");
  };
}
