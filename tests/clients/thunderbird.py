"""Prints what Thunderbird has stored of its subscribed calendars, as JSON: the local start of every event. The database is
locked for as long as Thunderbird runs: a copy is read, with what has yet to be written into it."""

import datetime
import glob
import json
import shutil
import sqlite3
import sys
import tempfile
import zoneinfo

SWEDEN = zoneinfo.ZoneInfo("Europe/Stockholm")

with tempfile.TemporaryDirectory() as folder:
    for file in glob.glob(sys.argv[1] + "/calendar-data/cache.sqlite*"):
        shutil.copy(file, folder)
    rows = sqlite3.connect(folder + "/cache.sqlite").execute("select event_start, event_start_tz from cal_events").fetchall()


def start_of(microseconds, zone):
    if zone != "UTC":
        raise ValueError("a start in %s: our feeds have none" % zone)
    return datetime.datetime.fromtimestamp(microseconds / 1e6, SWEDEN).strftime("%Y-%m-%d %H:%M")


print(json.dumps(sorted(start_of(*row) for row in rows)))
