import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import { mayKnowWho } from "../meetings/as-shared.ts";
import { openMeeting, type SeenRevision } from "../meetings/open-meeting.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { NotesRepository } from "./notes.repository.ts";
import type { NotePart } from "./outcomes.contract.ts";

/**
 * Writes the joint part of a meeting's notes, or one's own agency's.
 *
 * @param seen the meeting, and the revision of the part as it was seen.
 * @throws DomainError `not_found`, or `revision_mismatch` when somebody wrote meanwhile: what they wrote is never overwritten unseen.
 */
export type WriteNoteUseCase = (
  actor: StaffActor,
  seen: SeenRevision,
  note: { part: NotePart; text: string },
) => Promise<void>;

export function createWriteNote({
  findMeeting,
  notes,
  recordAudit,
  transactions,
  clock,
}: {
  findMeeting: FindMeeting;
  notes: NotesRepository;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): WriteNoteUseCase {
  return async (actor, { meetingId, revision }, { part, text }) => {
    const meeting = await openMeeting(findMeeting, { actor, may: "followThrough", meetingId });
    if (part === "joint" && !mayKnowWho(meeting, actor.organisationId))
      throw new DomainError(
        "not_allowed",
        "Personen har tagit tillbaka sitt samtycke. Skriv i er egen anteckning.",
      );
    const organisationId = part === "own" ? actor.organisationId : null;
    await transactions.transaction(async (unitOfWork) => {
      const by = { at: clock.now(), by: actor.personId };
      const note = { meetingId, organisationId, text, seen: revision };
      if (!(await notes.write(note, by, unitOfWork)))
        throw new DomainError(
          "revision_mismatch",
          "Någon annan har ändrat anteckningen medan du skrev. Läs deras text innan du sparar din.",
        );
      const audited = {
        action: `notes:write_${part}`,
        objectKind: "meeting",
        objectIds: [meetingId],
      } as const;
      await recordAudit(actor, audited, unitOfWork);
    });
  };
}
