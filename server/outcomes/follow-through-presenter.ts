import type { StaffActor } from "../identity/actor.ts";
import { asShared, mayKnowWho } from "../meetings/as-shared.ts";
import { allows } from "../meetings/life-cycle.ts";
import type { MeetingRecord } from "../meetings/meeting-record.ts";
import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import type { NoteRecord } from "./notes.repository.ts";
import type { ObjectionRecord } from "./objections.repository.ts";
import type { FollowThrough, Note } from "./outcomes.contract.ts";
import type { OutcomeRecord, PresenceRecord } from "./outcomes.repository.ts";
import { INDIVIDUAL, proposeOutcome } from "./propose-outcome.ts";
import type { TaskRecord } from "./tasks.repository.ts";

/** All that is shown of what comes of a meeting. */
export interface FollowThroughMaterial {
  readonly meeting: MeetingRecord;
  readonly outcome: OutcomeRecord | undefined;
  readonly presences: readonly PresenceRecord[];
  /** The joint note and the reader's agency's own. */
  readonly notes: readonly NoteRecord[];
  readonly tasks: readonly TaskRecord[];
  readonly objections: readonly ObjectionRecord[];
}

/** What comes of a meeting as a handläggare who takes part sees it, field by field: who was in the room when is not told. */
export function presentFollowThrough(
  material: FollowThroughMaterial,
  { organisationId: reader }: Pick<StaffActor, "organisationId">,
  now: Date,
): FollowThrough {
  const { outcome, notes, tasks } = material;
  const meeting = asShared(material.meeting, reader);
  const isShared = mayKnowWho(meeting, reader);
  return {
    outcome: outcome
      ? {
          held: outcome.held,
          reason: outcome.reason,
          recordedAt: outcome.recordedAt.toISOString(),
          recordedByName: outcome.recordedByName,
        }
      : null,
    proposal: outcome ? null : proposalFor(material, now),
    objections: (isShared ? material.objections : []).map(({ text, madeAt }) => ({
      text,
      madeAt: madeAt.toISOString(),
    })),
    notes: {
      joint: isShared ? presentNote(notes.find(({ organisationId }) => organisationId === null)) : null,
      own: presentNote(notes.find(({ organisationId }) => organisationId !== null)),
    },
    tasks: (isShared ? tasks : []).map(({ id, participantId, text, dueOn, doneAt }) => ({
      id,
      participantId,
      participantName: nameOf(meeting, participantId),
      text,
      dueOn,
      doneAt: doneAt?.toISOString() ?? null,
    })),
    mayClose: allows(meeting, "close", now),
  };
}

/** What it looks like so far. That somebody did not come can't be said before the meeting is over. */
function proposalFor({ meeting, presences }: FollowThroughMaterial, now: Date): FollowThrough["proposal"] {
  if (!allows(meeting, "close", now)) return null;
  const partyOf = ({ participantId }: PresenceRecord): string =>
    everyone(meeting).find(({ id }) => id === participantId)?.organisationId ?? INDIVIDUAL;
  const proposal = proposeOutcome(
    presences.map((presence) => ({
      party: partyOf(presence),
      kind: presence.kind,
      from: presence.startedAt,
      to: presence.endedAt ?? now,
    })),
    MEETING_TYPE[meeting.type].requiredParties,
  );
  return proposal && (proposal.held || now >= meeting.endsAt) ? proposal : null;
}

function presentNote(note: NoteRecord | undefined): Note {
  if (!note) return { text: "", revision: 0, changedAt: null, changedByName: null };
  const { text, revision, changedAt, changedByName } = note;
  return { text, revision, changedAt: changedAt.toISOString(), changedByName };
}

function everyone({ participants, formerParticipants }: MeetingRecord) {
  return [...participants, ...formerParticipants];
}

function nameOf(meeting: MeetingRecord, participantId: string): string {
  return everyone(meeting).find(({ id }) => id === participantId)?.name ?? "";
}
