import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { promisify } from "node:util";
import { unavailable } from "./unavailable.ts";

const run = promisify(execFile);

/** Who the database server runs as, in the form `child_process` takes; empty means: as ourselves. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root, so root lends it the identity of `nobody`.
 *
 * @throws Error pointing to DATABASE_URL where no usable account exists.
 */
export async function findServerUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return findOurselves();
  try {
    const [uid, gid] = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, "nobody"])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    throw unavailable("it can't run as root, and there is no account named nobody to run it as");
  }
}

function findOurselves(): ServerUser {
  try {
    userInfo();
    return {};
  } catch {
    throw unavailable("the account that runs Samtid has no entry in /etc/passwd, which PostgreSQL asks for");
  }
}
