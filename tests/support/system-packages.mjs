import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { runQuietly } from "../../server/platform/setup/run-quietly.mjs";

/** What the tests use and npm can't install: the Debian package, and a shell command that succeeds when it is there. */
const PACKAGES = [
  { name: "chromium", isThere: "command -v chromium" },
  { name: "coturn", isThere: "command -v turnserver" },
  { name: "redis-server", isThere: "command -v redis-server" },
  { name: "python3-icalendar", isThere: "/usr/bin/python3 -c 'import icalendar'" },
  { name: "python3-vobject", isThere: "/usr/bin/python3 -c 'import vobject'" },
  {
    name: "python3-recurring-ical-events",
    isThere: "/usr/bin/python3 -c 'import recurring_ical_events'",
  },
];

/**
 * Installs what is missing where that is ours to do: as root on Debian.
 *
 * @param packages what every test run uses unless given.
 * @throws Error that says what to install elsewhere.
 */
export async function installSystemPackages(packages = PACKAGES) {
  const missing = packages
    .filter(({ isThere }) => spawnSync("sh", ["-c", isThere]).status !== 0)
    .map(({ name }) => name);
  if (missing.length === 0) return;
  const list = missing.join(" ");
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) {
    throw new Error(
      `The tests need what is not installed here: ${list}.\n` +
        `Install it (on Debian: sudo apt-get install ${list}) and run npm test again.`,
    );
  }
  // RUNLEVEL=1: install the programs, but don't start them as services.
  const environment = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const options = ["-y", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300"];
  await runQuietly("Reading the system's package lists (apt-get update) ...", "apt-get", [
    ...options,
    "update",
  ]);
  await runQuietly(
    `Installing ${list} (apt-get install) ...`,
    "apt-get",
    [...options, "install", "--no-install-recommends", ...missing],
    environment,
  );
}
