// Reads one feed a line (JSON: {"client": "ical.js" or "node-ical", "ics", "from", "to"}), answers one line of
// what that client shows: [[uid, unix start, unix end, status, location], ...].
import { createInterface } from "node:readline";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const MOST = 500;

function icalJs({ ics }) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  ICAL.TimezoneService.reset();
  for (const timezone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(timezone);
  }
  const components = calendar.getAllSubcomponents("vevent");
  const overrides = components.filter((one) => one.hasProperty("recurrence-id"));
  const shown = [];
  for (const component of components.filter((one) => !one.hasProperty("recurrence-id"))) {
    const event = new ICAL.Event(component);
    for (const override of overrides) {
      if (override.getFirstPropertyValue("uid") === event.uid) event.relateException(override);
    }
    const dates = event.iterator();
    for (let start = dates.next(), n = 0; start && n < MOST; start = dates.next(), n++) {
      const { startDate, endDate, item } = event.getOccurrenceDetails(start);
      const status = item.component.getFirstPropertyValue("status");
      shown.push([item.uid, startDate.toUnixTime(), endDate.toUnixTime(), status, item.location]);
    }
  }
  return shown;
}

function nodeIcalClient({ ics, from, to }) {
  const shown = [];
  for (const event of Object.values(nodeIcal.sync.parseICS(ics))) {
    if (event.type !== "VEVENT") continue;
    for (const one of nodeIcal.expandRecurringEvent(event, { from: new Date(from), to: new Date(to) })) {
      const { uid, status, location } = one.event;
      shown.push([uid, one.start.getTime() / 1000, one.end.getTime() / 1000, status, location]);
    }
  }
  return shown;
}

const clients = { "ical.js": icalJs, "node-ical": nodeIcalClient };

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  process.stdout.write(JSON.stringify(clients[asked.client](asked)) + "\n");
}
