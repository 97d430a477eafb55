import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import { today } from "../../time/calendar-dates.ts";
import { mondayOf, mondayOfCode, weekCode } from "../../time/week.ts";

/** Which week is shown, kept in the address so that the browser's back button and a shared link work. */
export function useShownWeek() {
  const route = useRoute();
  const router = useRouter();
  const mondayOn = computed(() => mondayOfCode(route.query.vecka) ?? mondayOf(today()));

  function show(on: string) {
    const isThisWeek = mondayOf(on) === mondayOf(today());
    return router.push({ query: isThisWeek ? {} : { vecka: weekCode(on) } });
  }

  return { mondayOn, show };
}
