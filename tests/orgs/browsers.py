"""Browsers in which somebody of the cast is signed in."""

from django.test import Client


def signed_in(user) -> Client:
    """Signed in at some time: the session is there, and no proof of lately."""
    client = Client()
    client.force_login(user)
    return client


def with_password(name: str) -> Client:
    """Signed in just now, by the password of the cast."""
    client = Client()
    client.post("/account/login/", {"login": f"{name}@example.org", "password": f"{name}-has-a-password"})
    return client
