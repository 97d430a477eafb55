import { createAgencyTextsRepository } from "./agency-texts/agency-texts.repository.ts";
import { createAuditRepository } from "./audit/audit.repository.ts";
import { createSealsRepository } from "./audit/seals.repository.ts";
import { createTrailRepository } from "./audit/trail.repository.ts";
import { createBusySourcesRepository } from "./calendars/import/busy-sources.repository.ts";
import { createFeedMeetingsRepository } from "./calendars/feed-meetings.repository.ts";
import { createFeedsRepository } from "./calendars/feeds.repository.ts";
import { createSignInsRepository } from "./identity/sign-ins.repository.ts";
import { createAnswersRepository } from "./invitations/answers.repository.ts";
import { createCalendarRepliesRepository } from "./invitations/calendar-replies.repository.ts";
import { createLinksRepository } from "./invitations/links.repository.ts";
import { createMessageProgressRepository } from "./invitations/message-progress.repository.ts";
import { createRemindableRepository } from "./invitations/remindable.repository.ts";
import { createMessagesRepository } from "./invitations/messages.repository.ts";
import { createOneTimeTokens } from "./invitations/one-time-token.ts";
import { createSentTextsRepository } from "./invitations/sent-texts.repository.ts";
import { createSetAsideRepository } from "./invitations/set-aside.repository.ts";
import { createInterpretersRepository } from "./interpreters/interpreters.repository.ts";
import { createCaseMeetingsRepository } from "./meetings/case-meetings.repository.ts";
import { createDraftsRepository } from "./meetings/drafts.repository.ts";
import { createEquipmentChecksRepository } from "./meetings/equipment-checks.repository.ts";
import { createIdempotencyKeysRepository } from "./meetings/idempotency-keys.repository.ts";
import { createIdentityChecksRepository } from "./meetings/identity-checks.repository.ts";
import { createMeetingsRepository } from "./meetings/meetings.repository.ts";
import { createOffersRepository } from "./meetings/offers.repository.ts";
import { createParticipantsRepository } from "./meetings/participants.repository.ts";
import { createAgencySettingsRepository } from "./people/agency-settings.repository.ts";
import { createAddressesRepository } from "./people/addresses.repository.ts";
import { createCasesRepository } from "./people/cases.repository.ts";
import { createDetailsRepository } from "./people/details.repository.ts";
import { createConsentsRepository } from "./people/consents.repository.ts";
import { createDisqualificationsRepository } from "./people/disqualifications.repository.ts";
import { createExternalPartiesRepository } from "./people/external-parties.repository.ts";
import { createIndividualsRepository } from "./people/individuals.repository.ts";
import { createProtectedStaffRepository } from "./people/protected-staff.repository.ts";
import { createPeopleRepository } from "./people/people.repository.ts";
import { createRetentionRepository } from "./privacy/retention.repository.ts";
import { createSealedColumnsRepository } from "./privacy/sealed-columns.repository.ts";
import { createRepresentativesRepository } from "./representatives/representatives.repository.ts";
import { createIncidentsRepository } from "./recalls/incidents.repository.ts";
import { createRecallsRepository } from "./recalls/recalls.repository.ts";
import { createNodesRepository } from "./rooms/nodes.repository.ts";
import { createCallRepository } from "./rooms/call/call.repository.ts";
import { createDayRepository } from "./rooms/day/day.repository.ts";
import { createRoomsRepository } from "./rooms/rooms.repository.ts";
import { createSweptSeatsRepository } from "./rooms/swept-seats.repository.ts";
import { createAbsencesRepository } from "./scheduling/absences.repository.ts";
import { createExternalBusyRepository } from "./scheduling/external-busy.repository.ts";
import { createFurtherTimeRepository } from "./scheduling/further-time.repository.ts";
import { createOfficeWeekRepository } from "./scheduling/office-week.repository.ts";
import { createOpenTimeRepository } from "./scheduling/open-time.repository.ts";
import { createPersonTimeRepository } from "./scheduling/person-time.repository.ts";
import { createTimeRepository } from "./scheduling/time.repository.ts";
import { createWishesRepository } from "./scheduling/wishes.repository.ts";
import { createWorkingPatternRepository } from "./scheduling/working-pattern.repository.ts";
import type { Clock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { createVault } from "./platform/vault.ts";
import type { Database } from "./platform/database/database.ts";

/** Every repository, once a process. Which use case holds which is in `compose.ts`. */
export function createRepositories(database: Database, { config, clock }: { config: Config; clock: Clock }) {
  return {
    agencyTexts: createAgencyTextsRepository(database),
    audit: createAuditRepository(database),
    seals: createSealsRepository(database),
    trail: createTrailRepository(database),
    people: createPeopleRepository(database),
    protectedStaff: createProtectedStaffRepository(database),
    individuals: createIndividualsRepository(database),
    signIns: createSignInsRepository(database),
    identityChecks: createIdentityChecksRepository(database),
    equipmentChecks: createEquipmentChecksRepository(database),
    agencySettings: createAgencySettingsRepository(database),
    cases: createCasesRepository(database),
    consents: createConsentsRepository(database),
    details: createDetailsRepository(database),
    externalParties: createExternalPartiesRepository(database),
    representatives: createRepresentativesRepository(database),
    caseMeetings: createCaseMeetingsRepository(database),
    disqualifications: createDisqualificationsRepository(database),
    interpreters: createInterpretersRepository(database),
    time: createTimeRepository(database, clock),
    personTime: createPersonTimeRepository(database, clock),
    furtherTime: createFurtherTimeRepository(database, clock),
    openTime: createOpenTimeRepository(database),
    officeWeeks: createOfficeWeekRepository(database, clock),
    wishes: createWishesRepository(database),
    patterns: createWorkingPatternRepository(database),
    absences: createAbsencesRepository(database),
    externalBusy: createExternalBusyRepository(database),
    feeds: createFeedsRepository(database),
    busySources: createBusySourcesRepository(database),
    feedMeetings: createFeedMeetingsRepository(database),
    rooms: createRoomsRepository(database),
    nodes: createNodesRepository(database),
    sweptSeats: createSweptSeatsRepository(database),
    calls: createCallRepository(database),
    days: createDayRepository(database),
    meetings: createMeetingsRepository(database),
    idempotencyKeys: createIdempotencyKeysRepository(database),
    offers: createOffersRepository(database),
    drafts: createDraftsRepository(database),
    participants: createParticipantsRepository(database),
    messages: createMessagesRepository(database),
    remindable: createRemindableRepository(database),
    progress: createMessageProgressRepository(database),
    sentTexts: createSentTextsRepository(database, createVault(config.secrets.dataKeys)),
    setAside: createSetAsideRepository(database),
    answers: createAnswersRepository(database),
    calendarReplies: createCalendarRepliesRepository(database),
    recalls: createRecallsRepository(database),
    incidents: createIncidentsRepository(database),
    addresses: createAddressesRepository(database),
    retention: createRetentionRepository(database),
    sealedColumns: createSealedColumnsRepository(database),
    links: createLinksRepository(database, createOneTimeTokens(config.secrets.linkKey)),
  };
}

export type Repositories = ReturnType<typeof createRepositories>;
