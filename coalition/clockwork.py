"""Beat, also where the clock of the machine is set back."""

from celery.beat import PersistentScheduler


class Scheduler(PersistentScheduler):
    """Keeps to its intervals whatever the clock does.

    Celery's own waits until the clock has caught up with each entry's last run: set back by an hour it would
    hand out no letter for an hour, and one that is started anew reads the same from its file.
    """

    def tick(self, *args, **kwargs) -> float:
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at > entry.default_now()]
        for entry in ahead:
            entry.last_run_at = entry.default_now()
        if ahead:
            self._heap = None  # whose instants are those of the former clock
        return super().tick(*args, **kwargs)
