import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import { addDays, today } from "../../time/calendar-dates.ts";
import { mondayOf, mondayOfCode, weekCode } from "../../time/week.ts";

/** Days until which week is the present one: on a Saturday people look at the week to come. */
const WEEKEND_DAYS = 2;
const presentMonday = () => mondayOf(addDays(today(), WEEKEND_DAYS));

/** Which week is shown, kept in the address so that the browser's back button and a shared link work. */
export function useShownWeek() {
  const route = useRoute();
  const router = useRouter();
  const mondayOn = computed(() => mondayOfCode(route.query.vecka) ?? presentMonday());

  function show(on: string) {
    const isThisWeek = mondayOf(on) === presentMonday();
    return router.push({ query: isThisWeek ? {} : { vecka: weekCode(on) } });
  }

  return { mondayOn, show };
}
