import type { Weekday } from "../scheduling/local-time.ts";

/** What holds for a handläggare besides their week. Hours on the wall clock, days as working days from today. */
export interface DemoRules {
  readonly competences?: readonly string[];
  readonly bufferAfterMinutes?: number;
  readonly capPerDay?: number;
  readonly capPerWeek?: number;
  /** Where the week's stretches leave no lunch. */
  readonly lunch?: readonly [from: number, to: number];
  /** Other hours than the week's on a day; none when away. */
  readonly exception?: { readonly day: number; readonly hours: readonly [from: number, to: number] | null };
  readonly recurring?: {
    readonly title: string;
    readonly weekday: Weekday;
    readonly from: number;
    readonly to: number;
    readonly everyWeeks: number;
    /** Away when left out. */
    readonly kind?: "focus";
  };
  /** Appointed by the agency to change its texts. */
  readonly mayEditTexts?: true;
  /** Administers their agency in Samtid. */
  readonly isAdministrator?: true;
  /** Reviews their agency's trail. */
  readonly isAuditor?: true;
  /** Has a calendar elsewhere that can't be read. */
  readonly hasUnreadableCalendar?: true;
}

/** By key of the handläggare; the others have nothing but their week. */
export const DEMO_RULES: Readonly<Record<string, DemoRules>> = {
  "annika-ostlund": { competences: ["aktivitetsersättning"], mayEditTexts: true },
  "anders-akerman": { mayEditTexts: true },
  "bjorn-hedstrom": { isAdministrator: true },
  "joanna-wisniewska": { isAdministrator: true },
  "kristina-paajarvi": { isAuditor: true },
  "erik-sjostrom": { isAuditor: true },
  "leyla-demir": { capPerDay: 3, competences: ["unga"] },
  "tommy-vaisanen": { bufferAfterMinutes: 15 },
  "samir-khoury": { competences: ["arbetsplatsanpassning"], bufferAfterMinutes: 15 },
  "cecilia-bengtsson": {
    capPerDay: 2,
    capPerWeek: 6,
    recurring: { title: "Handledning", weekday: 4, from: 15, to: 16, everyWeeks: 2 },
  },
  "gunnar-lindmark": {
    recurring: { title: "Kontorsmöte", weekday: 1, from: 8, to: 9, everyWeeks: 1 },
    exception: { day: 20, hours: [8, 11] },
  },
  "birgitta-huuva": { competences: ["arbetsplatsanpassning"], exception: { day: 21, hours: null } },
  "fredrik-agren": { lunch: [11.5, 12], competences: ["hjälpmedel"] },
  "sofia-lindqvist": {
    competences: ["unga"],
    capPerDay: 4,
    recurring: { title: "Utredningar", weekday: 5, from: 8, to: 9.5, everyWeeks: 1, kind: "focus" },
  },
  "oskar-oberg": { hasUnreadableCalendar: true },
};
