"""Reads calendar objects with two programs' libraries.

Reads a JSON list of objects; writes a list with, for each, what icalendar and vobject found: a list of events and busy periods
(uid, start, end in UTC), or why it could not be read.
"""

import datetime
import json
import sys

import icalendar
import vobject


def text(moment):
    if not isinstance(moment, datetime.datetime) or moment.tzinfo is None:
        raise ValueError("a time that is no instant")
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def by_icalendar(source):
    calendar = icalendar.Calendar.from_ical(source)
    found = []
    for event in calendar.walk("VEVENT"):
        if event.errors:
            raise ValueError(str(event.errors))
        found.append((str(event["uid"]), text(event["dtstart"].dt), text(event["dtend"].dt)))
    for busy in calendar.walk("VFREEBUSY"):
        periods = busy.get("freebusy", [])
        for period in periods if isinstance(periods, list) else [periods]:
            for one in getattr(period, "dts", None) or [period]:
                found.append((str(busy["uid"]), text(one.start), text(one.end)))
    return found


def by_vobject(source):
    calendar = vobject.readOne(source)
    found = []
    for event in calendar.contents.get("vevent", []):
        found.append((event.uid.value, text(event.dtstart.value), text(event.dtend.value)))
    for busy in calendar.contents.get("vfreebusy", []):
        for line in busy.contents.get("freebusy", []):
            for start, end in line.value:
                found.append((busy.uid.value, text(start), text(start + end if isinstance(end, datetime.timedelta) else end)))
    return found


def attempt(read, source):
    try:
        return {"found": [{"uid": uid, "start": start, "end": end} for uid, start, end in read(source)]}
    except Exception as error:  # Whatever they stumble on is what the test asks.
        return {"error": "%s: %s" % (type(error).__name__, error)}


json.dump(
    [{"icalendar": attempt(by_icalendar, one), "vobject": attempt(by_vobject, one)} for one in json.load(sys.stdin)],
    sys.stdout,
)
