/** Minutes after 00:00 as a clock shows them: `HH:MM`; 1440 is `24:00`. */
export function clockAt(minutes: number): string {
  const padded = (part: number) => String(part).padStart(2, "0");
  return `${padded(Math.floor(minutes / 60))}:${padded(minutes % 60)}`;
}
