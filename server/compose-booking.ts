import type { RecordAudit } from "./audit/record-audit.ts";
import type { createRepositories } from "./compose-repositories.ts";
import type { FollowCase } from "./followup/follow-case.ts";
import { createChooseTime } from "./invitations/choose-time.ts";
import { createKeepChoice } from "./invitations/keep-choice.ts";
import { createPickTime } from "./invitations/pick-time.ts";
import type { PreviewMessage } from "./invitations/preview-message.ts";
import type { QueueMessages } from "./invitations/queue-messages.ts";
import { createReadPickableTimes } from "./invitations/read-pickable-times.ts";
import { createAskConfirmation } from "./meetings/ask-confirmation.ts";
import { createBookMeeting } from "./meetings/book-meeting.ts";
import { createCancelMeeting, createMoveMeeting, createWithdrawOffer } from "./meetings/change-meeting.ts";
import { createExpireOffers } from "./meetings/expire-offers.ts";
import { createFindPickableTimes } from "./meetings/find-pickable-times.ts";
import { createLetOffUnavailable } from "./meetings/let-off-unavailable.ts";
import { createListDrafts } from "./meetings/list-drafts.ts";
import { createListMeetingTypes } from "./meetings/list-meeting-types.ts";
import { createPreviewMeeting } from "./meetings/preview-meeting.ts";
import { createSettleDraft } from "./meetings/settle-draft.ts";
import type { FindFurtherParties } from "./people/further-party.ts";
import type { Clock } from "./platform/clock.ts";
import type { ReserveTime } from "./scheduling/reserve-time.ts";
import type { FreeTimeSearcher } from "./scheduling/search-free-times.ts";
import type { CalendarOptions } from "./scheduling/swedish-calendar.ts";

type Repositories = ReturnType<typeof createRepositories>;

interface Needs {
  readonly repositories: Pick<
    Repositories,
    | "people"
    | "cases"
    | "consents"
    | "agencySettings"
    | "idempotencyKeys"
    | "drafts"
    | "participants"
    | "answers"
    | "messages"
  >;
  /** What every change of a meeting needs. */
  readonly changing: Pick<Repositories, "meetings" | "offers"> & {
    readonly recordAudit: RecordAudit;
    readonly clock: Clock;
    readonly calendar: CalendarOptions;
    readonly reserveTime: ReserveTime;
    readonly queueMessages: QueueMessages;
  };
  readonly freeTimes: FreeTimeSearcher;
  readonly findFurtherParties: FindFurtherParties;
  readonly preview: PreviewMessage;
  readonly followCase: Pick<FollowCase, "requested">;
}

/** Puts together how a meeting is drafted, booked, offered, chosen, changed and cancelled. */
export function composeBooking({
  repositories,
  changing,
  freeTimes,
  findFurtherParties,
  preview,
  followCase,
}: Needs) {
  const { people, cases, agencySettings, drafts, participants, answers, messages } = repositories;
  const { meetings, offers, reserveTime, queueMessages, recordAudit, clock } = changing;
  const { find: findMeeting } = meetings;
  const { findHandlaggare } = people;
  const { listRequiredParties, listStaysAwayFrom } = agencySettings;
  const letOffUnavailable = createLetOffUnavailable({ participants, freeTimes });
  const findPickableTimes = createFindPickableTimes({ freeTimes, clock });
  const choosing = {
    findMeeting,
    reserveTime,
    clock,
    keepChoice: createKeepChoice({
      chooseHeldTime: offers.choose,
      letOffUnavailable,
      journal: meetings,
      answers,
      messages,
      queueMessages,
      recordAudit,
    }),
  };
  const askConfirmation = createAskConfirmation({
    findHandlaggare,
    listConfirming: people.listConfirming,
    clock,
  });

  return {
    bookMeeting: createBookMeeting({
      idempotencyKeys: repositories.idempotencyKeys,
      ...changing,
      findCase: cases.find,
      recordConsent: repositories.consents.recordSecrecy,
      findHandlaggare,
      findFurtherParties,
      listRequiredParties,
      listStaysAwayFrom,
      askConfirmation,
      findPickableTimes,
      freeTimes,
      followCase,
    }),
    listMeetingTypes: createListMeetingTypes({ listStaysAwayFrom }),
    askConfirmation,
    settleDraft: createSettleDraft({ ...changing, drafts, findPickableTimes, letOffUnavailable }),
    listDrafts: createListDrafts({ drafts, recordAudit, clock }),
    previewMeeting: createPreviewMeeting({
      findCase: cases.find,
      findHandlaggare,
      findFurtherParties,
      findAddress: people.findEmail,
      preview,
      clock,
    }),
    moveMeeting: createMoveMeeting(changing),
    cancelMeeting: createCancelMeeting(changing),
    withdrawOffer: createWithdrawOffer(changing),
    expireOffers: createExpireOffers(changing),
    chooseTime: createChooseTime(choosing),
    pickTime: createPickTime({ ...choosing, holdTimes: offers.hold }),
    readPickableTimes: createReadPickableTimes({ findMeeting, findPickableTimes, clock }),
  };
}
