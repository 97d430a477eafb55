import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import { openMeeting } from "../meetings/open-meeting.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { AddTask } from "./outcomes.contract.ts";
import type { TasksRepository } from "./tasks.repository.ts";

/** What those who met have agreed to do, kept by the handläggare of both agencies. Each may run twice. */
export interface KeepTasks {
  /** @throws DomainError `not_found`, or `invalid` for somebody who takes no part. */
  add(actor: StaffActor, meetingId: string, task: AddTask): Promise<void>;
  /** @throws DomainError `not_found` */
  mark(actor: StaffActor, task: { meetingId: string; taskId: string }, done: boolean): Promise<void>;
  /** @throws DomainError `not_found` */
  remove(actor: StaffActor, task: { meetingId: string; taskId: string }): Promise<void>;
}

export function createKeepTasks({
  findMeeting,
  tasks,
  recordAudit,
  transactions,
  clock,
}: {
  findMeeting: FindMeeting;
  tasks: TasksRepository;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): KeepTasks {
  const open = (actor: StaffActor, meetingId: string) =>
    openMeeting(findMeeting, { actor, may: "followThrough", meetingId });

  async function change(
    actor: StaffActor,
    { meetingId, action }: { meetingId: string; action: string },
    work: (unitOfWork: UnitOfWork) => Promise<boolean | void>,
  ): Promise<void> {
    await transactions.transaction(async (unitOfWork) => {
      if ((await work(unitOfWork)) === false) throw new DomainError("not_found", "Uppgiften finns inte.");
      await recordAudit(actor, { action, objectKind: "meeting", objectIds: [meetingId] }, unitOfWork);
    });
  }

  return {
    async add(actor, meetingId, task) {
      const meeting = await open(actor, meetingId);
      if (!meeting.participants.some(({ id }) => id === task.participantId)) throw takesNoPart();
      await change(actor, { meetingId, action: "task:add" }, (unitOfWork) =>
        tasks.add({ ...task, meetingId, at: clock.now(), by: actor.personId }, unitOfWork),
      );
    },

    async mark(actor, task, done) {
      await open(actor, task.meetingId);
      const doneAt = done ? clock.now() : null;
      await change(actor, { meetingId: task.meetingId, action: "task:mark" }, (unitOfWork) =>
        tasks.mark({ ...task, doneAt }, unitOfWork),
      );
    },

    async remove(actor, task) {
      await open(actor, task.meetingId);
      await change(actor, { meetingId: task.meetingId, action: "task:remove" }, (unitOfWork) =>
        tasks.remove(task, unitOfWork),
      );
    },
  };
}

function takesNoPart(): DomainError {
  const detail = "Välj någon som är med på mötet.";
  return new DomainError("invalid", "Uppgiften kan inte sparas.", {
    violations: [{ pointer: "/participantId", code: "takes_no_part", detail }],
  });
}
