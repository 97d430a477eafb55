/** `npm run test:clients`: installs the calendar programs that subscribe to feeds, and runs them against a running Samtid. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { installDependencies } from "../../server/platform/setup/install.mjs";
import { requireNodeVersion } from "../../server/platform/setup/node-version.mjs";
import { PROJECT } from "../../server/platform/setup/project.mjs";
import { installSystemPackages } from "./system-packages.mjs";

const PROGRAMS = [
  { name: "khal", isThere: "command -v khal" },
  { name: "vdirsyncer", isThere: "command -v vdirsyncer" },
  { name: "thunderbird", isThere: "command -v thunderbird" },
  { name: "evolution-data-server", isThere: "test -x /usr/libexec/evolution-calendar-factory" },
  { name: "gir1.2-ecal-2.0", isThere: "ls /usr/lib/*/girepository-1.0/ECal-2.0.typelib" },
  { name: "python3-gi", isThere: "/usr/bin/python3 -c 'import gi'" },
  { name: "dbus-daemon", isThere: "command -v dbus-run-session" },
];

try {
  requireNodeVersion();
  await installDependencies();
  await installSystemPackages(PROGRAMS);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const vitest = join("node_modules", "vitest", "vitest.mjs");
const { status } = spawnSync(
  process.execPath,
  [vitest, "run", "--project", "clients", ...process.argv.slice(2)],
  { cwd: PROJECT, stdio: "inherit" },
);
process.exitCode = status ?? 1;
