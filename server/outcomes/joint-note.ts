import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { mayKnowWho } from "../meetings/as-shared.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import { openMeeting } from "../meetings/open-meeting.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { NotesRepository } from "./notes.repository.ts";

/** The joint part of a meeting's notes. */
export interface JointNote {
  readonly text: string;
  /** 0 when nothing has been written. */
  readonly revision: number;
}

/**
 * The joint notes as they are written in the meeting, by several at once: saved every other second or so, over what was seen. Who
 * was not first is given the newest text, to merge theirs with and save anew.
 *
 * @throws DomainError `not_found`, or `not_allowed` for an agency that the individual no longer agrees to.
 */
export interface JointNotes {
  /** @param isFirst whether it is written in the trail: once while somebody is in the meeting, not with every word. */
  write(
    actor: StaffActor,
    note: { meetingId: string; text: string; seen: number },
    isFirst: boolean,
  ): Promise<{ saved: boolean; note: JointNote }>;
  /** For a handläggare; in the trail. */
  read(actor: StaffActor, meetingId: string): Promise<JointNote>;
  /** For somebody in the meeting to whom handläggare have chosen to show it. */
  readShared(meetingId: string): Promise<JointNote>;
}

export function createJointNotes({
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
}): JointNotes {
  async function open(actor: StaffActor, meetingId: string): Promise<void> {
    const meeting = await openMeeting(findMeeting, { actor, may: "followThrough", meetingId });
    if (!mayKnowWho(meeting, actor.organisationId))
      throw new DomainError(
        "not_allowed",
        "Personen har tagit tillbaka sitt samtycke. Skriv i er egen anteckning.",
      );
  }
  async function newest(meetingId: string): Promise<JointNote> {
    const note = await notes.findJoint(meetingId);
    return { text: note?.text ?? "", revision: note?.revision ?? 0 };
  }
  const auditOf = (action: string, meetingId: string) =>
    ({ action, objectKind: "meeting", objectIds: [meetingId] }) as const;

  return {
    async write(actor, { meetingId, text, seen }, isFirst) {
      await open(actor, meetingId);
      const saved = await transactions.transaction(async (unitOfWork) => {
        const by = { at: clock.now(), by: actor.personId };
        if (!(await notes.write({ meetingId, organisationId: null, text, seen }, by, unitOfWork)))
          return false;
        if (isFirst) await recordAudit(actor, auditOf("notes:write_joint", meetingId), unitOfWork);
        return true;
      });
      return saved ? { saved, note: { text, revision: seen + 1 } } : { saved, note: await newest(meetingId) };
    },

    async read(actor, meetingId) {
      await open(actor, meetingId);
      await recordAudit(actor, auditOf("notes:read", meetingId));
      return newest(meetingId);
    },

    readShared: newest,
  };
}
