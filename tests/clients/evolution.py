"""Reads a subscribed calendar through Evolution Data Server. For each line on stdin the calendar is refreshed, and
what it holds is written as a line of JSON: the local start of every event. Run below dbus-run-session."""

import json
import sys

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, ICalGLib

registry = EDataServer.SourceRegistry.new_sync(None)
client = ECal.Client.connect_sync(
    registry.ref_source("samtid"), ECal.ClientSourceType.EVENTS, 30, None
)
sweden = ICalGLib.Timezone.get_builtin_timezone("Europe/Stockholm")


def start_of(component):
    time = component.get_dtstart().get_value().convert_to_zone(sweden)
    return "%04d-%02d-%02d %02d:%02d" % (
        time.get_year(),
        time.get_month(),
        time.get_day(),
        time.get_hour(),
        time.get_minute(),
    )


print(json.dumps("ready"), flush=True)
for _ in sys.stdin:
    client.refresh_sync(None)
    found, components = client.get_object_list_as_comps_sync("#t", None)
    print(json.dumps(sorted(start_of(component) for component in components)), flush=True)
