import { randomUUID } from "node:crypto";
import { createReadAgencyPassages, type ReadAgencyPassages } from "./agency-texts/read-agency-passages.ts";
import { createRecordAudit } from "./audit/record-audit.ts";
import { createReadCalendar } from "./calendars/read-calendar.ts";
import { composeAdministration } from "./compose-administration.ts";
import { withAuditedReads } from "./compose-audited-reads.ts";
import { composeBooking } from "./compose-booking.ts";
import { composeBusySources } from "./compose-busy-sources.ts";
import { composeFeeds } from "./compose-feeds.ts";
import { composeFigures } from "./compose-figures.ts";
import { composeFollowup } from "./compose-followup.ts";
import { composeIdentity } from "./compose-identity.ts";
import { composeHandOvers } from "./compose-hand-overs.ts";
import { composeOutcomes } from "./compose-outcomes.ts";
import { composeOwnTime } from "./compose-own-time.ts";
import { composeParticipants } from "./compose-participants.ts";
import { composePeople } from "./compose-people.ts";
import { composeAgencyTexts, composeRecalls } from "./compose-recalls.ts";
import { composeRooms } from "./compose-rooms.ts";
import { composeTrace } from "./compose-trace.ts";
import { createComposeMessage } from "./invitations/compose-message.ts";
import { createDescribeMessage } from "./invitations/describe-message.ts";
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
import { createFindMovable } from "./meetings/find-movable.ts";
import { createReadMeetings } from "./meetings/read-meetings.ts";
import { createSeriesRepository } from "./meetings/series.repository.ts";
import { createFindFurtherParties } from "./people/find-further-parties.ts";
import { composeAnswers } from "./compose-answers.ts";
import { createRepositories } from "./compose-repositories.ts";
import type { Clock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { createDatabase, type Database } from "./platform/database/database.ts";
import type { Logger } from "./platform/logger.ts";
import { renderMail } from "./platform/mail/mail-layout.ts";
import { createVault } from "./platform/vault.ts";
import { createFindJointTimes } from "./scheduling/find-joint-times.ts";
import { createFindParties } from "./scheduling/find-parties.ts";
import { DEFAULT_WEIGHTS } from "./scheduling/ranking.ts";
import { createReadCapacity } from "./scheduling/read-capacity.ts";
import { createReadPersonTime } from "./scheduling/read-person-time.ts";
import { createReadWhyNot } from "./scheduling/read-why-not.ts";
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
  const { people, cases, meetings, messages, links, answers, time, personTime, absences } = repositories;

  const recordAudit = createRecordAudit({ audit: repositories.audit, clock });
  const shared = { recordAudit, transactions: database, clock };
  const { find: findMeeting } = meetings;
  const identity = composeIdentity({ ...surroundings, shared, repositories, vault, database });
  const publicUrl = config.PUBLIC_URL;
  const nodeId = randomUUID();
  const { findHandlaggare, listOrganisations } = people;

  const calendar = {
    closedEves: config.CLOSED_EVES,
    closedSqueezeDays: config.CLOSED_SQUEEZE_DAYS,
  };
  const weights = { ...DEFAULT_WEIGHTS, ...config.RANKING_WEIGHTS };
  const { furtherTime, externalParties, agencySettings } = repositories;
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
  const findParties = createFindParties({
    findCase: cases.find,
    findMovable,
    findFurtherParties,
    findHandlaggare,
    listRequiredParties: agencySettings.listRequiredParties,
  });
  const reserveTime = createReserveTime({ time, freeTimes, transactions: database });
  const { offers, progress, recalls } = repositories;
  const queueMessages = createQueueMessages({ findMeeting, messages, links, recalls, clock });
  const readPassages = createReadAgencyPassages(repositories);
  const replyAddress = {
    key: config.secrets.linkKey,
    domain: config.MAIL_IN_DOMAIN ?? mailDomainOf(config),
  };
  const composeWith = (passages: ReadAgencyPassages) => {
    const describe = createDescribeMessage({ publicUrl, listOrganisations, readPassages: passages });
    return { describe, compose: createComposeMessage({ describe, replyAddress, render: renderMail }) };
  };
  const { describe: describeMessage, compose: composeMessage } = composeWith(readPassages);
  const correspondence = createReadCorrespondence({
    answers,
    calendarReplies: repositories.calendarReplies,
    messages,
    links,
    listRecalls: recalls.listOf,
  });
  const changing = { recordAudit, clock, calendar, meetings, offers, reserveTime, queueMessages };

  const followup = composeFollowup({ shared, repositories, database, vault });
  const { followCase } = followup;
  const readPersonTime = createReadPersonTime({
    personTime,
    absences,
    listExternalBusy: repositories.externalBusy.list,
  });
  const readMeetings = createReadMeetings({
    meetings,
    findCase: cases.find,
    listSeries: createSeriesRepository(database).list,
    listIdentityChecks: repositories.identityChecks.list,
    listEquipmentChecks: repositories.equipmentChecks.list,
    correspondence,
    recordAudit,
    clock,
  });

  const reportDelivery = createReportDelivery({ progress, transactions: database, clock });

  const composed = {
    ...surroundings,
    nodeId,
    database,
    repositories,
    vault,
    recordAudit,
    composeMessage,
    describeMessage,
    reportAddresses: createReportAddresses(publicUrl, config.secrets.linkKey),
    reportDelivery,
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
    ...composePeople({ shared, repositories, vault }),
    findJointTimes: createFindJointTimes({ findParties, freeTimes, clock }),
    readWhyNot: createReadWhyNot({ findParties, freeTimes }),
    readCapacity: createReadCapacity({ personTime, findOffice: people.findOffice, calendar }),
    readMeetings,
    ...composeBooking({
      repositories,
      changing,
      freeTimes,
      findFurtherParties,
      preview: createPreviewMessage({ compose: composeMessage, describe: describeMessage, publicUrl, clock }),
      followCase,
    }),
    replyAddress,
    ...composeAnswers({ shared, repositories, replyAddress, reportDelivery, logger: surroundings.logger }),
    ...composeAdministration({ shared, repositories }),
    ...composeParticipants({
      shared,
      repositories,
      changing,
      findFurtherParties,
      calendar,
      vault,
      followCase,
    }),
    ...composeHandOvers({ shared, repositories, changing, freeTimes }),
    markCalled: createMarkCalled({ ...shared, findMeeting, messages }),
    ...composeRecalls({ shared, repositories, queueMessages }),
    ...composeAgencyTexts({
      shared,
      repositories,
      readPassages,
      composeWith: (passages) => composeWith(passages).compose,
    }),
    ...composeOutcomes({ shared, repositories, correspondence, database, vault, followCase }),
    ...followup,
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
      readPersonTime,
      findHandlaggare,
      calendar,
    }),
    ...composeBusySources({ ...surroundings, ...shared, repositories, readPersonTime, vault }),
    ...composeOwnTime({ shared, repositories, calendar }),
    ...composeFeeds({ shared, repositories, readPersonTime, publicUrl }),
    ...identity,
    ...composeRooms({
      shared,
      repositories,
      reserveTime,
      nodeId,
      recordIdentityCheck: identity.recordIdentityCheck,
      relay: { urls: config.TURN_URLS, secret: config.TURN_SECRET },
    }),
    ...composeFigures({ shared, repositories, calendar, database }),
    ...composeTrace({ shared, repositories, database, vault, logger: surroundings.logger }),
    planReminders: createPlanReminders({ remindable: repositories.remindable, messages, clock }),
  };
  return withAuditedReads(composed, recordAudit);
}
export type Samtid = ReturnType<typeof compose>;

function openDatabase({ config, databaseUrl, logger }: Surroundings): Database {
  return createDatabase(databaseUrl, { poolSize: config.DATABASE_POOL_SIZE, logger });
}

/** The domain of the sender's address: of Message-IDs, and of the addresses that answers go to unless they have their own. */
export function mailDomainOf({ MAIL_FROM }: Pick<Config, "MAIL_FROM">): string {
  return /@([^\s>]+)>?\s*$/.exec(MAIL_FROM)?.[1] ?? "localhost";
}
