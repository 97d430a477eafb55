import { isReading } from "../audit/reading-actions.ts";
import type { StaffDeed } from "../audit/staff-deed.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { OPENED, type OwnOpening } from "./own-openings.contract.ts";

type Kind = (typeof OPENED)[number];

const KINDS: Readonly<Record<string, Kind>> = {
  "case:read": "case",
  "case:preview": "case",
  "details:read": "case",
  "consent:list": "case",
  "representative:list": "case",
  "interpreter_need:read": "case",
  "notes:read": "notes",
  "documents:export": "documents",
  "person:export": "documents",
};

/**
 * One line for each handläggare and day (in Sweden): who opens a meeting leaves several rows in the trail, which tell the individual no
 * more than one. What somebody has done with the case is left out: that is seen in the meeting.
 *
 * @param deeds the latest first, and so are the lines.
 */
export function openedByDay(deeds: readonly StaffDeed[]): OwnOpening[] {
  const lines = new Map<string, { deed: StaffDeed; on: string; kinds: Set<Kind> }>();
  for (const deed of deeds.filter(({ action }) => isReading(action))) {
    const on = localDateOf(deed.at);
    const key = `${on} ${deed.handlaggareId}`;
    const line = lines.get(key) ?? { deed, on, kinds: new Set() };
    lines.set(key, line);
    line.kinds.add(kindOf(deed.action));
  }
  return [...lines.values()].map(({ deed: { organisationId, role, name, isProtected }, on, kinds }) => ({
    on,
    organisationId,
    role,
    name: isProtected ? null : name,
    what: OPENED.filter((kind) => kinds.has(kind)),
  }));
}

function kindOf(action: string): Kind {
  return KINDS[action] ?? (/:(list|search)$/.test(action) ? "list" : "meeting");
}
