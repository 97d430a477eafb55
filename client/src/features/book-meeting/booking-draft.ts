import { inject, type InjectionKey, provide, reactive } from "vue";
import type { BookMeeting, MeetingMode, MeetingType } from "../../../../server/meetings/meetings.contract.ts";
import type { CaseSummary, Handlaggare, OrganisationId } from "../../../../server/people/people.contract.ts";
import { isDate } from "../../time/calendar-dates.ts";
import { loosened } from "../free-times/loosened.ts";
import { modeAndPlace } from "../free-times/meeting-mode.ts";
import { nextWeeks, type Period } from "../free-times/period.ts";
import { emptyCase, type TypedCase } from "./new-case.ts";

/** A handläggare as one picks them. */
export type Colleague = Pick<Handlaggare, "personId" | "name" | "organisationId" | "role" | "officeName">;

/** Everything that has been chosen and typed so far; kept while one goes back and forth between the steps. */
export interface BookingDraft {
  person: CaseSummary | undefined;
  newCase: TypedCase;
  type: MeetingType | undefined;
  durationMinutes: number | undefined;
  handlaggare: Partial<Record<OrganisationId, Colleague>>;
  period: Period;
  shortNotice: boolean;
  startAt: string | undefined;
  mode: MeetingMode;
  place: string;
  talkedWith: boolean;
  decisionCommunicatedOn: string;
  secrecyConsentOn: string;
}

const KEY: InjectionKey<BookingDraft> = Symbol("booking draft");

/** Starts a draft for the steps below; the signed-in handläggare comes unless they choose somebody else. */
export function provideBookingDraft(me: Colleague | undefined): BookingDraft {
  const draft = reactive<BookingDraft>({
    person: undefined,
    newCase: emptyCase(),
    type: undefined,
    durationMinutes: undefined,
    handlaggare: me ? { [me.organisationId]: me } : {},
    period: nextWeeks(),
    shortNotice: false,
    startAt: undefined,
    mode: "video",
    place: "",
    talkedWith: false,
    decisionCommunicatedOn: "",
    secrecyConsentOn: "",
  });
  provide(KEY, draft);
  return draft;
}

/** The draft of the booking that a step belongs to. */
export function useBookingDraft(): BookingDraft {
  const draft = inject(KEY);
  if (!draft) throw new Error("A booking step stands outside the booking.");
  return draft;
}

/** Those who come, in the order the type names the agencies; undefined until everyone is chosen. */
export function partiesOf({ person, type, durationMinutes, handlaggare }: BookingDraft) {
  if (!person || !type || !durationMinutes) return undefined;
  const chosen = type.requiredParties.flatMap((organisationId) => handlaggare[organisationId] ?? []);
  return chosen.length === type.requiredParties.length
    ? { person, type, durationMinutes, chosen }
    : undefined;
}

/** The meeting as it would be booked, without the answers to the last questions; undefined until a time is chosen. */
export function meetingOf(draft: BookingDraft) {
  const parties = partiesOf(draft);
  if (!parties || !draft.startAt) return undefined;
  return {
    caseId: parties.person.id,
    type: parties.type.code,
    startAt: draft.startAt,
    durationMinutes: parties.durationMinutes,
    ...modeAndPlace(draft),
    ...loosened(draft.shortNotice),
    handlaggare: parties.chosen.map(({ organisationId, personId }) => ({ organisationId, personId })),
  };
}

/** The end of the chosen time. */
export function endOf({ startAt, durationMinutes }: BookingDraft): string | undefined {
  if (!startAt || !durationMinutes) return undefined;
  return new Date(Date.parse(startAt) + durationMinutes * 60_000).toISOString();
}

/** The command to book, for a meeting and the answers to the last questions. */
export function commandOf(
  meeting: NonNullable<ReturnType<typeof meetingOf>>,
  { decisionCommunicatedOn, secrecyConsentOn }: BookingDraft,
): BookMeeting {
  return {
    ...meeting,
    talkedWithIndividual: true,
    decisionCommunicatedOn: isDate(decisionCommunicatedOn) ? decisionCommunicatedOn : null,
    secrecyConsentOn: isDate(secrecyConsentOn) ? secrecyConsentOn : null,
  };
}
