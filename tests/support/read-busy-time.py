"""Says when the owner of a calendar is busy, by what icalendar and recurring_ical_events make of it.

Reads a JSON list of calendars (text, from and to in milliseconds, zone of whole days, owner's address); writes a list with, for
each, the merged stretches in minutes since 1970, or why it could not be read.
"""

import datetime
import json
import sys
import zoneinfo

import icalendar
import recurring_ical_events

UTC = datetime.timezone.utc
FREE = ("FREE", "WORKINGELSEWHERE")


def instant(moment, zone):
    if not isinstance(moment, datetime.datetime):
        moment = datetime.datetime.combine(moment, datetime.time(), zone)
    if moment.tzinfo is None:
        raise ValueError("a time that is no instant")
    return moment.timestamp() / 60


def takes_time(event, owner):
    answers = event.get("attendee", [])
    declined = any(
        str(one).lower() == "mailto:" + owner and one.params.get("partstat") == "DECLINED"
        for one in (answers if isinstance(answers, list) else [answers])
    )
    return not (
        declined
        or event.get("transp") == "TRANSPARENT"
        or event.get("status") == "CANCELLED"
        or event.get("x-microsoft-cdo-busystatus") in FREE
    )


def busy(wanted):
    zone = zoneinfo.ZoneInfo(wanted["zone"])
    first, last = wanted["from"] / 60_000, wanted["to"] / 60_000
    day = datetime.timedelta(days=1)
    window = [datetime.datetime.fromtimestamp(minute * 60, UTC) for minute in (first, last)]
    calendar = icalendar.Calendar.from_ical(wanted["text"])
    merged = []
    # A day more on both sides: the library looks at whole days by another zone's clock.
    events = recurring_ical_events.of(calendar).between(window[0] - 2 * day, window[1] + 2 * day)
    stretches = [
        (max(first, instant(event["dtstart"].dt, zone)), min(last, instant(event["dtend"].dt, zone)))
        for event in events
        if takes_time(event, wanted["owner"])
    ]
    for start, end in sorted(stretch for stretch in stretches if stretch[0] < stretch[1]):
        if merged and start <= merged[-1]["end"]:
            merged[-1]["end"] = max(end, merged[-1]["end"])
        else:
            merged.append({"start": start, "end": end})
    return merged


def attempt(wanted):
    try:
        return {"busy": busy(wanted)}
    except Exception as error:  # Whatever it stumbles on is what the test asks.
        return {"error": "%s: %s" % (type(error).__name__, error)}


json.dump([attempt(wanted) for wanted in json.load(sys.stdin)], sys.stdout)
