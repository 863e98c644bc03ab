"""How a file goes out: always as a download, under a name of ours; it opens and runs nothing by itself."""

from django.http import HttpResponse

from files.models import CleanFile

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def download(file: CleanFile) -> HttpResponse:
    """The answer of a view that has found that this person may have it."""
    answer = HttpResponse(bytes(file.content), content_type=file.content_type, headers=HEADERS)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.file_name}"'
    return answer
