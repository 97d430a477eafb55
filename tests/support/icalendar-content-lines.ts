/** One rule of the calendar specification that an object breaks, and the physical line (from 1) where. */
export interface LintViolation {
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** An unfolded property: `NAME;PARAM=value:value`. Names in upper case; `line` is the physical line it starts on. */
export interface ContentLine {
  readonly line: number;
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

const MAX_OCTETS = 75;
/** RFC 5545 §3.1's CONTROL, and what programs have been seen to break lines or turn text around at. */
const FORBIDDEN_CHARACTER =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;
const CONTENT_LINE =
  /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/su;
const PARAMETER = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";])*)/gu;

/**
 * Reads an object octet by octet into content lines (RFC 5545 §3.1), reporting everything wrong with its lines:
 * endings, length, characters split by folding, control characters, syntax.
 */
export function readContentLines(object: Uint8Array): {
  lines: ContentLine[];
  violations: LintViolation[];
} {
  const violations: LintViolation[] = [];
  const physical = splitLines(object, violations);
  physical.forEach((octets, index) => violations.push(...checkOctets(octets, index + 1)));
  const lines = unfold(physical).flatMap(({ line, text }) => {
    const parsed = parseContentLine(line, text);
    if (parsed === null)
      violations.push({ line, rule: "content-line", message: "is not NAME;PARAM=value:value" });
    return parsed ?? [];
  });
  return { lines, violations };
}

/** Splits at LF, whether or not a CR stands before it, so that one wrong ending does not hide the rest. */
function splitLines(object: Uint8Array, violations: LintViolation[]): Buffer[] {
  const bytes = Buffer.from(object);
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
    const endsWithCarriageReturn = end > start && bytes[end - 1] === 0x0d;
    lines.push(bytes.subarray(start, endsWithCarriageReturn ? end - 1 : end));
    if (!endsWithCarriageReturn) {
      violations.push({ line: lines.length, rule: "crlf", message: "ends with LF alone" });
    }
    start = end + 1;
  }
  if (start < bytes.length || bytes.length === 0) {
    lines.push(bytes.subarray(start));
    violations.push({ line: lines.length, rule: "final-crlf", message: "the object does not end with CRLF" });
  }
  return lines;
}

function checkOctets(octets: Buffer, line: number): LintViolation[] {
  const violations: LintViolation[] = [];
  const add = (rule: string, message: string) => violations.push({ line, rule, message });
  if (octets.length > MAX_OCTETS) add("line-length", `is ${octets.length} octets long`);
  if (octets.length === 0) add("empty-line", "is empty");
  if (octets.includes(0x0d)) add("crlf", "holds a CR that is not followed by LF");
  const text = octets.toString("utf8");
  if (!Buffer.from(text, "utf8").equals(octets)) add("split-character", "is not whole UTF-8 characters");
  if (FORBIDDEN_CHARACTER.test(text)) add("control-character", "holds a control or direction character");
  return violations;
}

/** Joined as octets before decoding: the order RFC 5545 §3.1 asks for. */
function unfold(physical: readonly Buffer[]): { line: number; text: string }[] {
  const joined: { line: number; parts: Buffer[] }[] = [];
  physical.forEach((octets, index) => {
    const isContinuation = octets[0] === 0x20 || octets[0] === 0x09;
    const previous = joined.at(-1);
    if (isContinuation && previous) previous.parts.push(octets.subarray(1));
    else if (octets.length > 0) joined.push({ line: index + 1, parts: [octets] });
  });
  return joined.map(({ line, parts }) => ({ line, text: Buffer.concat(parts).toString("utf8") }));
}

function parseContentLine(line: number, text: string): ContentLine | null {
  const [, name, parameterText, value] = CONTENT_LINE.exec(text) ?? [];
  if (name === undefined || parameterText === undefined || value === undefined) return null;
  const parameters = new Map(
    [...parameterText.matchAll(PARAMETER)].map(([, key = "", content = ""]) => [
      key.toUpperCase(),
      content.replace(/^"(.*)"$/su, "$1"),
    ]),
  );
  return { line, name: name.toUpperCase(), parameters, value };
}
