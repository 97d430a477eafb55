import { createAgencyTextsRepository } from "./agency-texts/agency-texts.repository.ts";
import { createAuditRepository } from "./audit/audit.repository.ts";
import { createFeedsRepository } from "./calendars/feeds.repository.ts";
import { createAnswersRepository } from "./invitations/answers.repository.ts";
import { createLinksRepository } from "./invitations/links.repository.ts";
import { createMessageProgressRepository } from "./invitations/message-progress.repository.ts";
import { createRemindableRepository } from "./invitations/remindable.repository.ts";
import { createMessagesRepository } from "./invitations/messages.repository.ts";
import { createOneTimeTokens } from "./invitations/one-time-token.ts";
import { createDraftsRepository } from "./meetings/drafts.repository.ts";
import { createIdempotencyKeysRepository } from "./meetings/idempotency-keys.repository.ts";
import { createMeetingsRepository } from "./meetings/meetings.repository.ts";
import { createOffersRepository } from "./meetings/offers.repository.ts";
import { createParticipantsRepository } from "./meetings/participants.repository.ts";
import { createAddressesRepository } from "./people/addresses.repository.ts";
import { createCasesRepository } from "./people/cases.repository.ts";
import { createExternalPartiesRepository } from "./people/external-parties.repository.ts";
import { createPeopleRepository } from "./people/people.repository.ts";
import { createIncidentsRepository } from "./recalls/incidents.repository.ts";
import { createRecallsRepository } from "./recalls/recalls.repository.ts";
import { createRoomsRepository } from "./rooms/rooms.repository.ts";
import { createAbsencesRepository } from "./scheduling/absences.repository.ts";
import { createFurtherTimeRepository } from "./scheduling/further-time.repository.ts";
import { createOpenTimeRepository } from "./scheduling/open-time.repository.ts";
import { createPersonTimeRepository } from "./scheduling/person-time.repository.ts";
import { createTimeRepository } from "./scheduling/time.repository.ts";
import { createWishesRepository } from "./scheduling/wishes.repository.ts";
import type { Clock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import type { Database } from "./platform/database/database.ts";

/** Every repository, once a process. Which use case holds which is in `compose.ts`. */
export function createRepositories(database: Database, { config, clock }: { config: Config; clock: Clock }) {
  return {
    agencyTexts: createAgencyTextsRepository(database),
    audit: createAuditRepository(database),
    people: createPeopleRepository(database),
    cases: createCasesRepository(database),
    externalParties: createExternalPartiesRepository(database),
    time: createTimeRepository(database, clock),
    personTime: createPersonTimeRepository(database, clock),
    furtherTime: createFurtherTimeRepository(database, clock),
    openTime: createOpenTimeRepository(database),
    wishes: createWishesRepository(database),
    absences: createAbsencesRepository(database),
    feeds: createFeedsRepository(database),
    rooms: createRoomsRepository(database),
    meetings: createMeetingsRepository(database),
    idempotencyKeys: createIdempotencyKeysRepository(database),
    offers: createOffersRepository(database),
    drafts: createDraftsRepository(database),
    participants: createParticipantsRepository(database),
    messages: createMessagesRepository(database),
    remindable: createRemindableRepository(database),
    progress: createMessageProgressRepository(database),
    answers: createAnswersRepository(database),
    recalls: createRecallsRepository(database),
    incidents: createIncidentsRepository(database),
    addresses: createAddressesRepository(database),
    links: createLinksRepository(database, createOneTimeTokens(config.secrets.linkKey)),
  };
}
