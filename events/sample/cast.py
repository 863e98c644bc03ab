"""The people of the sample: five with a name and one password, and an address for each other group."""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from orgs.models import User

PASSWORD = "demonstrate-2026"  # noqa: S105 - printed on purpose, for a site that nobody can reach


class Person(NamedTuple):
    name: str
    part: str
    is_moderator: bool = False

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.org"


CAST = (
    Person("Ada", "coordinates Friends of the Open Library, which hosts"),
    Person("Bo", "organizes Front Porch Tenants, which co-sponsors"),
    Person("Cy", "is a member of Friends of the Open Library"),
    Person("Dee", "has an account and no group"),
    Person("Mo", "is a moderator", is_moderator=True),
)


def make_cast() -> dict[str, User]:
    """The five, by their name in lower case, with confirmed addresses."""
    password = make_password(PASSWORD)  # once: hashing is slow by intention
    people = {}
    for person in CAST:
        user = User.objects.create_user(person.email, name=person.name, is_moderator=person.is_moderator)
        User.objects.filter(pk=user.pk).update(password=password)
        user.refresh_from_db()
        people[person.name.lower()] = confirmed(user)
    return people


def make_account(name: str) -> User:
    """The account of a group's own address, which signs in by a code."""
    return confirmed(User.objects.create_user(f"{name}@example.org"))


def confirmed(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
