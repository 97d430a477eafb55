import type { TFunction } from "i18next";
import type { SeatView } from "../../../../server/rooms/rooms.contract.ts";

/** What to call the one in a seat: their name, or their role where the reader may not know it. */
export function nameOf(seat: SeatView, t: TFunction<"room">): string {
  return seat.name ?? (seat.role === "individual" ? t("room:nameless") : roleOf(seat, t));
}

/** The role in the meeting, with the agency where there is one: "försäkringsutredare, Försäkringskassan". */
export function roleOf({ role, title, organisationId }: SeatView, t: TFunction<"room">): string {
  const words = t(`room:role.${title ?? role}`);
  return organisationId ? `${words}, ${t(`common:organisation.${organisationId}`)}` : words;
}

/** How the person's identity was established, in words. */
export function identityOf({ identifiedBy, organisationId }: SeatView, t: TFunction<"room">): string {
  if (!identifiedBy) return "";
  const agency = organisationId ? t(`common:organisation.${organisationId}`) : "";
  return t(`room:identifiedBy.${identifiedBy}`, { agency });
}

/** First letters of the first and the last name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase("sv") ?? "").join("");
}
