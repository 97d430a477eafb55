import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { identifyProcess } from "./process-table.ts";

/** How long a process may take to stop before a start on the same folder is refused. */
const PATIENCE_MS = 5_000;
const POLL_MS = 50;

/** A claim that is held until released. */
export interface Ownership {
  release(): Promise<void>;
}

/**
 * Makes this process the only one that runs the database of a data folder, until `release`.
 *
 * The claim of a process that was killed doesn't count: it names the process so that a later one with the same id is
 * not mistaken for it. A living owner gets a while to finish stopping.
 *
 * @param ownerFile where the claim is written.
 * @param dataDir the folder as the operator knows it, for the message.
 * @param onWait told the other process's id when there is one to wait for.
 * @throws Error that names the other process when it stays.
 */
export async function claimOwnership(
  ownerFile: string,
  dataDir: string,
  onWait: (pid: number) => void,
): Promise<Ownership> {
  const claim = `${process.pid} ${identifyProcess(process.pid) ?? ""}`;
  try {
    await writeFile(ownerFile, claim, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    await waitForOwner(ownerFile, dataDir, onWait);
    await writeFile(ownerFile, claim, { mode: 0o600 });
  }
  return { release: () => rm(ownerFile, { force: true }) };
}

async function waitForOwner(
  ownerFile: string,
  dataDir: string,
  onWait: (pid: number) => void,
): Promise<void> {
  const first = livingOwner(ownerFile);
  if (first !== undefined) onWait(first);
  const patience = AbortSignal.timeout(PATIENCE_MS);
  for (let other = first; other !== undefined; other = livingOwner(ownerFile)) {
    if (patience.aborted) throw alreadyRunning(other, dataDir);
    await wait(POLL_MS);
  }
}

function livingOwner(ownerFile: string): number | undefined {
  if (!existsSync(ownerFile)) return undefined;
  const [pid, identity] = readFileSync(ownerFile, "utf8").split(" ");
  const running = identifyProcess(Number(pid));
  return running !== undefined && running === identity ? Number(pid) : undefined;
}

function alreadyRunning(pid: number, dataDir: string): Error {
  return new Error(
    `Samtid is already running with the data folder ${dataDir} (process ${pid}). ` +
      "Stop it first, or set DATA_DIR to another folder.",
  );
}
