import type { FollowCase } from "./followup/follow-case.ts";
import type { ReadCorrespondence } from "./invitations/read-correspondence.ts";
import type { RecordAudit } from "./audit/record-audit.ts";
import type { Repositories } from "./compose-repositories.ts";
import { createExportDocuments } from "./outcomes/export-documents.ts";
import { createKeepTasks } from "./outcomes/keep-tasks.ts";
import { createJointNotes } from "./outcomes/joint-note.ts";
import { createNotesRepository } from "./outcomes/notes.repository.ts";
import { createObjectionsRepository } from "./outcomes/objections.repository.ts";
import { createOwnAttendances } from "./outcomes/own-attendance.ts";
import { createOutcomesRepository } from "./outcomes/outcomes.repository.ts";
import { createReadFollowThrough } from "./outcomes/read-follow-through.ts";
import { createRecordOutcome } from "./outcomes/record-outcome.ts";
import { createTasksRepository } from "./outcomes/tasks.repository.ts";
import { createWriteNote } from "./outcomes/write-note.ts";
import type { Clock } from "./platform/clock.ts";
import type { Database } from "./platform/database/database.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import type { Vault } from "./platform/vault.ts";

/** Puts together what comes of a meeting: how it went, notes and tasks. */
export function composeOutcomes({
  shared,
  repositories: { meetings, answers, sentTexts },
  correspondence,
  database,
  vault,
  followCase,
}: {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: Pick<Repositories, "meetings" | "answers" | "sentTexts">;
  readonly correspondence: ReadCorrespondence;
  readonly database: Database;
  readonly vault: Vault;
  readonly followCase: Pick<FollowCase, "changed">;
}) {
  const closing = {
    ...shared,
    findMeeting: meetings.find,
    journal: meetings,
    outcomes: createOutcomesRepository(database),
    notes: createNotesRepository(database, vault),
    tasks: createTasksRepository(database, vault),
    objections: createObjectionsRepository(database, vault),
  };
  return {
    exportDocuments: createExportDocuments({
      ...closing,
      correspondence,
      listAnswers: answers.listAll,
      listSentTexts: sentTexts.listOf,
    }),
    readFollowThrough: createReadFollowThrough(closing),
    recordOutcome: createRecordOutcome({ ...closing, followCase }),
    writeNote: createWriteNote(closing),
    jointNotes: createJointNotes(closing),
    ownAttendances: createOwnAttendances(closing),
    keepTasks: createKeepTasks(closing),
  };
}
