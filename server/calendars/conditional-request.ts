/** What a client says it has. */
export interface RequestConditions {
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
}

/**
 * Whether a client has what we would send, by RFC 9110 §13.2.2: entity tags decide where there are any, compared
 * weakly (proxies that compress weaken them), and only otherwise the date.
 *
 * @param current.entityTags the tags of all encodings of the present content.
 * @param current.modifiedAt in whole seconds.
 */
export function isUnchanged(
  { ifNoneMatch, ifModifiedSince }: RequestConditions,
  current: { readonly entityTags: readonly string[]; readonly modifiedAt: Date },
): boolean {
  if (ifNoneMatch !== undefined) {
    const held = ifNoneMatch.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
    return held.some((tag) => tag === "*" || current.entityTags.includes(tag));
  }
  return httpDate(ifModifiedSince) >= current.modifiedAt.getTime();
}

/** NaN, which is not later than anything, for what is no date in GMT: without a zone the host's would be taken. */
function httpDate(text: string | undefined): number {
  return text?.endsWith(" GMT") ? Date.parse(text) : Number.NaN;
}
