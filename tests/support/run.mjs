/** `npm test`: sets up what the tests need, runs them, and ends with one line of counts. Arguments go to vitest. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildClient } from "../../server/platform/setup/build-client.mjs";
import { installDependencies } from "../../server/platform/setup/install.mjs";
import { requireNodeVersion } from "../../server/platform/setup/node-version.mjs";
import { PROJECT } from "../../server/platform/setup/project.mjs";
import { installSystemPackages } from "./system-packages.mjs";

const VITEST = join("node_modules", "vitest", "vitest.mjs");

/** No test may depend on where the machine believes it is: the whole suite here, all but the browser there. */
const SECOND_ZONE = "America/New_York";
const SECOND_ZONE_PROJECTS = ["--project=unit", "--project=integration", "--project=timed"];

try {
  requireNodeVersion();
  await installDependencies();
  await installSystemPackages();
  await buildClient();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const reports = mkdtempSync(join(tmpdir(), "samtid-reports-"));
const total = { passed: 0, failed: 0, skipped: 0 };
let interrupted = false;
for (const { zone, args } of plannedRuns()) {
  if (interrupted) break;
  console.log(`\nRunning the tests with TZ=${zone}`);
  const counts = await runVitest(zone, args);
  for (const key of Object.keys(total)) total[key] += counts[key];
}
rmSync(reports, { recursive: true });
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function plannedRuns() {
  const args = process.argv.slice(2);
  const zone = process.env.TZ || "UTC";
  const bothZones = process.env.CI === "true" || process.env.SAMTID_TEST_TZ_ALL === "1";
  // Whoever names tests wants those, once.
  if (!bothZones || args.length > 0) return [{ zone, args }];
  return [
    { zone, args },
    { zone: SECOND_ZONE, args: SECOND_ZONE_PROJECTS },
  ];
}

async function runVitest(zone, args) {
  const report = join(reports, `${zone.replace("/", "-")}.json`);
  const options = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args];
  const vitest = spawn(process.execPath, [VITEST, ...options], {
    cwd: PROJECT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, TZ: zone },
  });
  const passOn = (signal) => {
    interrupted = true;
    vitest.kill(signal);
  };
  process.on("SIGINT", passOn).on("SIGTERM", passOn);
  const succeeded = await new Promise((resolve) => vitest.once("close", (code) => resolve(code === 0)));
  process.off("SIGINT", passOn).off("SIGTERM", passOn);
  return count(report, succeeded);
}

/** A run that failed in another way than by a test (a file that doesn't load, an unhandled error) is one failure. */
function count(report, succeeded) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    return {
      passed: numPassedTests,
      failed: succeeded ? numFailedTests : Math.max(numFailedTests, 1),
      skipped: numPendingTests + numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
