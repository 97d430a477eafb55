import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { KeepTasks } from "./keep-tasks.ts";
import { AddTask, FollowThrough, MarkTask, NotePart, Outcome, WriteNote } from "./outcomes.contract.ts";
import type { ReadFollowThrough } from "./read-follow-through.ts";
import type { RecordOutcome } from "./record-outcome.ts";
import type { WriteNoteUseCase } from "./write-note.ts";

const params = z.strictObject({ meetingId: Id });
const taskParams = z.strictObject({ meetingId: Id, taskId: Id });

/** Every operation here is a handläggare's who has signed in lately, and answers with all that comes of the meeting. */
const common = { tag: "outcomes", who: "staff", stepUp: true, status: 200, answer: FollowThrough } as const;

interface UseCases {
  readonly readFollowThrough: ReadFollowThrough;
  readonly recordOutcome: RecordOutcome;
  readonly writeNote: WriteNoteUseCase;
  readonly keepTasks: KeepTasks;
}

/** What comes of a meeting: how it went, notes and tasks. */
export function createOutcomesRoutes(useCases: UseCases): Operations {
  const operations = createOperations();
  addOutcome(operations, useCases);
  addTasks(operations, useCases);
  return operations;
}

function addOutcome(
  operations: Operations,
  { readFollowThrough, recordOutcome, writeNote }: Omit<UseCases, "keepTasks">,
): void {
  operations.add(
    {
      ...common,
      id: "readFollowThrough",
      method: "get",
      path: "/meetings/:meetingId/follow-through",
      summary: "Hur mötet gick, gemensamma och egna anteckningar, och uppgifter.",
      params,
    },
    ({ actor, params: { meetingId } }) => readFollowThrough(actor, meetingId),
  );
  operations.add(
    {
      ...common,
      id: "recordOutcome",
      method: "post",
      path: "/meetings/:meetingId/outcomes",
      summary: "Antecknar att mötet hölls, eller varför det inte blev av.",
      params,
      ifMatch: true,
      body: Outcome,
    },
    async ({ actor, params: { meetingId }, revision, body }) => {
      await recordOutcome(actor, { meetingId, revision }, body);
      return readFollowThrough(actor, meetingId);
    },
  );
  operations.add(
    {
      ...common,
      id: "writeNote",
      method: "post",
      path: "/meetings/:meetingId/notes/:part",
      summary: "Skriver den gemensamma anteckningen, eller den egna myndighetens. If-Match är dess revision.",
      params: params.extend({ part: NotePart }),
      ifMatch: true,
      body: WriteNote,
    },
    async ({ actor, params: { meetingId, part }, revision, body }) => {
      await writeNote(actor, { meetingId, revision }, { part, ...body });
      return readFollowThrough(actor, meetingId);
    },
  );
}

function addTasks(operations: Operations, { readFollowThrough, keepTasks }: UseCases): void {
  operations.add(
    {
      ...common,
      id: "addTask",
      method: "post",
      path: "/meetings/:meetingId/tasks",
      summary: "Antecknar vad någon som är med ska göra.",
      params,
      body: AddTask,
    },
    async ({ actor, params: { meetingId }, body }) => {
      await keepTasks.add(actor, meetingId, body);
      return readFollowThrough(actor, meetingId);
    },
  );
  operations.add(
    {
      ...common,
      id: "markTask",
      method: "post",
      path: "/meetings/:meetingId/tasks/:taskId/marks",
      summary: "Antecknar att uppgiften är gjord, eller inte.",
      params: taskParams,
      body: MarkTask,
    },
    async ({ actor, params: task, body }) => {
      await keepTasks.mark(actor, task, body.done);
      return readFollowThrough(actor, task.meetingId);
    },
  );
  operations.add(
    {
      ...common,
      id: "removeTask",
      method: "delete",
      path: "/meetings/:meetingId/tasks/:taskId",
      summary: "Tar bort en uppgift.",
      params: taskParams,
    },
    async ({ actor, params: task }) => {
      await keepTasks.remove(actor, task);
      return readFollowThrough(actor, task.meetingId);
    },
  );
}
