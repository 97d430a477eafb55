/**
 * Time away from work. Days are working days from today (negative: before), hours are on the wall clock. Titles are
 * the handläggare's own and shown to nobody else.
 */
export interface DemoAbsence {
  readonly who: string;
  readonly title: string;
  readonly from: { readonly day: number; readonly hour: number };
  readonly to: { readonly day: number; readonly hour: number };
}

const wholeDays = (who: string, title: string, first: number, last: number): DemoAbsence => ({
  who,
  title,
  from: { day: first, hour: 0 },
  to: { day: last, hour: 24 },
});

const partOfDay = (who: string, title: string, day: number, from: number, to: number): DemoAbsence => ({
  who,
  title,
  from: { day, hour: from },
  to: { day, hour: to },
});

export const DEMO_ABSENCES: readonly DemoAbsence[] = [
  partOfDay("annika-ostlund", "Tandläkare", 2, 8, 9.5),
  partOfDay("anders-akerman", "Kollegialt stöd", 3, 13, 14.5),
  wholeDays("annika-ostlund", "Semester", 14, 18),
  partOfDay("bjorn-hedstrom", "Utvecklingssamtal", 1, 15, 16),
  wholeDays("joanna-wisniewska", "Semester", -10, -6),
  wholeDays("leyla-demir", "Vård av barn", -2, -2),
  wholeDays("samir-khoury", "Utbildning i Stockholm", 4, 5),
  partOfDay("cecilia-bengtsson", "Handledning", 2, 13, 15),
  wholeDays("elsa-niemi", "Semester", 8, 12),
  partOfDay("inga-maj-sarri", "Läkarbesök", 1, 8, 10),
  wholeDays("kristina-paajarvi", "Arbetsplatsträff", 3, 3),
  wholeDays("ola-sandstrom", "Föräldraledig", 6, 10),
  wholeDays("daniela-rojas", "Facklig konferens", 6, 6),
  partOfDay("erik-sjostrom", "Möte med kommunen", 2, 9, 11.5),
  wholeDays("marten-ekstrom", "Sjuk", -1, -1),
  wholeDays("zahra-karimi", "Semester", 12, 16),
  partOfDay("hanna-wallin", "Körkortsprov", 5, 10, 12),
];
