import type { Samtid } from "../compose.ts";
import { daysBetween, localDateOf } from "../scheduling/local-time.ts";
import { DEMO_CASES, type DemoCase } from "./demo-cases.ts";
import { known, type DemoActor } from "./load-people.ts";
import { keyOf, nameWords } from "./name-words.ts";
import type { StoryCalendar, StoryClock } from "./story-clock.ts";
import { testPersonnummer } from "./test-personnummer.ts";

/** Registered this many working days ago, and some up to so many more. */
const REGISTERED_DAYS = 40;
const SPREAD_DAYS = 15;
/** The first of PTS's fictional mobile numbers is 070-174 06 05. */
const FIRST_PHONE = 5;

/** A case with the handläggare who meet about it. The first one owns it. */
export interface RegisteredCase {
  readonly caseId: string;
  readonly handlaggare: readonly [DemoActor, DemoActor];
}

/**
 * Registers the individuals and their cases as handläggare do it, some weeks ago.
 *
 * @returns the cases by the individual's key.
 */
export async function loadCases(
  samtid: Samtid,
  clock: StoryClock,
  calendar: StoryCalendar,
  actors: ReadonlyMap<string, DemoActor>,
): Promise<Map<string, RegisteredCase>> {
  const cases = DEMO_CASES.flatMap((pair) =>
    pair.cases.map((entered) => ({ entered, pair: pair.handlaggare.map((key) => known(actors, key)) })),
  );
  const registered = new Map<string, RegisteredCase>();
  for (const [index, { entered, pair }] of cases.entries()) {
    const owner = pair.find(({ organisationId }) => organisationId === entered.ownerOrganisationId);
    const colleague = pair.find((one) => one !== owner);
    if (!owner || !colleague) throw new Error("A case needs a handläggare from each agency.");
    clock.set(calendar.at(-REGISTERED_DAYS - (index % SPREAD_DAYS), 10 + index / 10));
    const { id } = await samtid.registerCase(owner, newCaseOf(entered, index, clock.now(), calendar));
    registered.set(keyOf(entered.name), { caseId: id, handlaggare: [owner, colleague] });
  }
  return registered;
}

function newCaseOf(entered: DemoCase, index: number, at: Date, { today }: StoryCalendar) {
  const registeredOn = localDateOf(at);
  return {
    name: entered.name,
    personnummer: testPersonnummer(entered.bornOn, entered.sex),
    sex: entered.sex,
    email: entered.mailDomain && `${nameWords(entered.name).join(".")}@${entered.mailDomain}`,
    phone: `070-174 06 ${String(FIRST_PHONE + index).padStart(2, "0")}`,
    address: entered.address,
    channelOrder: entered.channelOrder && [...entered.channelOrder],
    language: entered.language,
    protection: entered.protection,
    benefit: entered.benefit,
    chainDay: entered.chainDay && entered.chainDay - daysBetween(registeredOn, today),
    secrecyConsentOn: entered.hasConsented ? registeredOn : null,
  };
}
