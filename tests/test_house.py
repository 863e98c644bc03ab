"""Rules of the house that no other tool looks after, read from the source."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db.migrations import AddField, CreateModel
from django.db.migrations.loader import MigrationLoader

ROOMS = ["orgs", "events", "outreach", "outbox", "places", "files", "planning"]
ROOT = Path(settings.BASE_DIR)


def sources(*patterns: str) -> dict[str, str]:
    found = [path for room in ROOMS for pattern in patterns for path in ROOT.glob(f"{room}/{pattern}")]
    return {str(path.relative_to(ROOT)): path.read_text() for path in found}


VIEWS = sources("views.py", "views/**/*.py")
ALL = sources("**/*.py")


def lines_with(files: dict[str, str], forbidden: str) -> list[str]:
    return [
        f"{name}: {line.strip()}"
        for name, text in files.items()
        for line in text.splitlines()
        if re.search(forbidden, line)
    ]


@pytest.mark.parametrize(
    ("forbidden", "instead"),
    [
        (r"\.objects\.(get|all)\(", "a scope named for the right"),
        (r"request\.(GET|POST)\[", "form.cleaned_data"),
        (r"request\.POST\.get\(", "form.cleaned_data"),
        (r"\bint\(.*(request|GET|POST)", "a form field with bounds"),
        (r"__regex|__iregex", "icontains"),
        (r"@transaction|atomic\(", "a verb on the model"),
        (r"Message\.(objects|write)", "a verb on the model"),
    ],
)
def test_views_find_ask_and_answer(forbidden, instead):
    assert lines_with(VIEWS, forbidden) == [], f"use {instead}"


@pytest.mark.parametrize(
    ("forbidden", "instead"),
    [
        (r"(?<!def )\bsend_mail\(|EmailMessage\(", "Message.write: no letter but by the outbox"),
        (r"""["']__all__["']\s*$""", "fields one by one"),
        (r"mark_safe\(|\|safe\b(?!.*subject)", "format_html"),
        (r"\.extra\(|RawSQL\(", "the query methods"),
        (r"datetime\.now\(\)|date\.today\(\)|utcnow", "timezone.now()"),
        (r"os\.environ|getenv", "django.conf.settings"),
        (r"requests\.(get|post)|urlopen\(|httpx", "nothing: the site asks no outside service"),
    ],
)
def test_rooms_keep_to_the_house(forbidden, instead):
    found = lines_with(ALL, forbidden)

    assert [line for line in found if "noqa" not in line] == [], f"use {instead}"


def test_no_module_bears_a_name_that_says_nothing():
    empty = {"utils", "helpers", "services", "common", "misc", "base"}

    assert [name for name in ALL if Path(name).stem in empty] == []


def test_every_view_names_its_methods():
    methods = {"require_safe", "require_POST", "require_http_methods"}

    def bare(name: str, text: str):
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and node.args.args[:1] and node.args.args[0].arg == "request":
                decorators = {
                    getattr(one, "id", "") or getattr(getattr(one, "func", None), "id", "")
                    for one in node.decorator_list
                }
                if not node.name.startswith("_") and not node.name.endswith("_context") and not decorators & methods:
                    yield f"{name}: {node.name}"

    assert [view for name, text in VIEWS.items() for view in bare(name, text)] == []


def test_no_view_fetches_what_it_was_given_but_within_a_scope():
    """`get_object_or_404(Series.objects.editable_by(user), slug=slug)`: what is outside does not exist."""
    wide = re.compile(r"^[A-Z]\w+(\.objects(\.(all|select_related|order_by|exclude)\(.*)?)?$", re.DOTALL)
    by_key = re.compile(r"[A-Z]\w+\.objects\.filter\((pk|id|slug)=(?!\w+\.)")
    found = []
    for name, text in VIEWS.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "get_object_or_404":
                found += [f"{name}: {whose}" for whose in [ast.unparse(node.args[0])] if wide.match(whose)]
    assert found + lines_with(VIEWS, by_key.pattern) == []


# What was added before columns had to bear a default that the database knows, by the last number of each room.
OLDER = {"demands": 7, "events": 19, "orgs": 14, "outbox": 6, "outreach": 7, "places": 3, "planning": 1}


def test_what_a_migration_adds_can_be_left_out_by_code_that_does_not_know_it():
    """Between `migrate` and the restart the processes of before go on writing rows."""
    found = []
    for (room, name), migration in MigrationLoader(None).disk_migrations.items():
        if room not in [*ROOMS, "demands"] or int(name[:4]) <= OLDER.get(room, 0):
            continue
        new = {one.name_lower for one in migration.operations if isinstance(one, CreateModel)}
        added = [one for one in migration.operations if isinstance(one, AddField) and one.model_name_lower not in new]
        needed = [one for one in added if not (one.field.null or one.field.many_to_many or one.field.has_db_default())]
        found += [f"{room} {name}: {one.model_name}.{one.name}" for one in needed]
    assert found == []
