import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Correspondence, ReadCorrespondence } from "../invitations/read-correspondence.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import { openMeeting } from "../meetings/open-meeting.ts";
import type { Clock } from "../platform/clock.ts";
import type { MeetingDocuments } from "./documents.contract.ts";
import { checksumOf, documentsOf } from "./documents.ts";
import type { NotesRepository } from "./notes.repository.ts";
import type { OutcomesRepository } from "./outcomes.repository.ts";
import type { TasksRepository } from "./tasks.repository.ts";

/**
 * A meeting's documents for the case file of the reader's agency, which is the controller of its own data: messages as they were sent,
 * answers, the outcome, the joint notes and the agency's own. Audited.
 *
 * @throws DomainError `not_found`
 */
export type ExportDocuments = (actor: StaffActor, meetingId: string) => Promise<MeetingDocuments>;

export function createExportDocuments({
  findMeeting,
  correspondence,
  listAnswers,
  listSentTexts,
  outcomes,
  notes,
  tasks,
  recordAudit,
  clock,
}: {
  findMeeting: FindMeeting;
  correspondence: ReadCorrespondence;
  listAnswers: (meetingId: string) => Promise<Correspondence["answers"]>;
  listSentTexts: (meetingId: string) => Promise<ReadonlyMap<string, string>>;
  outcomes: OutcomesRepository;
  notes: NotesRepository;
  tasks: TasksRepository;
  recordAudit: RecordAudit;
  clock: Clock;
}): ExportDocuments {
  return async (actor, meetingId) => {
    const meeting = await openMeeting(findMeeting, { actor, may: "followThrough", meetingId });
    const { organisationId } = actor;
    const [{ messages }, answers, sentTexts, outcome, noted, agreed] = await Promise.all([
      correspondence.of(meetingId),
      listAnswers(meetingId),
      listSentTexts(meetingId),
      outcomes.findLatest(meetingId),
      notes.list(meetingId, organisationId),
      tasks.list(meetingId),
    ]);
    const material = { meeting, messages, sentTexts, answers, outcome, notes: noted, tasks: agreed };
    const documents = documentsOf(material, organisationId);
    await recordAudit(actor, { action: "documents:export", objectKind: "meeting", objectIds: [meetingId] });
    const exportedAt = clock.now().toISOString();
    const { reference } = meeting;
    return { meetingId, reference, organisationId, exportedAt, documents, sha256: checksumOf(documents) };
  };
}
