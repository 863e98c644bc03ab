"""A made-up site to look at and to try things on: thirteen groups in two towns, and what they are up to.

For development alone: everybody's password is printed. See `manage.py load_sample`.
"""

from events.sample.cast import CAST, PASSWORD
from events.sample.loading import Made, is_loaded, load, register

__all__ = ["CAST", "PASSWORD", "Made", "is_loaded", "load", "register"]
