import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Vault } from "../platform/vault.ts";

/** What somebody is to do, decrypted. */
export interface TaskRecord {
  readonly id: string;
  readonly participantId: string;
  readonly text: string;
  readonly dueOn: string | null;
  readonly doneAt: Date | null;
}

/** Tasks agreed on at meetings, encrypted at rest. */
export function createTasksRepository(database: Database, vault: Vault) {
  return {
    /** In the order they were agreed on. */
    async list(meetingId: string): Promise<TaskRecord[]> {
      const rows = await database
        .query()
        .selectFrom("task")
        .where("meeting_id", "=", meetingId)
        .orderBy("created_at")
        .orderBy("id")
        .select([
          "id",
          "participant_id as participantId",
          "text_encrypted as encrypted",
          "text_key_id as keyId",
          "due_on as dueOn",
          "done_at as doneAt",
        ])
        .execute();
      return rows.map(({ encrypted, keyId, ...row }) => ({
        ...row,
        text: vault.decrypt({ encrypted, keyId }),
      }));
    },

    async add(
      task: {
        meetingId: string;
        participantId: string;
        text: string;
        dueOn: string | null;
        at: Date;
        by: string;
      },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const { encrypted, keyId } = vault.encrypt(task.text);
      await database
        .query(unitOfWork)
        .insertInto("task")
        .values({
          meeting_id: task.meetingId,
          participant_id: task.participantId,
          text_encrypted: encrypted,
          text_key_id: keyId,
          due_on: task.dueOn,
          created_at: task.at,
          created_by: task.by,
        })
        .execute();
    },

    /** @returns whether the meeting has such a task. */
    async mark(
      { meetingId, taskId, doneAt }: { meetingId: string; taskId: string; doneAt: Date | null },
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const updated = await database
        .query(unitOfWork)
        .updateTable("task")
        .set({ done_at: doneAt })
        .where("meeting_id", "=", meetingId)
        .where("id", "=", taskId)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    /** @returns whether the meeting had such a task. */
    async remove(
      { meetingId, taskId }: { meetingId: string; taskId: string },
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const deleted = await database
        .query(unitOfWork)
        .deleteFrom("task")
        .where("meeting_id", "=", meetingId)
        .where("id", "=", taskId)
        .executeTakeFirst();
      return deleted.numDeletedRows === 1n;
    },
  };
}
export type TasksRepository = ReturnType<typeof createTasksRepository>;
