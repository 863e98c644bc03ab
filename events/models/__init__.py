from events.models.attendance import Attendance
from events.models.follow import Follow
from events.models.follower import Follower
from events.models.occurrence import Occurrence
from events.models.series import Series
from events.models.sponsorship import Sponsorship
from events.models.watch import Watch

__all__ = ["Attendance", "Follow", "Follower", "Occurrence", "Series", "Sponsorship", "Watch"]
