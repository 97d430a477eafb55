import { defineConfig } from "vitest/config";

/** Load the system as much as it can take, and tell how long that took: each has the machine to itself. */
const TIMED = [
  "tests/integration/api/parallel-booking.test.ts",
  "tests/integration/api/mixed-operations.test.ts",
];

/** In CI what talks to browsers, processes and mail servers may be tried twice; the run's end tells what needed it. */
const retry = process.env.CI === "true" ? 1 : 0;

/** A busy machine may need more than vitest's one second to get where a test waits for it to be. */
const patient = { poll: { timeout: 15_000 } };

/** Kinds of test; all but `unit` run against a real PostgreSQL that the global set-up starts. */
const screenshots = process.argv.includes("screenshots")
  ? [
      {
        test: {
          name: "screenshots",
          include: ["tests/screenshots/*.ts"],
          globalSetup: ["tests/support/global-database.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ]
  : [];

export default defineConfig({
  test: {
    reporters: ["default"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts"],
          setupFiles: ["tests/support/property-seed.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "integration",
          retry,
          expect: patient,
          include: ["tests/integration/**/*.test.ts"],
          exclude: TIMED,
          globalSetup: ["tests/support/global-database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "timed",
          retry,
          expect: patient,
          include: TIMED,
          globalSetup: ["tests/support/global-database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "e2e",
          retry,
          expect: patient,
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/support/global-database.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      ...screenshots,
    ],
  },
});
