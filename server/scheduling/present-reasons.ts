import type { OrganisationId } from "../people/people.contract.ts";
import type { Reason as ReasonView } from "./free-times.contract.ts";
import type { LocalDate } from "./local-time.ts";
import type { Reason } from "./ruled-out.ts";
import type { SearchRules } from "./search-rules.ts";

/** Reasons on the wire. A date on which the meeting does not serve its purpose needs no other reason. */
export function presentReasons(
  reasons: readonly Reason[],
  on: LocalDate,
  { window }: Pick<SearchRules, "window">,
): ReasonView[] {
  if (window && (on < window.fromOn || on > window.toOn)) return [{ code: "outside_window" }];
  return reasons.map((reason): ReasonView => {
    if ("side" in reason) return { code: reason.code, organisationId: reason.side as OrganisationId };
    if (reason.code === "participant_unavailable") return { code: reason.code, personId: reason.personId };
    // The window is looked at above.
    if (reason.code === "deadline") return { code: "no_joint_time" };
    return { code: reason.code };
  });
}
