import { randomUUID } from "node:crypto";
import type { Samtid } from "../compose.ts";
import type { StaffActor } from "../identity/actor.ts";
import { DEMO_ABSENCES } from "./demo-absences.ts";
import { DEMO_EXTERNAL_PARTIES } from "./demo-external-parties.ts";
import { DEMO_OFFICES, DEMO_ORGANISATIONS } from "./demo-offices.ts";
import { DEMO_RULES, type DemoRules } from "./demo-rules.ts";
import { DEMO_STAFF, type DemoHandlaggare } from "./demo-staff.ts";
import { DEMO_WEEKS } from "./demo-working-hours.ts";
import type { DemoRepository } from "./demo.repository.ts";
import type { WorkingRules } from "../scheduling/open-time.ts";
import { keyOf, nameWords } from "./name-words.ts";
import type { StoryCalendar, StoryClock } from "./story-clock.ts";

const MAIL_DOMAIN = { forsakringskassan: "fk.example", arbetsformedlingen: "af.example" } as const;

/** The first day of the story, working days from today: from then on it is known when people work. */
const FIRST_DAY = -60;

/** Who leads their office besides meeting people. */
const LEADERS = ["annika-ostlund", "anders-akerman"];

/** A handläggare who can act, and where they receive people. */
export interface DemoActor extends StaffActor {
  readonly officeAddress: string;
}

/**
 * Writes the agencies, their offices and handläggare with working hours and absences, and those outside
 * the agencies whom they have registered.
 *
 * @returns the handläggare by key, which is also their subject with the sign-in provider.
 */
export async function loadPeople(
  samtid: Samtid,
  demo: DemoRepository,
  clock: StoryClock,
  calendar: StoryCalendar,
): Promise<Map<string, DemoActor>> {
  const offices = DEMO_OFFICES.map((office) => ({ ...office, id: randomUUID() }));
  const staff = offices.flatMap(({ key, id, organisationId, address }) =>
    (DEMO_STAFF[key] ?? []).map((handlaggare) => ({
      ...handlaggare,
      personId: randomUUID(),
      organisationId,
      officeId: id,
      officeAddress: address,
      subject: keyOf(handlaggare.name),
      email: `${nameWords(handlaggare.name).join(".")}@${MAIL_DOMAIN[organisationId]}`,
    })),
  );
  const actors = new Map(
    staff.map(({ subject, personId, organisationId, officeId, role, officeAddress }) => [
      subject,
      { kind: "staff" as const, personId, organisationId, officeId, role, officeAddress },
    ]),
  );
  await demo.insertOffices(DEMO_ORGANISATIONS, offices);
  await demo.insertHandlaggare(staff.map(({ week: _week, officeAddress: _address, ...row }) => row));
  await demo.letLead(LEADERS);
  clock.set(calendar.at(FIRST_DAY, 0));
  for (const one of staff) {
    const own = DEMO_RULES[one.subject] ?? {};
    await demo.setOwnRules(one.personId, own);
    await samtid.openTime.changeRules(one.personId, workingRulesOf(one, own, calendar));
  }
  clock.set(calendar.now);
  await samtid.openTime.rollForward();
  for (const { who, title, from, to } of DEMO_ABSENCES) {
    const startAt = calendar.at(from.day, from.hour).toISOString();
    const endAt = calendar.at(to.day, to.hour).toISOString();
    await samtid.addAbsence(known(actors, who), { startAt, endAt, title, kind: "away" });
  }
  for (const { by, party } of DEMO_EXTERNAL_PARTIES)
    await samtid.registerExternalParty(known(actors, by), party);
  return actors;
}

function workingRulesOf(
  { week }: DemoHandlaggare,
  { lunch, exception, recurring }: DemoRules,
  calendar: StoryCalendar,
): WorkingRules {
  const { weekdays, stretches } = DEMO_WEEKS[week];
  const stretch = ([from, to]: readonly [number, number]) => ({
    startMinutes: from * 60,
    endMinutes: to * 60,
  });
  return {
    weeklyHours: weekdays.flatMap((weekday) => stretches.map((hours) => ({ weekday, ...stretch(hours) }))),
    lunch: lunch ? stretch(lunch) : null,
    exceptions: exception
      ? [{ on: calendar.on(exception.day), stretches: exception.hours ? [stretch(exception.hours)] : [] }]
      : [],
    recurringAbsences: recurring
      ? [
          {
            ...stretch([recurring.from, recurring.to]),
            weekday: recurring.weekday,
            everyWeeks: recurring.everyWeeks,
            firstOn: calendar.on(0),
            lastOn: null,
            title: recurring.title,
            kind: recurring.kind ?? "away",
          },
        ]
      : [],
  };
}

/** @throws Error for a key that the demo data doesn't have: a mistake in the data. */
export function known<T>(all: ReadonlyMap<string, T>, key: string): T {
  const found = all.get(key);
  if (!found) throw new Error(`The demo data has no ${key}.`);
  return found;
}
