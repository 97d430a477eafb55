import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { administrationPolicy } from "../identity/policy/policy.ts";
import { requireAdministrator, type IsAdministrator } from "../identity/policy/require-administrator.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { SetAsideMessage, SetAsidePage } from "./set-aside.contract.ts";
import type { SetAsideRecord, SetAsideRepository } from "./set-aside.repository.ts";

const DAY_MS = 24 * 60 * 60_000;
/** What failed for a meeting that has begun is shown for so long, for whoever looks for the cause. */
const SHOWN_DAYS = 7;

/** The messages of an administrator's own agency that could not be sent. @throws DomainError `not_allowed` for others. */
export interface KeepSetAside {
  list(actor: StaffActor, paging: { limit: number; page: number }): Promise<SetAsidePage>;
  /**
   * Has a message tried again. What it says, and whether it is still to be said, is decided when it is sent. Asked twice it is
   * tried once: a message that isn't set aside any more is left as it is.
   *
   * @throws DomainError `not_found`; `wrong_state` when the recipient is told by another channel or the meeting has begun.
   */
  retry(actor: StaffActor, messageId: string): Promise<void>;
}

export function createKeepSetAside({
  setAside,
  isAdministrator,
  recordAudit,
  transactions,
  clock,
}: {
  setAside: SetAsideRepository;
  isAdministrator: IsAdministrator;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): KeepSetAside {
  return {
    async list(actor, paging) {
      await requireAdministrator(actor, isAdministrator);
      const now = clock.now();
      const since = new Date(now.getTime() - SHOWN_DAYS * DAY_MS);
      const { organisationId } = actor;
      const found = await setAside.list({ organisationId, now, since }, paging);
      return { ...found, items: found.items.map((record) => present(record, actor, now)) };
    },

    async retry(actor, messageId) {
      await requireAdministrator(actor, isAdministrator);
      await transactions.transaction(async (unitOfWork) => {
        const message = await setAside.hold(messageId, unitOfWork);
        const facts = message && { organisationId: message.organisationId, isAdministrator: true };
        if (!facts || !administrationPolicy.administer(actor, facts))
          throw new DomainError("not_found", "Meddelandet finns inte.");
        if (message.state !== "failed") return;
        const now = clock.now();
        const obstacle = obstacleOf(message, now);
        if (obstacle) throw new DomainError("wrong_state", OBSTACLE[obstacle]);
        await setAside.requeue(messageId, now, unitOfWork);
        const audited = { action: "message:retry", objectKind: "message", objectIds: [messageId] } as const;
        await recordAudit(actor, audited, unitOfWork);
      });
    },
  };
}

const OBSTACLE = {
  passed_on: "Mottagaren får redan veta på ett annat sätt.",
  meeting_begun: "Mötet har redan börjat, så meddelandet behövs inte längre.",
} as const;

function obstacleOf(
  { passedOnTo, startsAt }: Pick<SetAsideRecord, "passedOnTo" | "startsAt">,
  now: Date,
): SetAsideMessage["obstacle"] {
  if (passedOnTo) return "passed_on";
  return startsAt <= now ? "meeting_begun" : null;
}

function present(record: SetAsideRecord, { personId }: StaffActor, now: Date): SetAsideMessage {
  const { organisationId: _, inChargeIds, meetingId, startsAt, queuedAt, changedAt, ...rest } = record;
  return {
    ...rest,
    meetingId: inChargeIds.includes(personId) ? meetingId : null,
    meetingStartAt: startsAt.toISOString(),
    queuedAt: queuedAt.toISOString(),
    setAsideAt: changedAt.toISOString(),
    obstacle: obstacleOf(record, now),
  };
}
