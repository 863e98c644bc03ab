"""Where on earth: places, the gazetteer, time zones."""
