import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import { isDate } from "../../time/calendar-dates.ts";

/** What is looked at; what is left out the server chooses: one's own office, the latest year, today. */
export interface FigureQuestion {
  readonly place?: string | undefined;
  readonly year?: number | undefined;
  readonly asOf?: string | undefined;
}

/** The question in the address: `?plats=…&ar=…&per=…`. */
export function useFigureQuestion() {
  const route = useRoute();
  const router = useRouter();
  const text = (name: string) => {
    const value = route.query[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const question = computed<FigureQuestion>(() => {
    const [year, asOf] = [Number(text("ar")), text("per")];
    return {
      place: text("plats"),
      year: Number.isInteger(year) && year > 0 ? year : undefined,
      asOf: asOf && isDate(asOf) ? asOf : undefined,
    };
  });
  const address = computed(() => addressOf(question.value));
  function change(part: FigureQuestion) {
    return router.replace({ query: addressOf({ ...question.value, ...part }) });
  }
  return { question, address, change };
}

function addressOf({ place, year, asOf }: FigureQuestion) {
  return { plats: place, ar: year, per: asOf };
}
