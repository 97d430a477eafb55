import type { RecordAudit } from "./audit/record-audit.ts";
import { createHandOver } from "./hand-overs/hand-over.ts";
import { createKeepDisqualifications } from "./hand-overs/keep-disqualifications.ts";
import { createOpenHandOver } from "./hand-overs/open-hand-over.ts";
import { createPreviewHandOver } from "./hand-overs/preview-hand-over.ts";
import type { QueueMessages } from "./invitations/queue-messages.ts";
import type { CaseMeetingsRepository } from "./meetings/case-meetings.repository.ts";
import { createFindFreeStandIns } from "./meetings/find-free-stand-ins.ts";
import { createListStandIns } from "./meetings/list-stand-ins.ts";
import type { MeetingsRepository } from "./meetings/meetings.repository.ts";
import type { ParticipantsRepository } from "./meetings/participants.repository.ts";
import { createReplaceHandlaggare } from "./meetings/replace-handlaggare.ts";
import { createSwapHandlaggare } from "./meetings/swap-handlaggare.ts";
import type { DisqualificationsRepository } from "./people/disqualifications.repository.ts";
import type { PeopleRepository } from "./people/people.repository.ts";
import type { Clock } from "./platform/clock.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import type { ReserveTime } from "./scheduling/reserve-time.ts";
import type { FreeTimeSearcher } from "./scheduling/search-free-times.ts";

interface Needs {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: {
    readonly meetings: MeetingsRepository;
    readonly participants: ParticipantsRepository;
    readonly caseMeetings: CaseMeetingsRepository;
    readonly people: PeopleRepository;
    readonly disqualifications: DisqualificationsRepository;
  };
  readonly changing: { readonly reserveTime: ReserveTime; readonly queueMessages: QueueMessages };
  readonly freeTimes: FreeTimeSearcher;
}

/** Puts together how a handläggare's place is taken by a colleague: in one meeting, or in all of them. */
export function composeHandOvers({ shared, repositories, changing, freeTimes }: Needs) {
  const { meetings, participants, caseMeetings, people, disqualifications } = repositories;
  const { find: findMeeting } = meetings;
  const { findHandlaggare, listColleagues, findStaffMember } = people;
  const replaceHandlaggare = createReplaceHandlaggare({ ...shared, ...changing, meetings, participants });
  const findFreeStandIns = createFindFreeStandIns({ freeTimes });
  const openHandOver = createOpenHandOver({ findStaffMember, findMeeting });
  return {
    swapHandlaggare: createSwapHandlaggare({ findMeeting, findHandlaggare, replaceHandlaggare }),
    listStandIns: createListStandIns({ findMeeting, listColleagues, findFreeStandIns }),
    handOver: createHandOver({
      ...shared,
      openHandOver,
      findHandlaggare,
      findMeeting,
      replaceHandlaggare,
      recordDisqualification: disqualifications.record,
      assignInstead: disqualifications.assign,
      moveRest: disqualifications.moveRest,
    }),
    keepDisqualifications: createKeepDisqualifications({
      ...shared,
      findStaffMember,
      listOfOffice: disqualifications.listOfOffice,
      lift: disqualifications.lift,
    }),
    previewHandOver: createPreviewHandOver({
      openHandOver,
      listOfOffice: people.listOfOffice,
      listToCome: caseMeetings.listOfHandlaggare,
      countRest: disqualifications.countRest,
      listColleagues,
      findHandlaggare,
      findMeeting,
      findFreeStandIns,
      clock: shared.clock,
    }),
  };
}
