import { inject, type InjectionKey, provide, reactive } from "vue";
import type { MeetingMode } from "../../../../server/meetings/meetings.contract.ts";
import type { BookableType } from "../../../../server/meetings/types/registered-types.contract.ts";
import type { CaseSummary, OrganisationId } from "../../../../server/people/people.contract.ts";
import type { FreeTime } from "../../../../server/scheduling/free-times.contract.ts";
import type { Loosened } from "../../../../server/scheduling/loosened.contract.ts";
import type { ChosenParticipant } from "../participants/chosen-participant.ts";
import { nextWeeks, type Period } from "../free-times/period.ts";
import { nothingTyped, type Notice, type TypedShortNotice } from "../free-times/short-notice.ts";
import { type Colleague, emptySide, type TypedSide } from "./booking-sides.ts";
import { emptyCase, type TypedCase } from "./new-case.ts";

/** Who decides the time. `offer`: the individual chooses among several that are held; `open`: picks any that is free. */
export const WAYS = ["book", "offer", "open"] as const;
export type Way = (typeof WAYS)[number];

/** Everything that has been chosen and typed so far; kept while one goes back and forth between the steps. */
export interface BookingDraft {
  person: CaseSummary | undefined;
  newCase: TypedCase;
  type: BookableType | undefined;
  /** The meeting from which this one is booked, if it is to go on with its kartläggning. */
  continuesMeetingId: string | undefined;
  durationMinutes: number | undefined;
  sides: Record<OrganisationId, TypedSide>;
  /** Others who are asked to come: an interpreter, a care provider. */
  participants: readonly ChosenParticipant[];
  period: Period;
  loosen: Loosened[];
  /** What the latest search said of the notice the person is to have. */
  notice: Notice | undefined;
  shortNotice: TypedShortNotice;
  way: Way;
  /** How many times were found, where the individual picks any of them. */
  timesFound: number;
  /** The chosen times, in order. */
  starts: string[];
  /** Who comes at them; none until a time is chosen. */
  pair: FreeTime["handlaggare"];
  /** The last date on which the individual can choose; empty until somebody says otherwise than suggested. */
  answerByOn: string;
  mode: MeetingMode;
  place: string;
  talkedWith: boolean;
  decisionCommunicatedOn: string;
  secrecyConsentOn: string;
}

const KEY: InjectionKey<BookingDraft> = Symbol("booking draft");

/** Starts a draft for the steps below; the signed-in handläggare comes unless they choose somebody else. */
export function provideBookingDraft(me: Colleague | undefined): BookingDraft {
  const sideOf = (organisationId: OrganisationId) =>
    emptySide(me?.organisationId === organisationId ? me : undefined);
  const draft = reactive<BookingDraft>({
    person: undefined,
    newCase: emptyCase(),
    type: undefined,
    continuesMeetingId: undefined,
    durationMinutes: undefined,
    sides: {
      forsakringskassan: sideOf("forsakringskassan"),
      arbetsformedlingen: sideOf("arbetsformedlingen"),
    },
    participants: [],
    period: nextWeeks(),
    loosen: [],
    notice: undefined,
    shortNotice: nothingTyped(),
    way: "book",
    timesFound: 0,
    starts: [],
    pair: [],
    answerByOn: "",
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
