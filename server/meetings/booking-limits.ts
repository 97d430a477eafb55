import { LONGEST_OPENING_DAYS } from "./meetings.contract.ts";

/** Meetings are booked at most so many days ahead. */
export const HORIZON_DAYS = 182;

/** How the individual picks a time of their own: so much notice everyone has of it, and so long a period at most. */
export const SELF_BOOKING = { noticeWorkingDays: 2, longestPeriodDays: LONGEST_OPENING_DAYS } as const;
