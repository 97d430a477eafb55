import type { ApiBrowser } from "./api-browser.ts";

/** Registers an external party through the API, an interpreter unless said otherwise, whose mail goes to `<name>@example.test`; gives the id. */
export async function registerExternal(
  browser: ApiBrowser,
  name: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const { status, body } = await browser.post("/external-parties", {
    kind: "tolk",
    name,
    organisationName: "Tolkcentralen",
    email: `${name}@example.test`,
    phone: "08-465 004 30",
    languages: ["ar"],
    ...more,
  });
  if (status !== 201) throw new Error(`Not registered: ${JSON.stringify(body)}`);
  return (body as { personId: string }).personId;
}
