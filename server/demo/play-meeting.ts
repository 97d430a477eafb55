import { channelsFor } from "../invitations/channel-order.ts";
import { remindersOf } from "../invitations/reminders.ts";
import { individualAndRepresentativesOf, individualOf } from "../meetings/meeting-participants.ts";
import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import type { MeetingPlan } from "../meetings/meetings.contract.ts";
import { addDays, localDateOf } from "../scheduling/local-time.ts";
import type { DemoMeeting, DemoReaction } from "./demo-meeting.ts";
import type { RegisteredCase } from "./load-cases.ts";
import { findTime, read, setScene, type Scene, type Stage } from "./scene.ts";

/** Kept where a story's time is close to when it was booked. */
const EARLY = { reason: "persons_wish", text: null } as const;
/** A decision is communicated so many days before the meeting about it is offered. */
const COMMUNICATED_DAYS = 3;

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
  const scene = setScene(stage, story, about, index);
  const meetingId = await book(scene);
  await react(scene, meetingId, story);
  if (story.moved) await move(scene, meetingId, story.moved);
  if (story.cancelled) await cancel(scene, meetingId, story.cancelled);
  else await remind(scene, meetingId, stage.calendar.now);
  if (story.ended) await end(scene, meetingId, story.ended);
}

async function book(scene: Scene): Promise<string> {
  const { samtid, clock, calendar, story, about, booker, place } = scene;
  const at = scene.workMoment(story.booked);
  clock.set(at);
  const { needsCommunicatedDecision } = MEETING_TYPE[story.type];
  const plan: MeetingPlan = {
    caseId: about.caseId,
    type: story.type,
    durationMinutes: story.minutes,
    mode: story.mode,
    place,
    handlaggare: about.handlaggare.map(({ organisationId, personId }) => ({ organisationId, personId })),
    talkedWithIndividual: true,
    decisionCommunicatedOn: needsCommunicatedDecision ? addDays(localDateOf(at), -COMMUNICATED_DAYS) : null,
    secrecyConsentOn: null,
    loosen: ["notice"],
    shortNotice: EARLY,
  };
  if (story.open) {
    const opening = { fromOn: calendar.on(story.day), untilOn: calendar.on(story.open.untilDay) };
    const answerBy = calendar.at(story.open.until.day, story.open.until.hour).toISOString();
    return samtid.bookMeeting(booker, { ...plan, opening, answerBy });
  }
  const startAt = await findTime(scene, story);
  if (!story.offered) return samtid.bookMeeting(booker, { ...plan, startAt });
  const { otherTimes, until } = story.offered;
  const times = [startAt];
  for (const time of otherTimes) times.push(await findTime(scene, time));
  const answerBy = calendar.at(until.day, until.hour).toISOString();
  return samtid.bookMeeting(booker, { ...plan, times, answerBy });
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
  const about = { meetingId, participantId, timeVersion: meeting.timeVersion };
  if (reaction.answer)
    await samtid.giveAnswer({ kind: "invited", meetingId, participantId }, about, reaction.answer);
  if (reaction.byTelephone) await samtid.giveAnswer(booker, about, reaction.byTelephone);
}

/** Writes the reminders of the meeting's present time, if it has one, that were due until an instant, each as of when it was due. */
async function remind(scene: Scene, meetingId: string, until: Date): Promise<void> {
  const meeting = await read(scene, meetingId);
  if (meeting.status !== "booked") return;
  const reminded = individualAndRepresentativesOf(meeting);
  const { timeVersion } = meeting;
  for (const { kind, dueAt } of remindersOf(meeting).filter((reminder) => reminder.dueAt <= until))
    for (const person of meeting.participants.filter(({ id }) => reminded.includes(id))) {
      const [channel] = channelsFor({ kind, person, neededBy: meeting.startsAt }, dueAt);
      const reminder = { meetingId, participantId: person.id, timeVersion, kind };
      if (channel) await scene.samtid.repositories.messages.insert([{ ...reminder, channel }], dueAt);
    }
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
  const { samtid, clock, booker, story, place } = scene;
  await remind(scene, meetingId, scene.workMoment(moved.on));
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
      loosen: ["notice"],
      shortNotice: EARLY,
    },
  );
  await react(scene, meetingId, moved);
}

async function cancel(
  scene: Scene,
  meetingId: string,
  { on, reason }: NonNullable<DemoMeeting["cancelled"]>,
): Promise<void> {
  const { samtid, clock, booker } = scene;
  await remind(scene, meetingId, scene.workMoment(on));
  clock.set(scene.workMoment(on));
  const { revision } = await read(scene, meetingId);
  await samtid.cancelMeeting(booker, { meetingId, revision }, { reason });
  await callWhomWeCannotMail(scene, meetingId);
}

/** Its handläggare says how it went when it is over. */
async function end(scene: Scene, meetingId: string, ended: NonNullable<DemoMeeting["ended"]>): Promise<void> {
  const { samtid, clock, booker } = scene;
  const { endsAt, revision } = await read(scene, meetingId);
  clock.set(endsAt);
  const reason = ended === "held" ? null : ended;
  await samtid.recordOutcome(booker, { meetingId, revision }, { held: reason === null, reason });
}
