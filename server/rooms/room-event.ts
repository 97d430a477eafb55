/** What the database announces of a room: whose it is, and which version it came to. */
export function roomEventOf(payload: string): { meetingId: string; version: number } {
  const [meetingId = "", version] = payload.split(" ");
  return { meetingId, version: Number(version) };
}
