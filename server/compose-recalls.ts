import { createKeepAgencyTexts } from "./agency-texts/keep-agency-texts.ts";
import { createPreviewAgencyText } from "./agency-texts/preview-agency-text.ts";
import type { ReadAgencyPassages } from "./agency-texts/read-agency-passages.ts";
import type { AgencyTextsRepository } from "./agency-texts/agency-texts.repository.ts";
import type { RecordAudit } from "./audit/record-audit.ts";
import type { ComposeMessage } from "./invitations/compose-message.ts";
import type { LinksRepository } from "./invitations/links.repository.ts";
import type { QueueMessages } from "./invitations/queue-messages.ts";
import type { MeetingsRepository } from "./meetings/meetings.repository.ts";
import type { AddressesRepository } from "./people/addresses.repository.ts";
import { createCorrectAddress } from "./people/correct-address.ts";
import type { Clock } from "./platform/clock.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import type { IncidentsRepository } from "./recalls/incidents.repository.ts";
import type { RecallsRepository } from "./recalls/recalls.repository.ts";
import type { RoomsRepository } from "./rooms/rooms.repository.ts";
import { createCutSeat } from "./rooms/cut-seat.ts";
import { createKeepIncidents } from "./recalls/keep-incidents.ts";
import { createRecallMessage } from "./recalls/recall-message.ts";
import { createRenewLink } from "./recalls/renew-link.ts";

interface Shared {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: {
    readonly meetings: MeetingsRepository;
    readonly links: LinksRepository;
    readonly rooms: RoomsRepository;
    readonly recalls: RecallsRepository;
    readonly incidents: IncidentsRepository;
    readonly addresses: AddressesRepository;
    readonly agencyTexts: AgencyTextsRepository;
  };
}

/** Puts together what is done about messages that went to the wrong person. */
export function composeRecalls({
  shared,
  repositories,
  queueMessages,
}: Shared & { readonly queueMessages: QueueMessages }) {
  const { meetings, recalls, incidents, links } = repositories;
  const cutSeat = createCutSeat({ rooms: repositories.rooms, clock: shared.clock });
  const recalling = { ...shared, findMeeting: meetings.find, journal: meetings, recalls };
  return {
    recallMessage: createRecallMessage({ ...recalling, incidents, cutSeat }),
    renewLink: createRenewLink({
      ...recalling,
      renewLink: links.renew,
      correctAddress: createCorrectAddress(repositories),
      queueMessages,
    }),
    keepIncidents: createKeepIncidents({ ...shared, incidents }),
  };
}

/** Puts together what an agency does with its own texts. */
export function composeAgencyTexts({
  shared,
  repositories: { agencyTexts },
  readPassages,
  composeWith,
}: Shared & {
  readonly readPassages: ReadAgencyPassages;
  readonly composeWith: (readPassages: ReadAgencyPassages) => ComposeMessage;
}) {
  return {
    keepAgencyTexts: createKeepAgencyTexts({ ...shared, agencyTexts }),
    previewAgencyText: createPreviewAgencyText({ composeWith, readPassages, clock: shared.clock }),
  };
}
