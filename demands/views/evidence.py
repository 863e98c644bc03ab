"""Files that show that something happened: what was made anew, always a download, and opens nothing by itself."""

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from demands.models import EvidenceFile
from files.downloads import download
from orgs.presence import is_signed_in


@require_safe
def evidence_file(request, name):
    user = request.user if is_signed_in(request) else AnonymousUser()
    return download(get_object_or_404(EvidenceFile.objects.open_to(user), name=name))
