import type { TFunction } from "i18next";
import type { SeatView } from "../../../../server/rooms/rooms.contract.ts";

/** What to call the one in a seat: their name, or their role where the reader may not know it. */
export function nameOf(seat: SeatView, t: TFunction<"room">): string {
  return seat.name ?? (seat.role === "individual" ? t("room:nameless") : roleOf(seat, t));
}

/** The role in the meeting, with the agency where there is one: "försäkringsutredare, Försäkringskassan". */
export function roleOf({ role, title, organisationId, interprets }: SeatView, t: TFunction<"room">): string {
  if (interprets) return t("room:role.interpreter");
  const words = t(`room:role.${title ?? role}`);
  return organisationId ? `${words}, ${t(`common:organisation.${organisationId}`)}` : words;
}

/** Whether somebody is there on a handläggare's telephone: without a browser to see or hear. */
export function isByTelephone({ state, identifiedBy }: SeatView): boolean {
  return state === "in_call" && identifiedBy === "telephone";
}

/** How the person's identity was established, in words. */
export function identityOf(seat: SeatView, t: TFunction<"room">): string {
  const { identifiedBy, checkedBy, organisationId } = seat;
  if (!identifiedBy) return "";
  const agency = organisationId ? t(`common:organisation.${organisationId}`) : "";
  const identified = t(`room:identifiedBy.${identifiedBy}`, { agency });
  return checkedBy ? `${identified} ${t(`room:checkedBy.${checkedBy}`)}` : identified;
}

/** First letters of the first and the last name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase("sv") ?? "").join("");
}
