import type { Samtid } from "../compose.ts";
import type { StaffActor } from "../identity/actor.ts";
import { individualOf, type MeetingRecord } from "../meetings/meeting-record.ts";
import { MEETING_TYPE } from "../meetings/meeting-types.ts";
import { addDays, localDateOf, minutesOfDayOf } from "../scheduling/local-time.ts";
import type { DemoMeeting, DemoReaction, DemoTime } from "./demo-meeting.ts";
import type { DemoRepository } from "./demo.repository.ts";
import type { RegisteredCase } from "./load-cases.ts";
import type { PostOffice } from "./post-office.ts";
import type { StoryCalendar, StoryClock } from "./story-clock.ts";

/** A wished time that is taken moves by at most this many days. */
const SEARCH_DAYS = 14;
/** A decision is communicated so many days before the meeting about it is offered. */
const COMMUNICATED_DAYS = 3;

/** What a story is played with: the product, whose clock the story sets. */
export interface Stage {
  readonly samtid: Samtid;
  readonly demo: DemoRepository;
  readonly postOffice: PostOffice;
  readonly clock: StoryClock;
  readonly calendar: StoryCalendar;
}

/** The scene of one meeting. */
interface Scene extends Stage {
  readonly story: DemoMeeting;
  readonly about: RegisteredCase;
  readonly booker: StaffActor;
  readonly place: string | null;
  /** When things are done on a day: spread over the day, the same each time the data is loaded. */
  readonly workMoment: (day: number) => Date;
  readonly reactionDelayMinutes: number;
}

/**
 * Lets a meeting's story happen through the use cases, on the days it happened, so that the data is what the product
 * would have written.
 *
 * @param index the story's number; decides only at what minute things are done.
 */
export async function playMeeting(
  stage: Stage,
  story: DemoMeeting,
  about: RegisteredCase,
  index: number,
): Promise<void> {
  const [booker] = about.handlaggare;
  const someoneTravels = story.mode === "on_site" || story.mode === "mixed";
  const scene: Scene = {
    ...stage,
    story,
    about,
    booker,
    place: someoneTravels ? booker.officeAddress : null,
    workMoment: (day) => stage.calendar.at(day, 8.3 + ((index * 37) % 280) / 60),
    reactionDelayMinutes: 40 + ((index * 53) % 400),
  };
  const meetingId = await book(scene);
  await react(scene, meetingId, story);
  if (story.moved) await move(scene, meetingId, story.moved);
  if (story.cancelled) await cancel(scene, meetingId, story.cancelled);
  else await stage.postOffice.remind(meetingId, stage.calendar.now);
  if (story.ended) await end(scene, meetingId, story.ended);
}

async function book(scene: Scene): Promise<string> {
  const { samtid, clock, story, about, booker, place, postOffice } = scene;
  const at = scene.workMoment(story.booked);
  clock.set(at);
  const { needsCommunicatedDecision } = MEETING_TYPE[story.type];
  const meetingId = await samtid.bookMeeting(booker, {
    caseId: about.caseId,
    type: story.type,
    startAt: await findTime(scene, story),
    durationMinutes: story.minutes,
    mode: story.mode,
    place,
    handlaggare: about.handlaggare.map(({ organisationId, personId }) => ({ organisationId, personId })),
    talkedWithIndividual: true,
    decisionCommunicatedOn: needsCommunicatedDecision ? addDays(localDateOf(at), -COMMUNICATED_DAYS) : null,
    secrecyConsentOn: null,
  });
  await postOffice.send(meetingId);
  return meetingId;
}

/** The first joint time at the hour wished for, or later: behind us for a day that is, otherwise ahead. */
async function findTime(scene: Scene, wanted: DemoTime, ignoreMeetingId?: string): Promise<string> {
  const { samtid, calendar, story, about, booker } = scene;
  const fromOn = calendar.on(wanted.day);
  const { times } = await samtid.findJointTimes(booker, {
    caseId: about.caseId,
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

/** The individual reads and answers after some time; who can't be mailed is called. */
async function react(scene: Scene, meetingId: string, reaction: DemoReaction): Promise<void> {
  const { samtid, clock, booker, story } = scene;
  const meeting = await read(scene, meetingId);
  const participantId = individualOf(meeting).id;
  clock.set(new Date(clock.now().getTime() + scene.reactionDelayMinutes * 60_000));
  if (!story.notCalled) await callWhomWeCannotMail(scene, meetingId);
  if (reaction.answer || reaction.opened) {
    const token = await samtid.repositories.links.tokenFor(participantId);
    if (token) await samtid.openInvitation(token);
  }
  const about = { meetingId, participantId };
  if (reaction.answer) await samtid.giveAnswer({ kind: "invited", ...about }, about, reaction.answer);
  if (reaction.byTelephone) await samtid.giveAnswer(booker, about, reaction.byTelephone);
}

async function callWhomWeCannotMail({ samtid, booker }: Scene, meetingId: string): Promise<void> {
  const messages = await samtid.repositories.messages.listOf(meetingId);
  for (const { id, state } of messages)
    if (state === "to_do") await samtid.markCalled(booker, { meetingId, messageId: id });
}

async function move(
  scene: Scene,
  meetingId: string,
  moved: NonNullable<DemoMeeting["moved"]>,
): Promise<void> {
  const { samtid, clock, booker, story, place, postOffice } = scene;
  await postOffice.remind(meetingId, scene.workMoment(moved.on));
  clock.set(scene.workMoment(moved.on));
  const { revision } = await read(scene, meetingId);
  await samtid.moveMeeting(
    booker,
    { meetingId, revision },
    {
      startAt: await findTime(scene, moved, meetingId),
      durationMinutes: story.minutes,
      mode: story.mode,
      place,
    },
  );
  await postOffice.send(meetingId);
  await react(scene, meetingId, moved);
}

async function cancel(
  scene: Scene,
  meetingId: string,
  { on, reason }: NonNullable<DemoMeeting["cancelled"]>,
): Promise<void> {
  const { samtid, clock, booker, postOffice } = scene;
  await postOffice.remind(meetingId, scene.workMoment(on));
  clock.set(scene.workMoment(on));
  const { revision } = await read(scene, meetingId);
  await samtid.cancelMeeting(booker, { meetingId, revision }, { reason });
  await postOffice.send(meetingId);
  await callWhomWeCannotMail(scene, meetingId);
}

/** No use case ends a meeting; it is written as one would: the meeting, and the event. */
async function end(scene: Scene, meetingId: string, status: "held" | "not_held"): Promise<void> {
  const { samtid, demo, booker } = scene;
  const { endsAt: at } = await read(scene, meetingId);
  await samtid.database.transaction(async (unitOfWork) => {
    await demo.endMeeting(meetingId, { status, at }, unitOfWork);
    const event = { meetingId, kind: status, actorId: booker.personId, at };
    await samtid.repositories.meetings.appendEvent(event, unitOfWork);
  });
}

async function read({ samtid }: Scene, meetingId: string): Promise<MeetingRecord> {
  const meeting = await samtid.repositories.meetings.find(meetingId);
  if (!meeting) throw new Error("A meeting just booked was not found.");
  return meeting;
}
