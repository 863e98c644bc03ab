from events.models.attendance import Attendance
from events.models.occurrence import Occurrence
from events.models.series import Series
from events.models.sponsorship import Sponsorship
from events.models.watch import Watch

__all__ = ["Attendance", "Occurrence", "Series", "Sponsorship", "Watch"]
