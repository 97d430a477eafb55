import { Kysely, Migrator, PostgresDialect, type Migration } from "kysely";
import { Pool } from "pg";
import { up as people } from "./migrations/0001-people.ts";
import { up as meetings } from "./migrations/0002-meetings.ts";
import { up as messages } from "./migrations/0003-messages.ts";
import { up as trace } from "./migrations/0004-trace-and-sessions.ts";
import { up as rooms } from "./migrations/0005-rooms.ts";
import { up as messagesInDoubt } from "./migrations/0006-messages-in-doubt.ts";
import { up as searchRules } from "./migrations/0007-search-rules.ts";
import { up as heldTimes } from "./migrations/0008-held-times.ts";
import { up as furtherParticipants } from "./migrations/0009-further-participants.ts";
import { up as messageChannels } from "./migrations/0010-message-channels.ts";
import { up as outcomes } from "./migrations/0011-outcomes.ts";
import { up as agreement } from "./migrations/0012-agreement.ts";
import { up as recallAndTexts } from "./migrations/0013-recall-and-texts.ts";
import { up as selfBooking } from "./migrations/0014-self-booking.ts";
import { up as channelAdministration } from "./migrations/0015-channel-administration.ts";
import { up as participants } from "./migrations/0016-participants.ts";
import { up as recalledAddresses } from "./migrations/0017-recalled-addresses.ts";
import { up as meetingsToCome } from "./migrations/0018-meetings-to-come.ts";
import { up as busySources } from "./migrations/0020-busy-sources.ts";
import { up as calendarReplies } from "./migrations/0021-calendar-replies.ts";
import { up as feeds } from "./migrations/0022-feeds.ts";
import { up as wishes } from "./migrations/0024-wishes.ts";
import { up as digitalMailbox } from "./migrations/0025-digital-mailbox.ts";
import { up as unprovenMessages } from "./migrations/0026-unproven-messages.ts";
import { up as meetingTypes } from "./migrations/0027-meeting-types.ts";
import { up as workingPatterns } from "./migrations/0028-working-patterns.ts";
import { up as calendarChangedAt } from "./migrations/0029-calendar-changed-at.ts";
import { up as traceAndRetention } from "./migrations/0031-trace-and-retention.ts";
import { up as secrecy } from "./migrations/0032-secrecy.ts";
import { up as signIn } from "./migrations/0033-sign-in.ts";
import { up as officesThatStayAway } from "./migrations/0034-offices-that-stay-away.ts";
import { up as announceDisqualification } from "./migrations/0035-announce-disqualification.ts";
import { up as shownNames } from "./migrations/0036-shown-names.ts";
import { up as lobby } from "./migrations/0037-lobby.ts";
import { up as theCall } from "./migrations/0039-the-call.ts";
import { up as cooperation } from "./migrations/0041-cooperation.ts";
import { up as figures } from "./migrations/0043-figures.ts";
import { up as representativesEid } from "./migrations/0045-representatives-eid.ts";
import { up as equipmentChecks } from "./migrations/0046-equipment-checks.ts";
import { up as telephoneSeats } from "./migrations/0047-telephone-seats.ts";
import { up as capacityAndEarlierSurveys } from "./migrations/0048-capacity-and-earlier-surveys.ts";
import { up as historyUploads } from "./migrations/0049-history-uploads.ts";
import { up as roomVersionAnnounced } from "./migrations/0051-room-version-announced.ts";
import { up as waitingMeetings } from "./migrations/0052-waiting-meetings.ts";

const migrations: Record<string, Migration> = {
  "0001-people": { up: people },
  "0002-meetings": { up: meetings },
  "0003-messages": { up: messages },
  "0004-trace-and-sessions": { up: trace },
  "0005-rooms": { up: rooms },
  "0006-messages-in-doubt": { up: messagesInDoubt },
  "0007-search-rules": { up: searchRules },
  "0008-held-times": { up: heldTimes },
  "0009-further-participants": { up: furtherParticipants },
  "0010-message-channels": { up: messageChannels },
  "0011-outcomes": { up: outcomes },
  "0012-agreement": { up: agreement },
  "0013-recall-and-texts": { up: recallAndTexts },
  "0014-self-booking": { up: selfBooking },
  "0015-channel-administration": { up: channelAdministration },
  "0016-participants": { up: participants },
  "0017-recalled-addresses": { up: recalledAddresses },
  "0018-meetings-to-come": { up: meetingsToCome },
  "0020-busy-sources": { up: busySources },
  "0021-calendar-replies": { up: calendarReplies },
  "0022-feeds": { up: feeds },
  "0024-wishes": { up: wishes },
  "0025-digital-mailbox": { up: digitalMailbox },
  "0026-unproven-messages": { up: unprovenMessages },
  "0027-meeting-types": { up: meetingTypes },
  "0028-working-patterns": { up: workingPatterns },
  "0029-calendar-changed-at": { up: calendarChangedAt },
  "0031-trace-and-retention": { up: traceAndRetention },
  "0032-secrecy": { up: secrecy },
  "0033-sign-in": { up: signIn },
  "0034-offices-that-stay-away": { up: officesThatStayAway },
  "0035-announce-disqualification": { up: announceDisqualification },
  "0036-shown-names": { up: shownNames },
  "0037-lobby": { up: lobby },
  "0039-the-call": { up: theCall },
  "0041-cooperation": { up: cooperation },
  "0043-figures": { up: figures },
  "0045-representatives-eid": { up: representativesEid },
  "0046-equipment-checks": { up: equipmentChecks },
  "0047-telephone-seats": { up: telephoneSeats },
  "0048-capacity-and-earlier-surveys": { up: capacityAndEarlierSurveys },
  "0049-history-uploads": { up: historyUploads },
  "0051-room-version-announced": { up: roomVersionAnnounced },
  "0052-waiting-meetings": { up: waitingMeetings },
};

/**
 * Brings a database to the newest schema. Safe to run from two processes at once: Kysely holds a lock meanwhile.
 *
 * @throws when a migration fails; it is rolled back whole.
 */
export async function migrateToLatest(databaseUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error instanceof Error ? error : new Error("Migration failed", { cause: error });
  } finally {
    await db.destroy();
  }
}
