// Reads one calendar a line (JSON: {"ics": "..."}), answers one line of starts: [[local, unix seconds], ...].
import { createInterface } from "node:readline";
import ICAL from "ical.js";

const MOST = 400;

function expand(ics) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  ICAL.TimezoneService.reset();
  for (const timezone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(timezone);
  }
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
  const starts = [];
  const dates = event.iterator();
  for (let start = dates.next(); start && starts.length < MOST; start = dates.next()) {
    starts.push([start.toString(), start.toUnixTime()]);
  }
  return starts;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(expand(JSON.parse(line).ics)) + "\n");
}
