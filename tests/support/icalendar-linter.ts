import { readContentLines, type ContentLine, type LintViolation } from "./icalendar-content-lines.ts";
import {
  checkValue,
  PARAMETER_VALUES,
  PROPERTY_RULES,
  utcInstant,
  type ComponentName,
} from "./icalendar-property-rules.ts";

export type { LintViolation };

interface Component {
  readonly name: ComponentName;
  readonly line: number;
  readonly properties: ContentLine[];
}

const REPEATED = ["ATTENDEE", "FREEBUSY"];

type Report = (line: number, rule: string, message: string) => void;

/**
 * Holds an iCalendar object against what we promise to write: RFC 5545 where parsers are too forgiving to notice
 * (line endings, folding, floating times, enumerations), RFC 5546 for objects with METHOD, and our own narrower
 * rules (everything in UTC, no alarms, one recipient a message).
 *
 * @returns every broken rule in line order; empty for a good object.
 */
export function lintCalendar(object: string | Uint8Array): LintViolation[] {
  const { lines, violations } = readContentLines(typeof object === "string" ? Buffer.from(object) : object);
  const report: Report = (line, rule, message) => violations.push({ line, rule, message });
  const components = readComponents(lines, report);
  for (const component of components) checkComponent(component, report);
  const calendar = components.find(({ name }) => name === "VCALENDAR");
  const events = components.filter(({ name }) => name === "VEVENT");
  if (calendar) checkMethod(calendar, events, report);
  checkUniqueUids(events, report);
  return violations.sort((a, b) => a.line - b.line);
}

/** One VCALENDAR around VEVENTs or a VFREEBUSY, nothing else; properties go to the component that is open. */
function readComponents(lines: readonly ContentLine[], report: Report): Component[] {
  const components: Component[] = [];
  const open: Component[] = [];
  for (const line of lines) {
    const current = open.at(-1);
    const name = line.value.toUpperCase();
    if (line.name === "BEGIN") {
      const expected = current === undefined ? ["VCALENDAR"] : ["VEVENT", "VFREEBUSY"];
      if (!expected.includes(name) || open.length > 1 || (!current && components.length > 0)) {
        report(line.line, "component", `${name} may not begin here`);
      }
      open.push({ name: name as ComponentName, line: line.line, properties: [] });
      components.push(open.at(-1)!);
    } else if (line.name === "END") {
      if (current?.name !== name) report(line.line, "component", `${name} is not the component to end here`);
      open.pop();
    } else if (current) {
      current.properties.push(line);
    } else {
      report(line.line, "component", `${line.name} stands outside every component`);
    }
  }
  for (const left of open) report(left.line, "component", `${left.name} is never ended`);
  if (components.length === 0) report(1, "component", "there is no VCALENDAR");
  return components;
}

function checkComponent({ name, line, properties }: Component, report: Report): void {
  const rules = PROPERTY_RULES[name];
  if (rules === undefined) return;
  for (const required of rules.required) {
    if (!properties.some((property) => property.name === required)) {
      report(line, "required-property", `${name} has no ${required}`);
    }
  }
  const seen = new Set<string>();
  for (const property of properties) {
    if (!rules.known.includes(property.name)) {
      report(property.line, "known-property", `${property.name} is not one that we write in ${name}`);
    }
    if (seen.has(property.name) && !REPEATED.includes(property.name)) {
      report(property.line, "unique-property", `${property.name} stands more than once`);
    }
    seen.add(property.name);
    checkParameters(property, report);
    for (const broken of checkValue(property)) report(property.line, broken.rule, broken.message);
  }
  if (name !== "VCALENDAR") checkEnd(properties, report);
  if (name === "VFREEBUSY") checkPeriods(properties, report);
}

/** Rising periods in UTC, apart from each other (two that touch would tell that they are two), within the component's own. */
function checkPeriods(properties: readonly ContentLine[], report: Report): void {
  let after = utcInstant(valueOf(properties, "DTSTART") ?? "") ?? 0;
  const last = utcInstant(valueOf(properties, "DTEND") ?? "") ?? Infinity;
  properties
    .filter(({ name }) => name === "FREEBUSY")
    .forEach(({ line, value }, index) => {
      const [startsAt = null, endsAt = null] = value.split("/").map(utcInstant);
      const isApart = startsAt !== null && (index === 0 ? startsAt >= after : startsAt > after);
      if (!isApart || endsAt === null || endsAt <= startsAt || endsAt > last) {
        report(
          line,
          "period",
          "FREEBUSY is not a period in UTC after the one before and within the component's",
        );
      }
      after = endsAt ?? after;
    });
}

function checkParameters(property: ContentLine, report: Report): void {
  for (const [parameter, value] of property.parameters) {
    if (parameter === "TZID") report(property.line, "utc", "has a TZID: every time is written in UTC");
    const allowed = PARAMETER_VALUES[parameter];
    if (allowed && !allowed.includes(value)) {
      report(
        property.line,
        "enumeration",
        `${parameter} of ${property.name} is not one of ${allowed.join(", ")}`,
      );
    }
  }
}

function checkEnd(properties: readonly ContentLine[], report: Report): void {
  const startsAt = utcInstant(valueOf(properties, "DTSTART") ?? "");
  const end = properties.find(({ name }) => name === "DTEND");
  const endsAt = utcInstant(end?.value ?? "");
  if (end && startsAt !== null && endsAt !== null && endsAt <= startsAt) {
    report(end.line, "end-after-start", "DTEND is not after DTSTART");
  }
}

/** RFC 5546 §3.2: what a message must hold by its METHOD; and that an object without one invites nobody. */
function checkMethod(calendar: Component, events: readonly Component[], report: Report): void {
  const method = valueOf(calendar.properties, "METHOD");
  for (const { line, properties } of events) {
    const count = (name: string) => properties.filter((property) => property.name === name).length;
    if (method === undefined) {
      if (count("ORGANIZER") + count("ATTENDEE") > 0) {
        report(line, "method", "ORGANIZER and ATTENDEE belong in an object with METHOD");
      }
      continue;
    }
    if (count("ORGANIZER") !== 1) report(line, "method", `${method} needs one ORGANIZER`);
    if (count("ATTENDEE") !== 1) report(line, "method", `${method} goes to one ATTENDEE`);
    if ((valueOf(properties, "STATUS") === "CANCELLED") !== (method === "CANCEL")) {
      report(line, "method", "STATUS:CANCELLED belongs to METHOD:CANCEL, and only there");
    }
  }
  if (method !== undefined && events.length !== 1) {
    report(calendar.line, "method", `${method} carries one VEVENT`);
  }
}

function checkUniqueUids(events: readonly Component[], report: Report): void {
  const seen = new Set<string>();
  for (const { properties } of events) {
    const uid = properties.find(({ name }) => name === "UID");
    if (uid === undefined) continue;
    if (seen.has(uid.value)) report(uid.line, "unique-uid", "another event has the same UID");
    seen.add(uid.value);
  }
}

function valueOf(properties: readonly ContentLine[], name: string): string | undefined {
  return properties.find((property) => property.name === name)?.value;
}
