/** The times that start closest to a wanted start, closest first; of two equally close the earlier one first. */
export function nearestTimes<Time extends { readonly startMinute: number }>(
  times: readonly Time[],
  wantedStartMinute: number,
  count: number,
): Time[] {
  const distance = (time: Time): number => Math.abs(time.startMinute - wantedStartMinute);
  return [...times]
    .sort((a, b) => distance(a) - distance(b) || a.startMinute - b.startMinute)
    .slice(0, count);
}
