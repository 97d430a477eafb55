import { readFileSync } from "node:fs";

const POLL_MS = 250;

/**
 * Calls back when the npm that runs us has ended. It runs us through a shell, and a signal to npm (or kill -9) ends
 * that shell or npm without reaching us.
 */
export function whenNpmEnds(callback) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parents = currentParents();
  const timer = setInterval(() => {
    if (currentParents() === parents) return;
    clearInterval(timer);
    callback();
  }, POLL_MS);
}

/** Our parent and, when that is the shell between npm and us, its parent: as text that changes when one of them ends. */
function currentParents() {
  try {
    const command = readFileSync(`/proc/${process.ppid}/cmdline`, "utf8");
    if (!command.startsWith("sh\0-c\0")) return String(process.ppid);
    const status = readFileSync(`/proc/${process.ppid}/status`, "utf8");
    return `${process.ppid} ${/^PPid:\t(\d+)$/m.exec(status)?.[1]}`;
  } catch {
    // Not Linux: only our parent is known.
    return String(process.ppid);
  }
}
