import type { TFunction } from "i18next";
import type { Reason } from "../../../../server/scheduling/free-times.contract.ts";

/** Reasons in words, on one line: which layer ruled a time out, never what lies in anyone's calendar. */
export function reasonText(t: TFunction, reasons: readonly Reason[]): string {
  return reasons
    .map(({ code, organisationId }) =>
      t(`free-times:reason.${code}`, {
        agency: organisationId ? t(`free-times:agencyPossessive.${organisationId}`) : "",
      }),
    )
    .join(", ");
}
