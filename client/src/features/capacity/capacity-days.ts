import type { OrganisationId } from "../../../../server/people/people.contract.ts";
import type { Capacity } from "../../../../server/scheduling/free-times.contract.ts";

/** One day of two offices, in hours. */
export interface CapacityDay {
  readonly on: string;
  readonly forsakringskassan: number;
  readonly arbetsformedlingen: number;
  readonly joint: number;
  readonly booked: number;
  /** What is short: `nobody` has time, one agency has none, or both have but never at once. Nothing when there is joint time. */
  readonly shortage: "nobody" | OrganisationId | "never_at_once" | undefined;
}

const SATURDAY = 6;

/** The days of a period, without the weekends on which nobody has time and nothing is booked. */
export function capacityDays({ days }: Capacity): CapacityDay[] {
  return days
    .map(({ on, sides, jointHours, bookedHours }): CapacityDay => {
      const free = (agency: OrganisationId) =>
        sides.find(({ organisationId }) => organisationId === agency)?.freeHours ?? 0;
      const hours = {
        on,
        forsakringskassan: free("forsakringskassan"),
        arbetsformedlingen: free("arbetsformedlingen"),
        joint: jointHours,
        booked: bookedHours,
      };
      return { ...hours, shortage: shortageOf(hours) };
    })
    .filter((day) => !isWeekend(day.on) || day.shortage !== "nobody" || day.booked > 0);
}

function shortageOf({
  forsakringskassan,
  arbetsformedlingen,
  joint,
}: Omit<CapacityDay, "shortage">): CapacityDay["shortage"] {
  if (joint > 0) return undefined;
  if (forsakringskassan === 0) return arbetsformedlingen === 0 ? "nobody" : "forsakringskassan";
  return arbetsformedlingen === 0 ? "arbetsformedlingen" : "never_at_once";
}

function isWeekend(on: string): boolean {
  return (new Date(`${on}T12:00:00Z`).getUTCDay() || 7) >= SATURDAY;
}

/** Hours as read: at most one decimal, with a comma. */
export function formatHours(hours: number): string {
  return new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 1 }).format(hours);
}
