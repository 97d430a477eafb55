import type { RecordAudit } from "../audit/record-audit.ts";
import type { InvitedActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { policyFactsOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { CreatedInvitedFeed, InvitedFeed } from "./calendars.contract.ts";
import type { FeedsRepository } from "./feeds.repository.ts";
import type { IssueFeed } from "./issue-feed.ts";

/**
 * The one meeting that somebody was invited to, as an address for their own calendar program: neutral, off until they ask for it,
 * and closed when the link it was made by is revoked. Individuals alone can have one, and none whose identity is protected.
 *
 * @throws DomainError `not_found` when the link no longer leads to a meeting; `not_allowed` for who can have none.
 */
export interface KeepInvitedFeed {
  read(actor: InvitedActor): Promise<InvitedFeed>;
  /** Makes an address, told in this answer alone; a former one is closed. */
  create(actor: InvitedActor): Promise<CreatedInvitedFeed>;
  close(actor: InvitedActor): Promise<void>;
}

/** What their owner never sees: there is but one for each link. */
const LABEL = "invitation";

export function createKeepInvitedFeed({
  feeds,
  issueFeed,
  findMeeting,
  transactions,
  recordAudit,
  clock,
}: {
  feeds: FeedsRepository;
  issueFeed: IssueFeed;
  findMeeting: FindMeeting;
  transactions: Transactions;
  recordAudit: RecordAudit;
  clock: Clock;
}): KeepInvitedFeed {
  const find = async (actor: InvitedActor) => {
    const meeting = await findMeeting(actor.meetingId);
    const participant = meeting?.participants.find(({ id }) => id === actor.participantId);
    if (!meeting || !participant || !meetingPolicy.readInvitation(actor, policyFactsOf(meeting)))
      throw new DomainError("not_found", "Mötet finns inte.");
    return {
      participant,
      isPossible: participant.role === "individual" && participant.protection === "none",
    };
  };
  const close = async (actor: InvitedActor, unitOfWork: UnitOfWork) => {
    const open = await feeds.findOpenOf(actor.participantId, clock.now(), unitOfWork);
    if (!open) return;
    await feeds.revoke(open.id, clock.now(), unitOfWork);
    await recordAudit(actor, { action: "feed:revoke", objectKind: "feed", objectIds: [open.id] }, unitOfWork);
  };
  return {
    async read(actor) {
      const { isPossible } = await find(actor);
      const open = isPossible ? await feeds.findOpenOf(actor.participantId, clock.now()) : undefined;
      return { isPossible, createdAt: open?.createdAt.toISOString() ?? null };
    },

    async create(actor) {
      const { participant, isPossible } = await find(actor);
      if (!isPossible) throw new DomainError("not_allowed", "Det går inte att prenumerera på det här mötet.");
      return transactions.transaction(async (unitOfWork) => {
        const linkId = await feeds.lockLinkOf(participant.id, unitOfWork);
        if (!linkId) throw new DomainError("not_found", "Mötet finns inte.");
        await close(actor, unitOfWork);
        const { personId } = participant;
        const { address } = await issueFeed(
          actor,
          { personId, linkId, kind: "events", label: LABEL, detailLevel: "busy" },
          unitOfWork,
        );
        return { address };
      });
    },

    async close(actor) {
      await find(actor);
      await transactions.transaction((unitOfWork) => close(actor, unitOfWork));
    },
  };
}
