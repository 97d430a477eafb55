import { randomUUID } from "node:crypto";
import { createReadAgencyPassages, type ReadAgencyPassages } from "./agency-texts/read-agency-passages.ts";
import { createRecordAudit } from "./audit/record-audit.ts";
import { createCreateFeed } from "./calendars/create-feed.ts";
import { createListFeeds } from "./calendars/list-feeds.ts";
import { createReadCalendar } from "./calendars/read-calendar.ts";
import { createRevokeFeed } from "./calendars/revoke-feed.ts";
import { createServeFeed } from "./calendars/serve-feed.ts";
import { composeAgencyTexts, composeRecalls } from "./compose-recalls.ts";
import { createChooseTime } from "./invitations/choose-time.ts";
import { createComposeMessage } from "./invitations/compose-message.ts";
import { createDescribeMessage } from "./invitations/describe-message.ts";
import { createGiveAnswer } from "./invitations/give-answer.ts";
import { createMarkCalled } from "./invitations/mark-called.ts";
import { createOpenInvitation } from "./invitations/open-invitation.ts";
import { createPassOnMessages } from "./invitations/pass-on-messages.ts";
import { createPlanReminders } from "./invitations/plan-reminders.ts";
import { createPreviewMessage } from "./invitations/preview-message.ts";
import { createQueueMessages } from "./invitations/queue-messages.ts";
import { createReadCorrespondence } from "./invitations/read-correspondence.ts";
import { createReadInvitation } from "./invitations/read-invitation.ts";
import { createReportAddresses } from "./invitations/report-address.ts";
import { createReportDelivery } from "./invitations/report-delivery.ts";
import { createAskConfirmation } from "./meetings/ask-confirmation.ts";
import { createBookMeeting } from "./meetings/book-meeting.ts";
import { createCancelMeeting, createMoveMeeting, createWithdrawOffer } from "./meetings/change-meeting.ts";
import { createExpireOffers } from "./meetings/expire-offers.ts";
import { createFindMovable } from "./meetings/find-movable.ts";
import { createLetOffUnavailable } from "./meetings/let-off-unavailable.ts";
import { createListDrafts } from "./meetings/list-drafts.ts";
import { createListStandIns } from "./meetings/list-stand-ins.ts";
import { createPreviewMeeting } from "./meetings/preview-meeting.ts";
import { createReadMeetings } from "./meetings/read-meetings.ts";
import { createSettleDraft } from "./meetings/settle-draft.ts";
import { createSwapHandlaggare } from "./meetings/swap-handlaggare.ts";
import { createKeepTasks } from "./outcomes/keep-tasks.ts";
import { createNotesRepository } from "./outcomes/notes.repository.ts";
import { createOutcomesRepository } from "./outcomes/outcomes.repository.ts";
import { createReadFollowThrough } from "./outcomes/read-follow-through.ts";
import { createRecordOutcome } from "./outcomes/record-outcome.ts";
import { createTasksRepository } from "./outcomes/tasks.repository.ts";
import { createWriteNote } from "./outcomes/write-note.ts";
import { createFindFurtherParties } from "./people/find-further-parties.ts";
import { createReadCase } from "./people/read-case.ts";
import { createRegisterCase } from "./people/register-case.ts";
import { createRegisterExternalParty } from "./people/register-external-party.ts";
import { createSearchCases } from "./people/search-cases.ts";
import { createRepositories } from "./compose-repositories.ts";
import type { Clock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { createDatabase, type Database } from "./platform/database/database.ts";
import type { Logger } from "./platform/logger.ts";
import { renderMail } from "./platform/mail/mail-layout.ts";
import { createVault } from "./platform/vault.ts";
import { createAdmitToRoom } from "./rooms/admit-to-room.ts";
import { createEnterRoom } from "./rooms/enter-room.ts";
import { createLeaveRoom } from "./rooms/leave-room.ts";
import { createReadRoom } from "./rooms/read-room.ts";
import { createSweepSeats } from "./rooms/sweep-seats.ts";
import { createAddAbsence } from "./scheduling/add-absence.ts";
import { createFindJointTimes } from "./scheduling/find-joint-times.ts";
import { createFindParties } from "./scheduling/find-parties.ts";
import { createOpenTimeKeeper } from "./scheduling/keep-open-time.ts";
import { DEFAULT_WEIGHTS } from "./scheduling/ranking.ts";
import { createReadCapacity } from "./scheduling/read-capacity.ts";
import { createReadPersonTime } from "./scheduling/read-person-time.ts";
import { createReadWhyNot } from "./scheduling/read-why-not.ts";
import { createRemoveAbsence } from "./scheduling/remove-absence.ts";
import { createReserveTime } from "./scheduling/reserve-time.ts";
import { createFreeTimeSearcher } from "./scheduling/search-free-times.ts";

/** What a process needs to be composed; the database's address is apart, for the embedded one has none configured. */
export interface Surroundings {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Puts the capabilities together: every repository and use case, once a process. The only file that knows them all;
 * doors (HTTP, sockets, jobs) are opened by `start-server.ts` and `workers/start-workers.ts`.
 *
 * @param database one that is open already, or a transaction of one; opened at `databaseUrl` when left out.
 */
export function compose(surroundings: Surroundings, database: Database = openDatabase(surroundings)) {
  const { config, clock } = surroundings;
  const vault = createVault(config.secrets.dataKeys);
  const repositories = createRepositories(database, surroundings);
  const { people, cases, meetings, messages, links, answers, time, personTime, absences, feeds, rooms } =
    repositories;

  const recordAudit = createRecordAudit({ audit: repositories.audit, clock });
  const shared = { recordAudit, transactions: database, clock };
  const { find: findMeeting } = meetings;
  const findAddress = people.findEmail;
  const publicUrl = config.PUBLIC_URL;
  const nodeId = randomUUID();
  const { findHandlaggare, listOrganisations } = people;

  const calendar = {
    closedEves: config.CLOSED_EVES,
    closedSqueezeDays: config.CLOSED_SQUEEZE_DAYS,
  };
  const weights = { ...DEFAULT_WEIGHTS, ...config.RANKING_WEIGHTS };
  const { furtherTime, externalParties } = repositories;
  const findFurtherParties = createFindFurtherParties({
    findHandlaggare,
    findExternalParties: externalParties.find,
  });
  const freeTimes = createFreeTimeSearcher({
    personTime,
    furtherTime,
    findCase: cases.find,
    clock,
    weights,
    calendar,
  });
  const findMovable = createFindMovable({ findMeeting });
  const findParties = createFindParties({ findCase: cases.find, findMovable, findFurtherParties });
  const reserveTime = createReserveTime({ time, freeTimes, transactions: database });
  const { offers, drafts, participants, progress, recalls } = repositories;
  const queueMessages = createQueueMessages({ findMeeting, messages, links, recalls, clock });
  const readPassages = createReadAgencyPassages(repositories);
  const composeWith = (passages: ReadAgencyPassages) => {
    const describe = createDescribeMessage({ publicUrl, listOrganisations, readPassages: passages });
    const replyAddress = { key: config.secrets.linkKey, domain: mailDomainOf(config) };
    return { describe, compose: createComposeMessage({ describe, replyAddress, render: renderMail }) };
  };
  const { describe: describeMessage, compose: composeMessage } = composeWith(readPassages);
  const correspondence = createReadCorrespondence({ answers, messages, links, listRecalls: recalls.listOf });
  const changing = { recordAudit, clock, meetings, offers, reserveTime, queueMessages };

  const letOffUnavailable = createLetOffUnavailable({ participants, freeTimes });
  const askConfirmation = createAskConfirmation({
    findHandlaggare,
    listConfirming: people.listConfirming,
    clock,
  });

  const closing = {
    ...shared,
    findMeeting,
    journal: meetings,
    outcomes: createOutcomesRepository(database),
    notes: createNotesRepository(database, vault),
    tasks: createTasksRepository(database, vault),
  };

  const readMeetings = createReadMeetings({ meetings, correspondence, recordAudit, clock });

  return {
    ...surroundings,
    nodeId,
    database,
    repositories,
    vault,
    recordAudit,
    composeMessage,
    describeMessage,
    reportAddresses: createReportAddresses(publicUrl, config.secrets.linkKey),
    reportDelivery: createReportDelivery({ progress, transactions: database, clock }),
    passOnMessages: createPassOnMessages({
      messages,
      progress,
      findMeeting,
      answers,
      recalls,
      transactions: database,
      clock,
      logger: surroundings.logger,
      proofHours: config.CHANNEL_PROOF_HOURS,
    }),
    searchCases: createSearchCases({ cases, vault, clock, recordAudit }),
    readCase: createReadCase({ findCase: cases.find, recordAudit, clock }),
    registerCase: createRegisterCase({ ...shared, cases, vault }),
    listHandlaggare: people.listHandlaggare,
    listOrganisations,
    listExternalParties: externalParties.list,
    registerExternalParty: createRegisterExternalParty({ ...shared, externalParties }),
    listOffices: people.listOffices,
    findJointTimes: createFindJointTimes({ findParties, freeTimes, clock }),
    readWhyNot: createReadWhyNot({ findParties, freeTimes }),
    readCapacity: createReadCapacity({ personTime, findOffice: people.findOffice, calendar }),
    openTime: createOpenTimeKeeper({
      openTime: repositories.openTime,
      time,
      transactions: database,
      clock,
      calendar,
    }),
    readMeetings,
    bookMeeting: createBookMeeting({
      idempotencyKeys: repositories.idempotencyKeys,
      ...changing,
      findCase: cases.find,
      recordConsent: cases.recordConsent,
      findHandlaggare,
      findFurtherParties,
      askConfirmation,
      freeTimes,
    }),
    askConfirmation,
    settleDraft: createSettleDraft({ ...changing, drafts, letOffUnavailable }),
    listDrafts: createListDrafts({ drafts, recordAudit }),
    previewMeeting: createPreviewMeeting({
      findCase: cases.find,
      findHandlaggare,
      findFurtherParties,
      findAddress,
      preview: createPreviewMessage({ compose: composeMessage, describe: describeMessage, publicUrl, clock }),
      clock,
    }),
    moveMeeting: createMoveMeeting(changing),
    cancelMeeting: createCancelMeeting(changing),
    withdrawOffer: createWithdrawOffer(changing),
    expireOffers: createExpireOffers(changing),
    swapHandlaggare: createSwapHandlaggare({ ...changing, participants, findHandlaggare }),
    listStandIns: createListStandIns({ findMeeting, listColleagues: people.listColleagues, freeTimes }),
    chooseTime: createChooseTime({
      ...changing,
      findMeeting,
      chooseHeldTime: offers.choose,
      letOffUnavailable,
      journal: meetings,
      answers,
      messages,
    }),
    giveAnswer: createGiveAnswer({
      ...shared,
      findMeeting,
      journal: meetings,
      answers,
      keepWishes: repositories.wishes.keep,
    }),
    markCalled: createMarkCalled({ ...shared, findMeeting, messages }),
    ...composeRecalls({ shared, repositories, queueMessages }),
    ...composeAgencyTexts({
      shared,
      repositories,
      readPassages,
      composeWith: (passages) => composeWith(passages).compose,
    }),
    readFollowThrough: createReadFollowThrough(closing),
    recordOutcome: createRecordOutcome(closing),
    writeNote: createWriteNote(closing),
    keepTasks: createKeepTasks(closing),
    openInvitation: createOpenInvitation({
      links,
      announceMeeting: meetings.announce,
      markMessagesOpened: progress.markOpened,
      clock,
    }),
    readInvitation: createReadInvitation({
      findMeeting,
      answers,
      listOrganisations,
      readPassages,
      clock,
      publicUrl,
    }),
    readCalendar: createReadCalendar({
      readMeetings,
      readPersonTime: createReadPersonTime({ personTime, absences }),
      findHandlaggare,
      calendar,
    }),
    addAbsence: createAddAbsence({ absences, time, transactions: database }),
    removeAbsence: createRemoveAbsence({ absences, time, transactions: database }),
    createFeed: createCreateFeed({ ...shared, feeds, publicUrl }),
    listFeeds: createListFeeds({ feeds, clock }),
    revokeFeed: createRevokeFeed({ ...shared, feeds }),
    serveFeed: createServeFeed({ feeds, clock, publicUrl }),
    enterRoom: createEnterRoom({ ...shared, rooms, findMeeting, nodeId }),
    admitToRoom: createAdmitToRoom({ ...shared, rooms }),
    leaveRoom: createLeaveRoom({ ...shared, rooms }),
    readRoom: createReadRoom({ rooms, findMeeting, findCase: cases.find, listOrganisations }),
    sweepSeats: createSweepSeats({ ...shared, rooms }),
    planReminders: createPlanReminders({ remindable: repositories.remindable, messages, clock }),
  };
}
export type Samtid = ReturnType<typeof compose>;

function openDatabase({ config, databaseUrl, logger }: Surroundings): Database {
  return createDatabase(databaseUrl, { poolSize: config.DATABASE_POOL_SIZE, logger });
}

/** The domain of the sender's address: of Message-IDs and of the addresses that answers go to. */
export function mailDomainOf({ MAIL_FROM }: Pick<Config, "MAIL_FROM">): string {
  return /@([^\s>]+)>?\s*$/.exec(MAIL_FROM)?.[1] ?? "localhost";
}
