/** `npm test`: sets up what the tests need, runs them, and ends with one line of counts. Arguments go to vitest. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { buildClient } from "../../server/platform/setup/build-client.mjs";
import { installDependencies } from "../../server/platform/setup/install.mjs";
import { requireNodeVersion } from "../../server/platform/setup/node-version.mjs";
import { PROJECT } from "../../server/platform/setup/project.mjs";
import { installSystemPackages } from "./system-packages.mjs";

const VITEST = join("node_modules", "vitest", "vitest.mjs");

/** No test may depend on where the machine believes it is: what could, by reading local time, also runs there. */
const SECOND_ZONE = "America/New_York";
const SECOND_ZONE_PROJECTS = ["--project=unit", "--project=integration"];

/**
 * CI has thirty minutes: it runs the integration tests once, in the second zone, since whoever develops runs them in their own.
 * SAMTID_TEST_TZ_ALL=1 runs them in both.
 */
const CI_FIRST_ZONE_PROJECTS = ["--project=!integration"];

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
const failures = [];
const secondTries = [];
let interrupted = false;
for (const { zone, args } of plannedRuns()) {
  if (interrupted) break;
  console.log(`\nRunning the tests with TZ=${zone}`);
  const { report, succeeded } = await runVitest(zone, args);
  const counts = count(report, succeeded);
  for (const key of Object.keys(total)) total[key] += counts[key];
  failures.push(...listTests(report, zone, "failed"));
  secondTries.push(...listTests(report, zone, "passed"));
}
rmSync(reports, { recursive: true });
// Told here once more: a long run's log is often kept only by its end.
if (secondTries.length > 0) console.log(`\nPassed only when tried again:\n${secondTries.join("\n")}`);
if (failures.length > 0) console.log(`\nFailed:\n${failures.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function plannedRuns() {
  const args = process.argv.slice(2);
  const zone = process.env.TZ || "UTC";
  const everything = process.env.SAMTID_TEST_TZ_ALL === "1";
  // Whoever names tests wants those, once.
  if (args.length > 0 || !(everything || process.env.CI === "true")) return [{ zone, args }];
  return [
    { zone, args: everything ? [] : CI_FIRST_ZONE_PROJECTS },
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
  return { report: readReport(report), succeeded };
}

/** What vitest wrote of a run; without tests when it never got so far. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}

/** A run that failed in another way than by a test (a file that doesn't load, an unhandled error) is one failure. */
function count(report, succeeded) {
  return {
    passed: report.numPassedTests,
    failed: succeeded ? report.numFailedTests : Math.max(report.numFailedTests, 1),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** The tests, or files that do not load, that ended so and that failed at least once, with the beginning of what they said. */
function listTests({ testResults }, zone, ending) {
  const said = (message) =>
    stripVTControlCharacters(message)
      .split("\n")
      .filter((line) => !line.includes("node_modules"))
      .slice(0, 30)
      .map((line) => `    ${line.slice(0, 500)}`)
      .join("\n");
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = `  ${relative(PROJECT, name)} (TZ=${zone})`;
    // A file that does not load, or whose setup fails: none of its tests says so itself.
    const ofFile = status === ending && message ? [`${file}\n${said(message)}`] : [];
    return assertionResults
      .filter((test) => test.status === ending && test.failureMessages.length > 0)
      .map(({ fullName, failureMessages }) => `${file}: ${fullName}\n${said(failureMessages.join("\n"))}`)
      .concat(ofFile);
  });
}
