import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import { openMeeting } from "../meetings/open-meeting.ts";
import type { Clock } from "../platform/clock.ts";
import { presentFollowThrough } from "./follow-through-presenter.ts";
import type { NotesRepository } from "./notes.repository.ts";
import type { FollowThrough } from "./outcomes.contract.ts";
import type { ObjectionsRepository } from "./objections.repository.ts";
import type { OutcomesRepository } from "./outcomes.repository.ts";
import type { TasksRepository } from "./tasks.repository.ts";

/**
 * What comes of a meeting, for a handläggare who takes part in it; audited, since it holds notes.
 *
 * @throws DomainError `not_found`
 */
export type ReadFollowThrough = (actor: StaffActor, meetingId: string) => Promise<FollowThrough>;

export function createReadFollowThrough({
  findMeeting,
  outcomes,
  notes,
  tasks,
  objections,
  recordAudit,
  clock,
}: {
  findMeeting: FindMeeting;
  outcomes: OutcomesRepository;
  notes: NotesRepository;
  tasks: TasksRepository;
  objections: ObjectionsRepository;
  recordAudit: RecordAudit;
  clock: Clock;
}): ReadFollowThrough {
  return async (actor, meetingId) => {
    const meeting = await openMeeting(findMeeting, { actor, may: "followThrough", meetingId });
    const [outcome, presences, noted, agreed, objected] = await Promise.all([
      outcomes.findLatest(meetingId),
      outcomes.listPresences(meetingId),
      notes.list(meetingId, actor.organisationId),
      tasks.list(meetingId),
      objections.list(meetingId),
      recordAudit(actor, { action: "notes:read", objectKind: "meeting", objectIds: [meetingId] }),
    ]);
    const material = { meeting, outcome, presences, notes: noted, tasks: agreed, objections: objected };
    return presentFollowThrough(material, actor, clock.now());
  };
}
