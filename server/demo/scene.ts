import type { Samtid } from "../compose.ts";
import type { MeetingRecord } from "../meetings/meeting-record.ts";
import { addDays, minutesOfDayOf } from "../scheduling/local-time.ts";
import type { DemoMeeting, DemoTime } from "./demo-meeting.ts";
import type { DemoRepository } from "./demo.repository.ts";
import type { RegisteredCase } from "./load-cases.ts";
import type { DemoActor } from "./load-people.ts";
import type { StoryCalendar, StoryClock } from "./story-clock.ts";

/** When nobody can at the time wished for, the days searched for a later one. */
const SEARCH_DAYS = 14;

/** What every story is played with: the product, whose clock the story sets. */
export interface Stage {
  readonly samtid: Samtid;
  readonly demo: DemoRepository;
  readonly clock: StoryClock;
  readonly calendar: StoryCalendar;
}

/** What one meeting's story is played with. */
export interface Scene extends Stage {
  readonly story: DemoMeeting;
  readonly about: RegisteredCase;
  readonly booker: DemoActor;
  readonly place: string | null;
  /** When something is done on a day. */
  readonly workMoment: (day: number) => Date;
  readonly reactionDelayMinutes: number;
}

/** @param index the story's number; spreads what is done over the day, the same way each time. */
export function setScene(stage: Stage, story: DemoMeeting, about: RegisteredCase, index: number): Scene {
  const [booker] = about.handlaggare;
  const someoneTravels = story.mode === "on_site" || story.mode === "mixed";
  return {
    ...stage,
    story,
    about,
    booker,
    place: someoneTravels ? booker.officeAddress : null,
    workMoment: (day) => stage.calendar.at(day, 8.3 + ((index * 37) % 280) / 60),
    reactionDelayMinutes: 40 + ((index * 53) % 400),
  };
}

/** The first joint time at the hour wished for, or later: behind us for a day that is, otherwise ahead. */
export async function findTime(scene: Scene, wanted: DemoTime, ignoreMeetingId?: string): Promise<string> {
  const { samtid, calendar, story, about, booker } = scene;
  const fromOn = calendar.on(wanted.day);
  const { times } = await samtid.findJointTimes(booker, {
    caseId: about.caseId,
    type: story.type,
    loosen: ["notice"],
    sides: about.handlaggare.map(({ organisationId, personId }) => ({
      organisationId,
      handlaggareIds: [personId],
    })),
    durationMinutes: story.minutes,
    fromOn,
    toOn: addDays(fromOn, SEARCH_DAYS),
    ignoreMeetingId,
  });
  const now = calendar.now.getTime();
  const fits = times.filter(({ startAt, endAt }) =>
    wanted.day < 0 ? Date.parse(endAt) <= now : Date.parse(startAt) > now,
  );
  const minutes = (wanted.hour ?? 0) * 60;
  const found = fits.find(({ startAt }) => minutesOfDayOf(new Date(startAt)) >= minutes) ?? fits[0];
  if (!found) throw new Error(`There is no time for the demo meeting of ${story.who}.`);
  return found.startAt;
}

/** The meeting as it is now. */
export async function read({ samtid }: Scene, meetingId: string): Promise<MeetingRecord> {
  const meeting = await samtid.repositories.meetings.find(meetingId);
  if (!meeting) throw new Error("A meeting just booked was not found.");
  return meeting;
}
