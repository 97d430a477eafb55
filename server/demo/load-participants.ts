import type { Samtid } from "../compose.ts";
import { testPersonnummer } from "./test-personnummer.ts";
import { known } from "./load-people.ts";
import type { RegisteredCase } from "./load-cases.ts";
import type { StoryCalendar } from "./story-clock.ts";

/** Somebody who answers for a person, and one whose interpreter is yet to be found for the meeting in three working days. */
export async function loadParticipants(
  { keepRepresentatives, keepInterpreterNeed }: Samtid,
  cases: ReadonlyMap<string, RegisteredCase>,
  calendar: StoryCalendar,
): Promise<void> {
  const represented = known(cases, "goran-blomqvist");
  await keepRepresentatives.register(represented.handlaggare[0], represented.caseId, {
    kind: "god_man",
    name: "Margareta Sundin",
    email: "margareta.sundin@ombud.example",
    phone: "070-174 06 93",
    language: "sv",
    validFrom: calendar.on(-30),
    validUntil: calendar.on(120),
    covers: "answers_and_attends",
    personnummer: testPersonnummer("1958-02-03", "woman"),
  });
  const interpreted = known(cases, "mohammad-al-tamimi");
  await keepInterpreterNeed.set(interpreted.handlaggare[0], interpreted.caseId, {
    language: "ar",
    dialect: "syriska",
    way: "on_site",
  });
}
