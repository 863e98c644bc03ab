"""The desk on a phone, with a title that has no place to break."""

import pytest

from events.models import Sponsorship
from tests import factories
from tests.person import Person

pytest_plugins = ["tests.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_title_without_a_space_does_not_widen_the_desk(chromium, site, host, partner, ada, mo, as_user):
    title = "M" * 120
    factories.join(host, mo, "organizer")
    series = factories.series(host, by=ada, title=title)
    factories.series(host, by=ada, title=title, announced=False)
    factories.series(host, by=ada, title=title).cancel(by=ada)
    asked = Sponsorship.request(series, partner, by=ada)
    reader = Person(chromium, site)
    [(name, cookie)] = as_user(mo).cookies.items()
    reader.context.add_cookies([{"name": name, "value": cookie.value, "url": site}])

    for path in ("/desk/", f"/desk/events/{series.slug}/", f"/sponsorships/{asked.pk}/"):
        reader.opens(path)
        reader.sees(title)
    reader.context.close()
