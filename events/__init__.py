"""When, where, with whom: series, dates, sponsorship, attendance."""
