import type { StaffActor } from "../identity/actor.ts";
import { handOverPolicy, meetingPolicy } from "../identity/policy/policy.ts";
import type { FindFreeStandIns } from "../meetings/find-free-stand-ins.ts";
import { allows } from "../meetings/life-cycle.ts";
import { policyFactsOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting, MeetingRecord } from "../meetings/meeting-record.ts";
import type { FindHandlaggare, ListColleagues, ListOfOffice } from "../people/staff-record.ts";
import type { Clock } from "../platform/clock.ts";
import type { HandOverItem, HandOverPerson, PreviewHandOver } from "./hand-overs.contract.ts";
import type { OpenHandOver } from "./open-hand-over.ts";

const OTHERS_SHOWN = 3;

/** What could be handed over, and to whom. Writes nothing. All refuse with `not_found` for whom one may not hand over. */
export interface PreviewHandOverUseCase {
  /** Oneself, and for who leads an office everybody of it. */
  listPeople(actor: StaffActor): Promise<HandOverPerson[]>;
  preview(actor: StaffActor, asked: PreviewHandOver): Promise<HandOverItem[]>;
}

/** Meetings to come in which a handläggare takes part, by id, soonest first; of one case when it is given. */
export type ListToCome = (personId: string, now: Date, caseId?: string) => Promise<string[]>;

export function createPreviewHandOver({
  openHandOver,
  listOfOffice,
  listToCome,
  countRest,
  listColleagues,
  findHandlaggare,
  findMeeting,
  findFreeStandIns,
  clock,
}: {
  openHandOver: OpenHandOver;
  listOfOffice: ListOfOffice;
  listToCome: ListToCome;
  countRest: (personId: string, now: Date) => Promise<number>;
  listColleagues: ListColleagues;
  findHandlaggare: FindHandlaggare;
  findMeeting: FindMeeting;
  findFreeStandIns: FindFreeStandIns;
  clock: Clock;
}): PreviewHandOverUseCase {
  async function present(
    actor: StaffActor,
    meeting: MeetingRecord,
    wanted: { organisationId: StaffActor["organisationId"]; toIds: readonly string[]; fromId: string },
  ): Promise<HandOverItem> {
    const { organisationId, toIds, fromId } = wanted;
    const freeIds = await findFreeStandIns(meeting, organisationId, toIds);
    const colleagues = freeIds.length > 0 ? [] : await listColleagues(fromId);
    const others = await findFreeStandIns(
      meeting,
      organisationId,
      colleagues.map(({ personId }) => personId),
    );
    const mayMove = meetingPolicy.move(actor, policyFactsOf(meeting)) && allows(meeting, "move", clock.now());
    const { id: meetingId, reference, type, status, startsAt, endsAt } = meeting;
    return {
      ...{ meetingId, reference, type, status, mayMove, freeIds },
      startAt: startsAt.toISOString(),
      endAt: endsAt.toISOString(),
      others: colleagues
        .filter(({ personId }) => others.includes(personId))
        .slice(0, OTHERS_SHOWN)
        .map(({ personId, name, officeName }) => ({ personId, name, officeName })),
    };
  }

  return {
    async listPeople(actor) {
      const all = await listOfOffice(actor.officeId);
      const isLeader = all.some(({ personId, leadsOffice }) => personId === actor.personId && leadsOffice);
      const now = clock.now();
      const { officeId } = actor;
      const shown = all.filter(({ personId }) =>
        handOverPolicy.handOver(actor, { personId, officeId, isLeader }),
      );
      return Promise.all(
        shown.map(async ({ personId, name, role, active }) => {
          const meetingsToCome = (await listToCome(personId, now)).length;
          const casesWithoutMeetings = await countRest(personId, now);
          return { personId, name, role, active, meetingsToCome, casesWithoutMeetings };
        }),
      );
    },

    async preview(actor, { personId, toPersonIds, ofMeetingId }) {
      const leaving = await openHandOver(actor, { personId, ofMeetingId });
      const colleagues = await findHandlaggare(toPersonIds);
      const { organisationId } = leaving;
      const toIds = toPersonIds.filter((id) =>
        colleagues.some((each) => each.personId === id && each.organisationId === organisationId),
      );
      const ids = await listToCome(personId, clock.now(), leaving.caseId);
      const items: HandOverItem[] = [];
      for (const id of ids) {
        const meeting = await findMeeting(id);
        if (meeting) items.push(await present(actor, meeting, { organisationId, toIds, fromId: personId }));
      }
      return items;
    },
  };
}
