import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import { openMeeting } from "../meetings/open-meeting.ts";
import type { Clock } from "../platform/clock.ts";
import { presentFollowThrough } from "./follow-through-presenter.ts";
import type { NotesRepository } from "./notes.repository.ts";
import type { FollowThrough } from "./outcomes.contract.ts";
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
  recordAudit,
  clock,
}: {
  findMeeting: FindMeeting;
  outcomes: OutcomesRepository;
  notes: NotesRepository;
  tasks: TasksRepository;
  recordAudit: RecordAudit;
  clock: Clock;
}): ReadFollowThrough {
  return async (actor, meetingId) => {
    const meeting = await openMeeting(findMeeting, { actor, may: "followThrough", meetingId });
    const [outcome, presences, noted, agreed] = await Promise.all([
      outcomes.findLatest(meetingId),
      outcomes.listPresences(meetingId),
      notes.list(meetingId, actor.organisationId),
      tasks.list(meetingId),
      recordAudit(actor, { action: "notes:read", objectKind: "meeting", objectIds: [meetingId] }),
    ]);
    return presentFollowThrough({ meeting, outcome, presences, notes: noted, tasks: agreed }, clock.now());
  };
}
