import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** Debian's own, for its packages are not seen by another that may come first in the path. */
const PYTHON = "/usr/bin/python3";

/**
 * Runs a script of `tests/support` that reads one JSON value and writes one.
 *
 * @throws Error that says what to install where Python or its packages are missing, or with what the script wrote when it fails.
 */
export async function runPython(script: string, input: unknown): Promise<unknown> {
  const child = spawn(PYTHON, [fileURLToPath(new URL(script, import.meta.url))], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { PYTHONIOENCODING: "utf-8" },
  });
  const started = once(child, "spawn").catch(() => {
    throw new Error(howToInstall(`${PYTHON} is missing`));
  });
  const ended = started.then(() => once(child, "close"));
  child.stdin.on("error", () => undefined);
  child.stdin.end(JSON.stringify(input));
  const [written, complaint] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const missing = /ModuleNotFoundError: (.+)/.exec(complaint)?.[1];
  if (missing) throw new Error(howToInstall(missing));
  if (child.exitCode !== 0) throw new Error(`${script} failed:\n${complaint}`);
  return JSON.parse(written) as unknown;
}

function howToInstall(what: string): string {
  return `${what}. npm test installs it as root on Debian; elsewhere: sudo apt-get install python3-icalendar python3-vobject python3-recurring-ical-events`;
}
