import fc from "fast-check";

/**
 * In CI every property is tried with the same cases each time, so that a change is judged by what it changed. Elsewhere each run
 * draws new ones and prints the seed of what fails; `PROPERTY_SEED` repeats it.
 */
const seed = process.env.PROPERTY_SEED ?? (process.env.CI === "true" ? "20261122" : undefined);
if (seed) fc.configureGlobal({ seed: Number(seed) });
