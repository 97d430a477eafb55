/** Octets of text in a line, without the space that begins a continuation (RFC 5545 §3.1 allows 75 with it). */
const LONGEST = 74;
/** No UTF-16 unit takes more octets in UTF-8. */
const MOST_OCTETS_A_UNIT = 3;

/**
 * Folds long content lines between code points: programs read a character that is split between lines as `??`. The same as
 * ical-generator does to a whole calendar, which makes an encoder for each character and takes most of its time there.
 *
 * @param lines separated by CRLF.
 */
export function foldContentLines(lines: string): string {
  return lines.split("\r\n").map(fold).join("\r\n");
}

function fold(line: string): string {
  if (line.length * MOST_OCTETS_A_UNIT <= LONGEST || Buffer.byteLength(line) <= LONGEST) return line;
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    octets += size;
    if (octets > LONGEST) {
      folded += "\r\n ";
      octets = size;
    }
    folded += character;
  }
  return folded;
}
