"""The page to which the link of an invitation leads: read, press one button. No sign-in, no session.

Of what, with which forms and words, a room says in a subclass; its views are these methods, behind `private_link`.
"""

from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from orgs.forms.signing import PassOnForm
from orgs.models import Asking, Opened
from orgs.presence import posted


class SignPage:
    """What whoever holds a link may do, each once; what came too late is said on the page."""

    model: type[Asking]
    parting_form: type[forms.Form]  # with what a group says when it leaves, as `note`
    read_form: type[forms.Form]  # with which version somebody has read

    # What a room says

    def form(self, opened: Opened, data) -> forms.Form:
        """The form by which the group says yes."""
        raise NotImplementedError

    def page(self, request, token: str, opened: Opened, *, form=None, late="", status=200, **forms) -> HttpResponse:
        raise NotImplementedError

    def late_yes(self, opened: Opened) -> str:
        """What one is told whose yes came after an answer of her group."""
        raise NotImplementedError

    def late_no(self, opened: Opened) -> str:
        raise NotImplementedError

    # What is done

    def answer(self, request: HttpRequest, token: str) -> HttpResponse:
        opened = self.find(token)
        found = opened.signon
        form = self.form(opened, posted(request)) if self.is_open(opened) else None
        if request.method == "POST" and form and form.is_valid():
            try:
                form.save()
                return self.back(token)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        if request.method == "POST" and found.is_accepted and opened.has_signed:
            return self.back(token)  # the same button pressed twice
        if request.method == "POST" and not found.is_pending:
            return self.page(request, token, opened, late=self.late_yes(opened), status=409)
        return self.page(request, token, opened, form=form, status=422 if form and form.errors else 200)

    def refuse(self, request: HttpRequest, token: str) -> HttpResponse:
        opened = self.find(token)
        with suppress(ValidationError):  # answered meanwhile: the page says how
            opened.signon.decline(by=opened.user)
        if opened.signon.is_accepted:
            return self.page(request, token, opened, late=self.late_no(opened), status=409)
        return self.back(token)

    def withdraw(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take the group's name off again, by the link that it was signed with."""
        opened = self.find_speaking(token)
        form = self.parting_form(request.POST)
        if not form.is_valid():
            return self.page(request, token, opened, parting_form=form, status=422)
        by = opened.user or opened.signon.decided_by
        with suppress(ValidationError):  # not signed, or withdrawn meanwhile: the page says how it stands
            opened.signon.withdraw(by=by, note=form.cleaned_data["note"])
        return self.back(token)

    def pass_on(self, request: HttpRequest, token: str) -> HttpResponse:
        """Pass the invitation on to whoever decides."""
        opened = self.find(token)
        if not self.is_open(opened):
            return self.back(token)
        form = PassOnForm(request.POST)
        if form.is_valid():
            try:
                opened.signon.forward_to(form.cleaned_data["address"], by=opened.user)
                return self.page(request, token, opened, form=self.form(opened, None), passed_on=True)
            except ValidationError as refusal:
                form.add_error("address", refusal)
        return self.page(request, token, opened, form=self.form(opened, None), pass_on_form=form, status=422)

    def stand_by(self, request: HttpRequest, token: str) -> HttpResponse:
        """Stand by the text as it is now: the version that the page showed."""
        opened, form = self.find_speaking(token), self.read_form(request.POST)
        if form.is_valid():
            by = opened.user or opened.signon.decided_by
            opened.signon.reaffirm(by=by, version=form.cleaned_data["version"])
        return self.back(token)

    # What is asked

    def find(self, token: str) -> Opened:
        opened = self.model.of_link(token)
        if opened is None:
            raise Http404
        return opened

    def find_speaking(self, token: str) -> Opened:
        """Only for who may speak for a group that has signed."""
        opened = self.find(token)
        if not opened.speaks:
            raise Http404
        return opened

    def is_open(self, opened: Opened) -> bool:
        found = opened.signon
        return found.is_open and found.is_invitation and found.target.is_announced

    def back(self, token: str) -> HttpResponse:
        return redirect(self.model.SIGN_PAGE, token=token)

    @staticmethod
    def signer(opened: Opened) -> str:
        """Who signed, for those who speak for the group; to others it is somebody."""
        return (opened.signon.signed_name if opened.speaks else "") or _("Somebody")

    def said(self, token: str, opened: Opened, *, late: str, **forms) -> dict:
        """What every such page shows."""
        found = opened.signon
        return {
            "token": token,
            "pass_on_form": PassOnForm(),
            "parting_form": self.parting_form(),
            "differences": found.target.differences_since(found.text_version) if found.is_asked_again else [],
            "late": late,
            "own_name": found.organization.name if found.organization else "",
            "own_answer": (not opened.user and not opened.forward) or opened.has_signed,
            "speaks": opened.speaks,
        } | forms
