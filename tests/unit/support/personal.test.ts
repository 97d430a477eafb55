import { describe, expect, test } from "vitest";
import { forbiddenInAnswer, forbiddenInMessage, personalInLog } from "../../support/leaks/personal.ts";
import { samplePersonnummer } from "../../support/sample-people.ts";

const PERSONNUMMER = samplePersonnummer(3);
const TEN_DIGITS = `${PERSONNUMMER.slice(2, 8)}-${PERSONNUMMER.slice(8)}`;

describe("a log line", () => {
  test.each([
    `{"err":"Key (personnummer)=(${PERSONNUMMER}) exists"}`,
    `{"text":"${TEN_DIGITS}"}`,
    '{"to":"individual-0@example.test"}',
    '{"to":"+46701740605"}',
    '{"msg":"no answer from 070-174 06 05"}',
    '{"name":"Individ Nummer0"}',
    '{"name":"AF Handläggare 1"}',
    `{"url":"/svar/${"a".repeat(43)}"}`,
    `{"url":"/calendar/${"a".repeat(43)}.ics"}`,
    '{"sdp":"a=candidate:1 1 udp 2113937151 192.0.2.7 50000 typ host"}',
    '{"received":"a=ice-pwd:asd88fgpdd777uzjYhagZg"}',
    '{"err":"IN IP4 192.0.2.7"}',
    '{"remoteAddress":"192.0.2.7"}',
    '{"ip":"2001:db8::7"}',
  ])("that has something of a person is found: %s", (line) => {
    expect(personalInLog(line)).toHaveLength(1);
  });

  test("of ids, instants and numbers is not", () => {
    const line = `{"time":1772438400000,"messageId":"0a1b2c3d-1111-4222-8333-201912319999","attempts":3,"pid":198001031234}`;
    expect(personalInLog(line)).toEqual([]);
  });
});

describe("an answer", () => {
  const CONTACT = '{"email":"individual-0@example.test"}';
  const NAMES = '{"names":["Individ Nummer0","FK Handläggare 0"]}';

  test("with a personnummer is for nobody but who takes the extract", () => {
    const text = `{"personnummer":"${PERSONNUMMER}"}`;
    expect(forbiddenInAnswer({ organisationId: "forsakringskassan" }, "/api/v1/cases/1", text)).toEqual([
      PERSONNUMMER,
    ]);
    expect(
      forbiddenInAnswer({ organisationId: "forsakringskassan" }, "/api/v1/cases/1/extracts", text),
    ).toEqual([]);
  });

  test("with how an individual is reached is for the agency that has the case", () => {
    expect(forbiddenInAnswer({ organisationId: "forsakringskassan" }, "/", CONTACT)).toEqual([]);
    expect(forbiddenInAnswer({ organisationId: "arbetsformedlingen" }, "/", CONTACT)).toHaveLength(1);
    expect(forbiddenInAnswer({ hasEid: true }, "/", CONTACT)).toHaveLength(1);
    expect(forbiddenInAnswer({ hasEid: true }, "/api/v1/own-details", CONTACT)).toEqual([]);
  });

  test("with names is for handläggare and for who has shown who they are, not for who has a link", () => {
    expect(forbiddenInAnswer({ organisationId: "arbetsformedlingen" }, "/", NAMES)).toEqual([]);
    expect(forbiddenInAnswer({ hasEid: true }, "/", NAMES)).toEqual([]);
    expect(forbiddenInAnswer({}, "/", NAMES)).toHaveLength(2);
  });
});

test.each([
  ["a personnummer", `Om ${TEN_DIGITS}`],
  ["a name", "Hej Individ Nummer0"],
  ["what the meeting is", "Kallelse till gemensam kartläggning"],
  ["somebody else's address", "Svara individual-1@example.test"],
])("a message with %s is told of; one to its own address is not", (_what, text) => {
  const to = ["individual-0@example.test"];
  expect(forbiddenInMessage({ to, text })).toHaveLength(1);
  expect(forbiddenInMessage({ to, text: "Skickat till individual-0@example.test" })).toEqual([]);
});
