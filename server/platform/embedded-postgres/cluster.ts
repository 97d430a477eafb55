import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { ServerUser } from "./server-user.ts";

const run = promisify(execFile);

/** The database superuser that Samtid signs in as. */
export const DATABASE_USER = "samtid";

/** What of the surroundings PostgreSQL may see: nothing that makes it speak or count time differently. */
export const SERVER_ENVIRONMENT = { LC_ALL: "C", TZ: "UTC" };

/** The files of the embedded server: all under `<data folder>/postgres`. */
export interface ClusterFiles {
  readonly folder: string;
  readonly cluster: string;
  readonly password: string;
  readonly owner: string;
  readonly log: string;
}

/** Makes the folder that holds everything of the embedded server, and names its files. */
export async function createClusterFolder(dataDir: string, user: ServerUser): Promise<ClusterFiles> {
  const folder = join(resolve(dataDir), "postgres");
  await mkdir(folder, { recursive: true });
  // The server user may pass through to what is its own, but root's files in here stay out of its hands.
  await chmod(folder, user.uid === undefined ? 0o700 : 0o711);
  return {
    folder,
    cluster: join(folder, "cluster"),
    password: join(folder, "password"),
    owner: join(folder, "owner"),
    log: join(folder, "postgres.log"),
  };
}

/**
 * The working directory and `-D` argument that lead the server to its cluster.
 *
 * Under a home closed to others (0700) `nobody` can't follow the path to the cluster, but it can be started *in* it,
 * and on Linux `/proc/self/cwd` leads there without passing the closed folder.
 */
export function clusterLocation(cluster: string, user: ServerUser): { cwd: string; path: string } {
  const lent = user.uid !== undefined && process.platform === "linux";
  return { cwd: cluster, path: lent ? "/proc/self/cwd" : cluster };
}

/**
 * Creates the cluster unless it exists. All or nothing: one killed half-way starts afresh the next time.
 *
 * @returns the password of {@link DATABASE_USER}.
 * @throws Error when the cluster exists but its password file is gone.
 */
export async function ensureCluster(
  files: ClusterFiles,
  binaries: string,
  user: ServerUser,
): Promise<string> {
  if (!existsSync(files.cluster)) await initialise(files, binaries, user);
  try {
    return await readFile(files.password, "utf8");
  } catch (error) {
    throw new Error(
      `The database's password file ${files.password} can't be read; restore it from a backup.`,
      {
        cause: error,
      },
    );
  }
}

async function initialise(files: ClusterFiles, binaries: string, user: ServerUser): Promise<void> {
  const draft = `${files.cluster}.new`;
  await rm(draft, { recursive: true, force: true, maxRetries: 10 });
  await rm(files.password, { force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(files.password, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) {
    await Promise.all([draft, files.password].map((path) => chown(path, user.uid!, user.gid!)));
  }
  const { cwd, path } = clusterLocation(draft, user);
  const options = [
    ...["-D", path, "-U", DATABASE_USER, "--pwfile=../password", "--auth=scram-sha-256", "--encoding=UTF8"],
    ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
  ];
  await run(join(binaries, "initdb"), options, { ...user, cwd, env: SERVER_ENVIRONMENT });
  await rename(draft, files.cluster);
}
