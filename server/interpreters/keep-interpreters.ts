import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { mayKnowWho } from "../meetings/as-shared.ts";
import { allows } from "../meetings/life-cycle.ts";
import type { FindMeeting, MeetingJournal } from "../meetings/meeting-record.ts";
import { openMeeting } from "../meetings/open-meeting.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { CalendarOptions } from "../scheduling/swedish-calendar.ts";
import { interpreterTaskOf, stateFor } from "./interpreter-rules.ts";
import type { Interpreting, InterpreterTask, SetInterpreterState } from "./interpreters.contract.ts";
import type { InterpretersRepository } from "./interpreters.repository.ts";

/** How far a meeting's interpreters have come, and what has to be seen to. */
export interface KeepInterpreters {
  /** For those in charge of the meeting, of both agencies. @throws DomainError `not_found` */
  read(actor: StaffActor, meetingId: string): Promise<Interpreting>;
  /**
   * What a handläggare has heard of an interpreter; may run twice.
   *
   * @throws DomainError `not_found`, also for somebody who is no interpreter of the meeting, `wrong_state` once it has begun.
   */
  set(actor: StaffActor, meetingId: string, command: SetInterpreterState): Promise<void>;
  /**
   * What the handläggare has to see to: of the meetings that they booked or represent the booking agency in; that an
   * interpreter can't come is told those of both agencies. Computed from the meetings, never stored.
   */
  listTasks(actor: StaffActor): Promise<InterpreterTask[]>;
}

export function createKeepInterpreters({
  findMeeting,
  journal,
  interpreters,
  recordAudit,
  transactions,
  clock,
  calendar,
}: {
  findMeeting: FindMeeting;
  journal: MeetingJournal;
  interpreters: InterpretersRepository;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
  calendar: CalendarOptions;
}): KeepInterpreters {
  return {
    async read(actor, meetingId) {
      const meeting = await openMeeting(findMeeting, { actor, may: "read", meetingId });
      const [need, asked] = await Promise.all([
        interpreters.findNeed(meeting.caseId),
        interpreters.listOf(meetingId),
        recordAudit(actor, { action: "interpreting:read", objectKind: "meeting", objectIds: [meetingId] }),
      ]);
      const now = clock.now();
      const moment = { ...meeting, isNeeded: need !== null, interpreters: asked };
      return {
        need: mayKnowWho(meeting, actor.organisationId) ? need : null,
        task: interpreterTaskOf(moment, now, calendar),
        interpreters: asked.map(({ state, timeVersion, recordedAt, recordedByName, ...each }) => {
          const isPresent = timeVersion === meeting.timeVersion;
          return {
            ...each,
            state: stateFor({ state, timeVersion }, meeting.timeVersion),
            recordedAt: isPresent && recordedAt ? recordedAt.toISOString() : null,
            recordedByName: isPresent ? recordedByName : null,
          };
        }),
        maySet: allows(meeting, "invite", now),
      };
    },

    async set(actor, meetingId, { participantId, state }) {
      await openMeeting(findMeeting, { actor, may: "recordAnswer", meetingId });
      await transactions.transaction(async (unitOfWork) => {
        const meeting = await findMeeting(meetingId, { unitOfWork, forUpdate: true });
        const asked = meeting?.participants.find(({ id }) => id === participantId);
        if (!meeting || asked?.external?.kind !== "tolk")
          throw new DomainError("not_found", "Tolken är inte med i mötet.");
        const at = clock.now();
        if (!allows(meeting, "invite", at))
          throw new DomainError("wrong_state", "Mötet är inte bokat längre, eller har redan börjat.");
        const { timeVersion } = meeting;
        const word = { participantId, timeVersion, state, at, recordedBy: actor.personId };
        await interpreters.keepWord(word, unitOfWork);
        await journal.raiseRevision(meetingId, unitOfWork);
        const event = { meetingId, kind: `interpreter_${state}`, actorId: actor.personId, at };
        await journal.appendEvent(event, unitOfWork);
        const audited = { action: "interpreter:set", objectKind: "meeting", objectIds: [meetingId] } as const;
        await recordAudit(actor, audited, unitOfWork);
      });
    },

    async listTasks(actor) {
      const now = clock.now();
      const toCome = await interpreters.listToCome(actor.personId, now);
      const tasks = toCome.flatMap((meeting) => {
        const reason = interpreterTaskOf(meeting, now, calendar);
        if (!reason || (reason !== "lost" && !meeting.isOurs)) return [];
        const { id: meetingId, reference, startsAt, individualName } = meeting;
        return [{ meetingId, reference, startAt: startsAt.toISOString(), individualName, reason }];
      });
      const objectIds = tasks.map(({ meetingId }) => meetingId);
      await recordAudit(actor, { action: "interpreter_task:list", objectKind: "meeting", objectIds });
      return tasks;
    },
  };
}
