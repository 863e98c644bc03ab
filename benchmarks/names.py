"""How well and how fast groups are found by name: python -m benchmarks.names

Reads organizations.csv in the folder that COALITION_REAL_DATA names, makes a database of its own in a temporary folder,
or where DATABASE_URL says, and registers every name in it. Judged pairs are in name_pairs.csv.
"""

import csv
import os
import secrets
import statistics
import sys
import tempfile
import time
from pathlib import Path

PAIRS = Path(__file__).with_name("name_pairs.csv")
LOOKED_UP = 1000
OFFERED = 5  # as many as the form shows


def main() -> None:
    folder = os.environ.get("COALITION_REAL_DATA")
    if not folder:
        sys.exit("COALITION_REAL_DATA names no folder with organizations.csv.")
    with open(Path(folder) / "organizations.csv", newline="", encoding="utf-8") as file:
        rows = [(row["organization"][:120], _town(row["main_locality"])) for row in csv.DictReader(file)]
    with tempfile.TemporaryDirectory(prefix="coalition-names-") as data:
        _start(data)
        began = time.monotonic()
        groups = _load(rows)
        print(f"{len(groups)} names registered in {time.monotonic() - began:.0f} s on {_vendor()}")
        _first_look()
        _quality(groups)
        _speed(rows)
        _pages()


def _town(text: str) -> tuple[str, str]:
    """Town and state of "Akron, OH" or "Philadelphia (1), PA"."""
    town, _comma, state = text.rpartition(", ")
    return (town.partition(" (")[0], state) if town else (text, "")


def _start(data: str) -> None:
    os.environ |= {
        "DATA_DIR": data,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "CONTACT_INDEX_KEY": "index",
        "DEBUG": "1",
    }
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "coalition.settings",
        "SITE_URL": "http://testserver",
        "PAGE_CACHE": "0",
        "LOG_LEVEL": "ERROR",
    }
    from cryptography.fernet import Fernet

    os.environ["CONTACT_KEYS"] = Fernet.generate_key().decode()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_gazetteer", verbosity=0)


def _load(rows) -> dict[str, "object"]:
    """Every name as a listed group of its town, by its name."""
    from django.utils import timezone

    from orgs.models import Organization, OrganizationName
    from orgs.spelling import key
    from places.models import Place

    towns = {town: Place(locality=town[0], region=town[1], name=town[0] or "-", **_where()) for _name, town in rows}
    Place.objects.bulk_create(towns.values())
    now = timezone.now()
    groups = [
        Organization(name=name, slug=f"group-{number}", kind="other", place=towns[town], state="listed", listed_at=now)
        for number, (name, town) in enumerate(rows)
    ]
    Organization.objects.bulk_create(groups, batch_size=1000)
    names = [
        OrganizationName(organization=group, name=group.name, key=key(group.name), is_main=True) for group in groups
    ]
    OrganizationName.objects.bulk_create(names, batch_size=1000)
    return {group.name: group for group in groups}


def _where() -> dict:
    return {"country": "US", "latitude": 41.0, "longitude": -81.5, "time_zone": "America/New_York"}


def _like(name: str, place, most: int = OFFERED) -> list[int]:
    from orgs.models import Organization, OrganizationName

    known = Organization.objects.known()
    return [row.organization_id for row in OrganizationName.objects.like(name, place, of=known, most=most)]


def _first_look() -> None:
    began = time.perf_counter()
    _like("Choir", None)
    print(f"The first look-up of a process reads all names: {(time.perf_counter() - began) * 1000:.0f} ms")


def _quality(groups) -> None:
    """Each pair is looked up as if the first were here and somebody typed the second, and the other way round."""
    with PAIRS.open(newline="", encoding="utf-8") as file:
        pairs = [row for row in csv.DictReader(file) if {row["name_a"], row["name_b"]} <= groups.keys()]
    either: dict[str, list] = {"yes": [], "no": []}
    ways: dict[str, list] = {"yes": [], "no": []}
    for pair in pairs:
        one, other = groups[pair["name_a"]], groups[pair["name_b"]]
        found = [other.pk in _like(one.name, one.place, most=60), one.pk in _like(other.name, other.place, most=60)]
        either[pair["same"]].append(any(found))
        ways[pair["same"]] += found
        if any(found) != (pair["same"] == "yes") and "-v" in sys.argv:
            print("  missed:" if pair["same"] == "yes" else "  wrong:", one.name, "|", other.name)
    print(f"Judged pairs: {len(pairs)}")
    print(f"Same group: found {sum(either['yes'])} of {len(either['yes'])} from one side at least,")
    print(f"  {sum(ways['yes'])} of {len(ways['yes'])} where each side is typed")
    print(f"Other group: offered wrongly {sum(either['no'])} of {len(either['no'])}")


def _speed(rows) -> None:
    from orgs.models import OrganizationName
    from places.models import Place

    places = {(place.locality, place.region): place for place in Place.objects.all()}
    step = max(1, len(rows) // LOOKED_UP)
    times, offers, worked = [], [], time.thread_time()
    for name, town in rows[::step]:
        began = time.perf_counter()
        found = _like(name, places[town], most=OFFERED + 1)
        times.append((time.perf_counter() - began) * 1000)
        offers.append(len(found) - 1)
    _tell("near match", times, time.thread_time() - worked)
    print(f"  another group is offered for {sum(map(bool, offers))} of {len(offers)} names, {sum(offers)} in all")
    times, worked = [], time.thread_time()
    for name, _town_of in rows[::step]:
        began = time.perf_counter()
        OrganizationName.objects.search(name)
        times.append((time.perf_counter() - began) * 1000)
    _tell("search for a whole name", times, time.thread_time() - worked)


def _tell(what: str, times: list[float], worked: float) -> None:
    """By the clock, and the processor time of one, which hardly depends on what else runs on the machine."""
    cuts = statistics.quantiles(times, n=100)
    busy = f"load {os.getloadavg()[0]:.0f}"
    print(f"{what}: p50 {statistics.median(times):.1f} ms, p99 {cuts[98]:.1f} ms by the clock ({busy})", end="")
    print(f", {worked * 1000 / len(times):.1f} ms of processor, {len(times)} look-ups")


def _pages() -> None:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from orgs.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    signed_in = Client()
    signed_in.force_login(User.objects.create_user("ada@example.org"))
    typed = {"name": "PSL", "kind": "party", "town": "Oakland, CA", "about": "We meet."}
    for title, ask in {
        "groups": lambda: Client().get("/groups/"),
        "search": lambda: Client().get("/groups/?q=tenants+union"),
        "search near": lambda: Client().get("/groups/?q=tenant&near=44308&km=50"),
        "register": lambda: signed_in.get("/groups/new/"),
        "register, like names shown": lambda: signed_in.post("/groups/new/", typed),
    }.items():
        ask()
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            status = ask().status_code
        spent = (time.perf_counter() - began) * 1000
        print(f"{title}: {status}, {len(asked)} queries, {spent:.0f} ms")


def _vendor() -> str:
    from django.db import connection

    return connection.vendor


if __name__ == "__main__":
    main()
