import type { Violation } from "../platform/domain-error.ts";
import type { FurtherParty } from "./further-party.ts";
import type { Handlaggare } from "./people.contract.ts";
import type { RequiredParty } from "./required-parties.contract.ts";

/** Whose offices a meeting is for: those of the handläggare, and those where anyone will do. */
export interface MeetingOffices {
  readonly type: string;
  readonly handlaggareIds: readonly string[];
  readonly officeIds?: readonly string[];
}

/** Whom those offices want at such a meeting. */
export type ListRequiredParties = (offices: MeetingOffices) => Promise<RequiredParty[]>;

/** The types of offers at which nobody of an office has to come: the other agency meets the individual alone. */
export type ListStaysAwayFrom = (officeId: string) => Promise<readonly string[]>;

const NAME: Record<RequiredParty, string> = {
  sius_konsulent: "en SIUS-konsulent",
  psykolog: "en psykolog",
  arbetsterapeut: "en arbetsterapeut",
  socionom: "en socionom",
  vardgivare: "en vårdgivare",
  arbetsgivare: "arbetsgivaren",
  kommun: "kommunen",
  fristaende_aktor: "en fristående aktör",
};

/**
 * Those an office wants who don't come: nobody who has to be there, of the sides or beside them, is what is wanted. An optional
 * participant isn't enough, since the meeting can be without them.
 */
export function requiredPartyViolations(
  required: readonly RequiredParty[],
  coming: {
    readonly handlaggare: readonly Pick<Handlaggare, "role">[];
    readonly further: readonly FurtherParty[];
  },
): Violation[] {
  const binding = coming.further.filter(({ attendance }) => attendance === "binding");
  const present = new Set<string>([
    ...coming.handlaggare.map(({ role }) => role),
    ...binding.map((party) => party.handlaggare?.role ?? party.external?.kind ?? ""),
  ]);
  return required
    .filter((party) => !present.has(party))
    .map((party) => ({
      pointer: "/participants",
      code: "required_party_missing",
      detail: `Kontoret vill att ${NAME[party]} är med på sådana möten. Lägg till under ”Fler deltagare”, som nödvändig.`,
    }));
}
