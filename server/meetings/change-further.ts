import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { CaseRecord, FindCase } from "../people/case-record.ts";
import { AGENCIES, type RecordConsent } from "../people/consent-record.ts";
import {
  furtherViolations,
  withoutConsent,
  type FindFurtherParties,
  type FurtherParty,
} from "../people/further-party.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import type { NamedSide, SearchParties } from "../scheduling/search-parties.ts";
import { consentViolations } from "./booking-rules.ts";
import type { InviteFurther } from "./further.contract.ts";
import { partiesIn } from "./meeting-parties.ts";
import { furtherParticipant } from "./meeting-plan.ts";
import { personIdsOf } from "./meeting-participants.ts";
import type { MeetingRecord } from "./meeting-record.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import { lockMeeting, openMeeting, refuseImpossible, type SeenRevision } from "./open-meeting.ts";
import type { ParticipantsRepository } from "./participants.repository.ts";

interface Dependencies {
  readonly meetings: MeetingsRepository;
  readonly participants: ParticipantsRepository;
  readonly findCase: FindCase;
  readonly recordConsent: RecordConsent;
  readonly findFurtherParties: FindFurtherParties;
  readonly reserveTime: ReserveTime;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
}

/**
 * Changes who comes to a booked meeting beside the individual and the sides. The meeting keeps its time, and only the one it
 * concerns is told. All refuse with `not_found`, `revision_mismatch` or `wrong_state`.
 */
export interface ChangeFurther {
  /**
   * Asks one more. Who is binding must be free, and their time is taken.
   *
   * @throws DomainError `invalid` for who can't be asked, or whom the individual has not agreed to; `time_taken`.
   */
  invite(actor: StaffActor, seen: SeenRevision, command: InviteFurther): Promise<void>;
  /** Lets one off, whose time is free then. @throws DomainError `not_found` for somebody who is not further. */
  release(actor: StaffActor, seen: SeenRevision, participantId: string): Promise<void>;
}

export function createChangeFurther(dependencies: Dependencies): ChangeFurther {
  const { meetings, participants, findCase, findFurtherParties, reserveTime, clock } = dependencies;
  return {
    async invite(actor, seen, command) {
      const meeting = await openMeeting(meetings.find, { actor, may: "invite", meetingId: seen.meetingId });
      refuseImpossible(meeting, { revision: seen.revision, command: "invite", at: clock.now() });
      const record = await findCase(meeting.caseId);
      const [party] = await findFurtherParties([command], actor.organisationId);
      if (!record || !party) throw refused(whoIsRefused(command, [], []));
      refuseBrokenRules(command, { meeting, record, party, today: localDateOf(clock.now()) });
      const isBinding = command.attendance === "binding";
      const staying = personIdsOf(meeting);
      const personIds = isBinding ? [...staying, party.personId] : staying;
      await reserveTime({
        personIds,
        ...(isBinding && {
          wanted: { parties: aloneIn(meeting, party), startAts: [meeting.startsAt], movable: false },
        }),
        async write(unitOfWork) {
          const at = clock.now();
          const { id, startsAt, endsAt } = await lockMeeting(
            meetings.find,
            { seen, command: "invite", at },
            unitOfWork,
          );
          const joinedId = await participants.join(id, furtherParticipant(party), at, unitOfWork);
          await keepConsent(dependencies, actor, { command, record, party, at }, unitOfWork);
          await tell(
            dependencies,
            actor,
            { meetingId: id, participantId: joinedId, at, isComing: true },
            unitOfWork,
          );
          return { meetingId: id, taken: [{ personIds, startAt: startsAt, endAt: endsAt }] };
        },
      });
    },

    async release(actor, seen, participantId) {
      const meeting = await openMeeting(meetings.find, { actor, may: "invite", meetingId: seen.meetingId });
      const leaving = meeting.participants.find(({ id, isFurther }) => id === participantId && isFurther);
      if (!leaving) throw new DomainError("not_found", "Deltagaren är inte med i mötet.");
      await reserveTime({
        personIds: personIdsOf(meeting),
        async write(unitOfWork) {
          const at = clock.now();
          const locked = await lockMeeting(meetings.find, { seen, command: "invite", at }, unitOfWork);
          const { id, startsAt, endsAt } = locked;
          await participants.leave(participantId, at, unitOfWork);
          await tell(dependencies, actor, { meetingId: id, participantId, at, isComing: false }, unitOfWork);
          const personIds = personIdsOf(locked).filter((personId) => personId !== leaving.personId);
          return { meetingId: id, taken: [{ personIds, startAt: startsAt, endAt: endsAt }] };
        },
      });
    },
  };
}

/** Only the one who is asked has to be free: for those who take part already the meeting's time is theirs. */
function aloneIn(meeting: MeetingRecord, { personId, attendance }: FurtherParty): SearchParties<NamedSide> {
  // The individual has had their notice and their say of this time.
  const loosen = ["notice", "preference"] as const;
  return { ...partiesIn(meeting), loosen, sides: [], participants: [{ personId, attendance }] };
}

function refuseBrokenRules(
  command: InviteFurther,
  about: { meeting: MeetingRecord; record: CaseRecord; party: FurtherParty; today: string },
): void {
  const { meeting, record, party, today } = about;
  const { consentedParties, secrecyConsent: secrecyConsentRecorded } = record;
  const present = meeting.participants.map(({ personId }) => personId);
  const violations = [
    ...whoIsRefused(command, [party], present),
    ...(meeting.disqualifiedIds.includes(party.personId) ? [isDisqualified] : []),
    ...consentViolations(command, { further: [party], consentedParties, secrecyConsentRecorded, today }),
  ];
  if (violations.length > 0) throw refused(violations);
}

const isDisqualified = {
  pointer: "/personId",
  code: "disqualified",
  detail: "Handläggaren är jävig i ärendet. Välj en annan.",
};

function whoIsRefused(command: InviteFurther, known: readonly FurtherParty[], present: readonly string[]) {
  return furtherViolations([command], known, present).map((each) => ({ ...each, pointer: "/personId" }));
}

function refused(violations: DomainError["violations"]): DomainError {
  return new DomainError("invalid", "Deltagaren kan inte läggas till.", { violations });
}

async function keepConsent(
  { recordConsent }: Dependencies,
  actor: StaffActor,
  given: { command: InviteFurther; record: CaseRecord; party: FurtherParty; at: Date },
  unitOfWork: UnitOfWork,
): Promise<void> {
  const { command, record, party, at } = given;
  const uncovered = withoutConsent([party], record.consentedParties).map(({ personId }) => personId);
  const parties = [...(record.secrecyConsent ? [] : AGENCIES), ...uncovered];
  if (!command.secrecyConsentOn || parties.length === 0) return;
  const consent = { caseId: record.id, parties, givenOn: command.secrecyConsentOn };
  await recordConsent({ ...consent, at, recordedBy: actor.personId }, unitOfWork);
}

async function tell(
  { meetings, queueMessages, recordAudit }: Dependencies,
  actor: StaffActor,
  change: { meetingId: string; participantId: string; at: Date; isComing: boolean },
  unitOfWork: UnitOfWork,
): Promise<void> {
  const { meetingId, participantId, at, isComing } = change;
  const kind = isComing ? "participant_invited" : "participant_released";
  await meetings.raiseRevision(meetingId, unitOfWork, at);
  await meetings.appendEvent({ meetingId, kind, actorId: actor.personId, at }, unitOfWork);
  await queueMessages(meetingId, isComing ? "invitation" : "cancellation", unitOfWork, [participantId]);
  const action = isComing ? "meeting:invite" : "meeting:release";
  await recordAudit(actor, { action, objectKind: "meeting", objectIds: [meetingId] }, unitOfWork);
}
