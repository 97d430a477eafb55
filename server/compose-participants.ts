import type { RecordAudit } from "./audit/record-audit.ts";
import type { FollowCase } from "./followup/follow-case.ts";
import { createKeepInterpreterNeed } from "./interpreters/keep-interpreter-need.ts";
import { createKeepInterpreters } from "./interpreters/keep-interpreters.ts";
import type { InterpretersRepository } from "./interpreters/interpreters.repository.ts";
import type { QueueMessages } from "./invitations/queue-messages.ts";
import { createEndSharing } from "./meetings/end-sharing.ts";
import { createChangeFurther } from "./meetings/change-further.ts";
import type { MeetingsRepository } from "./meetings/meetings.repository.ts";
import { createRepresentInMeetings } from "./meetings/represent-in-meetings.ts";
import type { CaseMeetingsRepository } from "./meetings/case-meetings.repository.ts";
import type { ParticipantsRepository } from "./meetings/participants.repository.ts";
import type { ConsentsRepository } from "./people/consents.repository.ts";
import type { ExternalPartiesRepository } from "./people/external-parties.repository.ts";
import type { DetailsRepository } from "./people/details.repository.ts";
import { createKeepDetails } from "./people/keep-details.ts";
import { createKeepConsents } from "./people/keep-consents.ts";
import type { CasesRepository } from "./people/cases.repository.ts";
import type { FindFurtherParties } from "./people/further-party.ts";
import type { Clock } from "./platform/clock.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import { createKeepRepresentatives } from "./representatives/keep-representatives.ts";
import type { RepresentativesRepository } from "./representatives/representatives.repository.ts";
import type { Vault } from "./platform/vault.ts";
import type { ReserveTime } from "./scheduling/reserve-time.ts";
import type { CalendarOptions } from "./scheduling/swedish-calendar.ts";

interface Needs {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: {
    readonly meetings: MeetingsRepository;
    readonly participants: ParticipantsRepository;
    readonly cases: CasesRepository;
    readonly consents: ConsentsRepository;
    readonly details: DetailsRepository;
    readonly externalParties: ExternalPartiesRepository;
    readonly interpreters: InterpretersRepository;
    readonly representatives: RepresentativesRepository;
    readonly caseMeetings: CaseMeetingsRepository;
  };
  readonly changing: { readonly reserveTime: ReserveTime; readonly queueMessages: QueueMessages };
  readonly findFurtherParties: FindFurtherParties;
  readonly calendar: CalendarOptions;
  readonly vault: Vault;
  readonly followCase: Pick<FollowCase, "changed">;
}

/** Puts together what is done about those who take part beside the individual and one handläggare of each agency. */
export function composeParticipants({
  shared,
  repositories,
  changing,
  findFurtherParties,
  calendar,
  vault,
  followCase,
}: Needs) {
  const { meetings, participants, cases, consents, interpreters, representatives, caseMeetings } =
    repositories;
  const { queueMessages } = changing;
  const ofMeetings = { ...shared, findMeeting: meetings.find, journal: meetings };
  return {
    changeFurther: createChangeFurther({
      ...shared,
      ...changing,
      meetings,
      participants,
      findCase: cases.find,
      recordConsent: consents.recordSecrecy,
      findFurtherParties,
    }),
    keepConsents: createKeepConsents({
      ...shared,
      findCase: cases.find,
      consents,
      followCase,
      findExternalParties: repositories.externalParties.find,
      endSharing: createEndSharing({ ...shared, ...changing, meetings, caseMeetings, participants }),
    }),
    keepDetails: createKeepDetails({ ...shared, findCase: cases.find, details: repositories.details }),
    keepInterpreterNeed: createKeepInterpreterNeed({ ...shared, findCase: cases.find, interpreters }),
    keepRepresentatives: createKeepRepresentatives({
      ...shared,
      findCase: cases.find,
      representatives,
      vault,
      representInMeetings: createRepresentInMeetings({ meetings, caseMeetings, participants, queueMessages }),
    }),
    keepInterpreters: createKeepInterpreters({ ...ofMeetings, interpreters, calendar }),
  };
}
