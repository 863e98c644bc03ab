from events.models.attendance import Attendance
from events.models.brought import Brought
from events.models.calendar_source import CalendarSource
from events.models.change import Change, DateChange
from events.models.follow import Follow
from events.models.follower import Follower
from events.models.former_rule import FormerRule
from events.models.forward import Forward
from events.models.handover import SeriesHandover
from events.models.hearing import Hearing
from events.models.imported import Imported
from events.models.occurrence import Occurrence
from events.models.private_calendar import PrivateCalendar
from events.models.series import Series
from events.models.series_text import SeriesText
from events.models.sponsorship import Sponsorship
from events.models.upload import Upload
from events.models.watch import Watch

__all__ = [
    "Attendance",
    "Brought",
    "CalendarSource",
    "Change",
    "DateChange",
    "Follow",
    "Follower",
    "FormerRule",
    "Forward",
    "Hearing",
    "Imported",
    "Occurrence",
    "PrivateCalendar",
    "Series",
    "SeriesHandover",
    "SeriesText",
    "Sponsorship",
    "Upload",
    "Watch",
]
