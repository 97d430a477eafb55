const CODE = /^[A-Za-z0-9_]{2,40}$/;
/** Of our own files: `server/invitations/send-message.ts:80`. */
const PLACE = /((?:server|workers)\/[\w/.-]+\.ts:\d+)/;

/**
 * What a fault was, for an administrator: its class, its code (SQLSTATE, `ECONNREFUSED`) and where in our own files it was met.
 * Never the error's text, which may hold anything of the message or of the row.
 */
export function describeFault(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "Error";
  const code =
    "code" in thrown && typeof thrown.code === "string" && CODE.test(thrown.code) ? thrown.code : "";
  const name = CODE.test(thrown.name) ? thrown.name : "Error";
  const frames = thrown.stack?.slice(thrown.stack.indexOf("\n    at ")) ?? "";
  const place = PLACE.exec(frames)?.[1];
  return [name, ...(code ? [code] : []), ...(place ? [`(${place})`] : [])].join(" ");
}
