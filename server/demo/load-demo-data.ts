import { compose, type Samtid } from "../compose.ts";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { DEMO_BOOKED_MEETINGS, DEMO_DRAFTS } from "./demo-booked-meetings.ts";
import { CLOSED_MAIL_DOMAIN } from "./demo-cases.ts";
import { DEMO_PAST_MEETINGS } from "./demo-past-meetings.ts";
import { DEMO_RULES } from "./demo-rules.ts";
import { createDemoRepository } from "./demo.repository.ts";
import { loadCases } from "./load-cases.ts";
import { CONFIRMING_OFFICE } from "./demo-offices.ts";
import { loadParticipants } from "./load-participants.ts";
import { known, loadPeople } from "./load-people.ts";
import { playMeeting } from "./play-meeting.ts";
import { createStoryCalendar, createStoryClock } from "./story-clock.ts";

/**
 * Fills a database that has no organisation with two agencies, their people, and meetings around today. Otherwise
 * does nothing. The data is the same each time, but for ids, references and links.
 *
 * All in one transaction: two processes can't both load, and one that dies leaves nothing behind. Nothing is mailed:
 * what the demo meetings called for counts as sent when it was due.
 */
export async function loadDemoData(samtid: Samtid): Promise<void> {
  const { config, databaseUrl, logger, database } = samtid;
  await database.transaction(async (unitOfWork) => {
    const inside = within(database, unitOfWork);
    const demo = createDemoRepository(inside);
    if (!(await demo.isEmpty())) return;
    const calendar = createStoryCalendar(samtid.clock.now());
    const clock = createStoryClock(calendar.now);
    const product = compose({ config, databaseUrl, logger, clock }, inside);
    const actors = await loadPeople(product, demo, clock, calendar);
    const cases = await loadCases(product, clock, calendar, actors);
    await loadParticipants(product, cases, calendar);
    const stage = { samtid: product, demo, clock, calendar };
    for (const [index, story] of [...DEMO_BOOKED_MEETINGS, ...DEMO_PAST_MEETINGS].entries())
      await playMeeting(stage, story, known(cases, story.who), index);
    await demo.letConfirm(CONFIRMING_OFFICE);
    for (const [index, story] of DEMO_DRAFTS.entries())
      await playMeeting(stage, story, known(cases, story.who), index);
    // Last: nobody can be met whose calendar can't be read.
    for (const [who, rules] of Object.entries(DEMO_RULES))
      if (rules.hasUnreadableCalendar)
        await demo.insertUnreadableCalendar(
          known(actors, who).personId,
          samtid.vault.encrypt("https://calendar.example/oskar-oberg.ics"),
          calendar.now,
        );
    await demo.settleMessages(CLOSED_MAIL_DOMAIN);
  });
}

/** The database as seen from inside a transaction: whatever is done through it commits with the rest or not at all. */
function within(database: Database, unitOfWork: UnitOfWork): Database {
  return {
    ...database,
    query: () => database.query(unitOfWork),
    transaction: (work) => work(unitOfWork),
  };
}
