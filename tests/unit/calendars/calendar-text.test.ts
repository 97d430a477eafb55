import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  LINE_LIMIT,
  sanitiseAddress,
  sanitiseName,
  sanitiseText,
  sanitiseUrl,
} from "../../../server/calendars/calendar-text.ts";
import { hostileText } from "../../support/hostile-text.ts";

describe("sanitiseText", () => {
  test("given every kind of line break, each becomes one \\n", () => {
    expect(sanitiseText("a\r\nb\rc\nd\u2028e\u2029f\u0085g\vh\fi", LINE_LIMIT)).toBe(
      "a\nb\nc\nd\ne\nf\ng\nh\ni",
    );
  });

  test("given invisible characters that change meaning, they are dropped and a tab is a space", () => {
    expect(sanitiseText("\ufeffa\u0000b\u007fc\u202ed\u2066e\ud83df\tg", LINE_LIMIT)).toBe("abcdef g");
  });

  test("given letters in parts, they are composed, also when a dropped character stood between", () => {
    expect(sanitiseText("a\u030a a\u0000\u030a", LINE_LIMIT)).toBe("å å");
  });

  test("given text over the limit, it is cut between code points", () => {
    expect(sanitiseText("🙂".repeat(300), LINE_LIMIT)).toBe("🙂".repeat(200));
  });

  test("given names in Polish, French and Arabic with joiners and marks, they are unchanged", () => {
    for (const name of ["Łukasz Żółć", "Éloïse", "محمد الأحمد", "می\u200cخواهم", "👩\u200d👧"]) {
      expect(sanitiseText(name, LINE_LIMIT)).toBe(name);
    }
  });

  test("given anything, the result is safe, within the limit, and the same when sanitised again", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 300 }), (text, limit) => {
        const safe = sanitiseText(text, limit);
        expect(safe).not.toMatch(/(?!\n)\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u);
        expect([...safe].length).toBeLessThanOrEqual(limit);
        expect(safe).toBe(safe.normalize("NFC"));
        expect(sanitiseText(safe, limit)).toBe(safe);
      }),
    );
  });
});

describe("sanitiseName", () => {
  test("given what would end or escape a quoted parameter, it is one line without it", () => {
    expect(sanitiseName(' Åsa "Ås"\r\n O\\Neil^n\t ')).toBe("Åsa Ås ONeiln");
  });

  test("given anything, the result is one line, and the same when sanitised again", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const safe = sanitiseName(text);
        expect(safe).not.toMatch(/["\\^\n]/);
        expect([...safe].length).toBeLessThanOrEqual(LINE_LIMIT);
        expect(sanitiseName(safe)).toBe(safe);
      }),
    );
  });
});

describe("sanitiseUrl", () => {
  test.each([
    ["https://samtid.example/meetings/7", "https://samtid.example/meetings/7"],
    ["HTTPS://Samtid.Example/a,b;c?d=e\\f", "https://samtid.example/a%2Cb%3Bc?d=e%5Cf"],
    ["https://samtid.example/möte\r\nX-A:1", "https://samtid.example/m%C3%B6teX-A:1"],
    ["http://localhost:3000/m", "http://localhost:3000/m"],
    ["http://127.0.0.1/m", "http://127.0.0.1/m"],
    ["http://[::1]:3000/m", "http://[::1]:3000/m"],
  ])("given the usable link %j, it comes out as %j", (text, url) => {
    expect(sanitiseUrl(text)).toBe(url);
  });

  test.each([
    "",
    "/meetings/7",
    "http://samtid.example/",
    "http://localhost.evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "https://user@samtid.example/",
    "https://:secret@samtid.example/",
  ])("given %j, there is no link", (text) => {
    expect(sanitiseUrl(text)).toBeNull();
  });
});

describe("sanitiseAddress", () => {
  test.each([
    ["anna.o'neil+fk@forsakringskassan.se", "anna.o'neil+fk@forsakringskassan.se"],
    ["Anna@Bokhållare.SE", "Anna@xn--bokhllare-82a.se"],
    ["samtid@localhost", "samtid@localhost"],
  ])("given the usable address %j, it comes out as %j", (text, address) => {
    expect(sanitiseAddress(text)).toBe(address);
  });

  test.each([
    "",
    "anna",
    "@example.se",
    "anna@",
    "anna@exa mple.se",
    "anna@example..se",
    "anna@-example.se",
    "a,b@example.se",
    "anna;x@example.se",
    '"anna b"@example.se',
    "anna@example.se\r\nATTENDEE:mailto:eve@example.se",
    "anna?bcc=eve@example.se",
    "an.na.@example.se",
    "åsa@example.se",
    `${"a".repeat(65)}@example.se`,
    `anna@${"a.".repeat(130)}se`,
  ])("given %j, there is no address", (text) => {
    expect(sanitiseAddress(text)).toBeNull();
  });
});
