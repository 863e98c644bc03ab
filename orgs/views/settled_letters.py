"""The letters that go out in a group's name by the clock: whether each goes, and the words it adds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from orgs.forms import LetterForm
from orgs.models import LetterSetting, Organization
from outbox import composing
from outbox.letters import settable

WORDS = "\ue000"  # where the words of the group stand in a preview; no keyboard has it


@login_required
@require_safe
def group_letters(request, slug):
    return _page(request, _group(request, slug))


@login_required
@require_POST
def group_letter(request, slug, kind):
    """Settle one kind."""
    group = _group(request, slug)
    if kind not in settable():
        raise Http404
    form = LetterForm(request.POST, group=group, kind=kind)
    if not form.is_valid():
        return _page(request, group, form)
    form.save(by=request.user)
    messages.success(request, _("Saved. It holds for letters that wait, too."))
    return redirect("orgs:group-letters", slug=slug)


def _group(request, slug) -> Organization:
    return get_object_or_404(Organization.objects.organized_by(request.user).select_related("place"), slug=slug)


def _page(request, group: Organization, wrong: LetterForm | None = None):
    known = {setting.kind: setting for setting in group.letter_settings.all()}
    shown = []
    for kind, letter in settable().items():
        setting = known.get(kind) or LetterSetting(organization=group, kind=kind)
        initial = {"is_on": setting.is_on, "words": setting.words}
        form = wrong if wrong and wrong.kind == kind else LetterForm(group=group, kind=kind, initial=initial)
        shown.append({"letter": letter, "setting": setting, "form": form} | _previewed(letter, group))
    context = {"group": group, "letters": shown, "form": wrong}
    return render(request, "orgs/group_letters.html", context, status=422 if wrong else 200)


def _previewed(letter, group: Organization) -> dict:
    """The letter as it would read now about the newest case of the group, in two parts around its own words."""
    context = letter.preview(group)
    if context is None:
        return {}
    subject, text = composing.words(letter, context | {"words": WORDS, "words_of": group})
    before, _words, after = text.partition(WORDS)
    return {"subject": subject, "before": before, "after": after}
