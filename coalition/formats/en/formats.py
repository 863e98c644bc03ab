"""Day before month, in words, so that 5/12 cannot be misread; hours from 0 to 24."""

DATE_FORMAT = "l j F Y"
SHORT_DATE_FORMAT = "j M Y"
MONTH_DAY_FORMAT = "l j F"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "l j F Y, H:i"
FIRST_DAY_OF_WEEK = 1
