/** An operation as the OpenAPI document describes it. */
export interface DescribedOperation {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  /** Who may call it at all: `staff`, `invited` or `anyone`. */
  readonly caller: string;
  readonly needsRevision: boolean;
  /** The body's JSON schema, if it takes JSON. */
  readonly bodySchema: unknown;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: unknown }[];
}

/** Every operation a running server describes. */
export async function describedOperations(origin: string): Promise<DescribedOperation[]> {
  const { paths } = (await (await fetch(`${origin}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const { operationId: id, parameters = [], requestBody } = described;
      return {
        ...{ id, path, parameters, method: method.toUpperCase() },
        caller: described["x-caller"],
        needsRevision: parameters.some(({ name }) => name === "If-Match"),
        bodySchema: jsonSchemaOf(requestBody),
      };
    }),
  );
}

/** A calendar file is described as a body too, but is no JSON. */
function jsonSchemaOf(requestBody: Described["requestBody"]): unknown {
  const schema = requestBody?.content["application/json"]?.schema;
  return typeof schema === "object" && schema !== null && "contentMediaType" in schema ? undefined : schema;
}

interface Described {
  operationId: string;
  parameters?: { name: string; in: string; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  "x-caller": string;
}
