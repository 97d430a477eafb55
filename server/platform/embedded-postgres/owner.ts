import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { identifyProcess } from "./process-table.ts";

/** A claim that is held until released. */
export interface Ownership {
  release(): Promise<void>;
}

/**
 * Makes this process the only one that runs the database of a data folder, until `release`.
 *
 * The claim of a process that was killed doesn't count: it names the process so that a later one with the same id is
 * not mistaken for it.
 *
 * @param ownerFile where the claim is written.
 * @param dataDir the folder as the operator knows it, for the message.
 * @throws Error that names the other process when one is alive.
 */
export async function claimOwnership(ownerFile: string, dataDir: string): Promise<Ownership> {
  const claim = `${process.pid} ${identifyProcess(process.pid) ?? ""}`;
  try {
    await writeFile(ownerFile, claim, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const other = livingOwner(ownerFile);
    if (other !== undefined) throw alreadyRunning(other, dataDir);
    await writeFile(ownerFile, claim, { mode: 0o600 });
  }
  return { release: () => rm(ownerFile, { force: true }) };
}

function livingOwner(ownerFile: string): number | undefined {
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
