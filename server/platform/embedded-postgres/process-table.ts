import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Something that stays the same while a process lives and differs for the next process that gets its id, so that a
 * process id read from a file can be trusted.
 *
 * @returns undefined when no such process runs (one that has died but was not yet reaped does not run).
 */
export function identifyProcess(pid: number): string | undefined {
  if (process.platform !== "linux") return isAlive(pid) ? "alive" : undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // proc_pid_stat(5): the name in parentheses may hold anything; after it come state (3) … start time (22).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** The command a process was started with; empty when it doesn't run. */
export function commandOf(pid: number): string {
  try {
    return process.platform === "linux"
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
      : execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
