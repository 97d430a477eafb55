import type { Violation } from "../platform/domain-error.ts";
import type { Notice } from "../scheduling/notice.ts";
import type { ShortNotice } from "./short-notice.contract.ts";

/** What a change of a meeting asks for, and why it may come at short notice. */
export interface NoticeGiven {
  readonly notice: Notice;
  readonly startAts: readonly Date[];
  readonly reason: ShortNotice | undefined;
}

/** The reason to keep in the history: none for a time that gives the notice there should be. */
export function keptReason({ notice, startAts, reason }: NoticeGiven): ShortNotice | undefined {
  return startAts.some((startAt) => startAt < notice.endsAt) ? reason : undefined;
}

/** A time at short notice needs a reason. */
export function shortNoticeViolations(given: NoticeGiven): Violation[] {
  const { notice, startAts } = given;
  if (keptReason(given) || startAts.every((startAt) => startAt >= notice.endsAt)) return [];
  const days = notice.workingDays === 1 ? "en arbetsdag" : `${notice.workingDays} arbetsdagar`;
  return [
    {
      pointer: "/shortNotice",
      code: "short_notice_reason_missing",
      detail: `Personen ska få veta det minst ${days} i förväg. Ange varför det blir kortare varsel.`,
    },
  ];
}
