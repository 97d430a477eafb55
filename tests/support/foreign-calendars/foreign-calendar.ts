import { someDamage } from "./damage.ts";
import { expectedStretches, mergedMinutes, type Stretch } from "./expected-busy.ts";
import { planEvent } from "./planned-event.ts";
import { PROGRAMS } from "./programs.ts";
import { createChance } from "./random.ts";
import { OWNER, writeCalendar, writeEvent } from "./write-calendar.ts";

/** The year that is looked at, as the importer would on the first of March. */
export const WINDOW: Stretch = {
  startMs: Date.parse("2026-02-22T23:00:00Z"),
  endMs: Date.parse("2027-03-01T23:00:00Z"),
};

/** A calendar as some program would have written it, and when its owner is really busy. */
export interface ForeignCalendar {
  readonly name: string;
  readonly text: string;
  readonly busy: readonly { start: number; end: number }[];
  readonly skipped: number;
  readonly zoneAssumed: boolean;
  readonly hasDamage: boolean;
}

/** The same calendars each time, each program's in turn; every other is damaged. */
export function foreignCalendar(seed: number): ForeignCalendar {
  const chance = createChance(seed);
  const program = PROGRAMS[seed % PROGRAMS.length]!;
  const events = Array.from({ length: 3 + chance.whole(10) }, (_, index) =>
    planEvent(chance, `${seed}-${index}@elsewhere`, 2026),
  );
  const hasDamage = Math.floor(seed / PROGRAMS.length) % 2 === 1;
  const damage = hasDamage ? someDamage(chance) : { components: [], skipped: 0 };
  const written = events.flatMap((event) => writeEvent(event, program));
  const components = [...damage.components, ...written];
  const hasClock = events.some(({ clock }) => clock !== undefined);
  return {
    name: `${seed} ${program.name}${hasDamage ? ", damaged" : ""}`,
    text: writeCalendar(components, program),
    busy: mergedMinutes(
      events.flatMap((event) => expectedStretches(event, program.zone, WINDOW)),
      WINDOW,
    ),
    skipped: damage.skipped,
    zoneAssumed: program.assumes && hasClock,
    hasDamage,
  };
}

/** What a foreign calendar is read with. */
export const READING = {
  fromMs: WINDOW.startMs,
  toMs: WINDOW.endMs,
  zone: "Europe/Stockholm",
  ownerAddress: OWNER,
  ownUids: [],
  ownTimes: [],
};
