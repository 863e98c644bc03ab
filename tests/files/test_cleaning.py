"""Files are made anew in a process of their own: what hides in them is gone, what acts or swells is refused."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from files import cleaning
from files.cleaning import Refused, cleaned
from files.cleaning.jpeg import without_notes
from tests.files import files


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        cleaned(data)
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_painted_again_without_where_it_was_taken(kind):
    sent = files.picture(kind)
    made = cleaned(sent)
    picture = opened(made.content)

    assert b"Secret camera" in sent
    assert (made.kind, picture.size, dict(picture.getexif())) == (kind.lower(), (40, 20), {})
    assert b"Secret" not in made.content
    assert b"Exif" not in made.content


def test_a_picture_that_was_turned_stands_upright():
    assert opened(cleaned(files.picture(turned=True)).content).size == (20, 40)


def test_a_comment_and_what_follows_the_picture_do_not_go_along():
    sent = files.picture(comment=b"Secret words") + b"<?php evil(); ?>PK\x03\x04"

    made = cleaned(sent).content
    assert (b"Secret words" in made, b"php" in made, b"PK\x03\x04" in made) == (False, False, False)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "CMYK"])
def test_pictures_of_any_colors_are_read(mode):
    sent = BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (30, 10)).save(sent, kind)

    assert opened(cleaned(sent.getvalue()).content).size == (30, 10)


def test_of_a_moving_picture_the_first_stays():
    sent = BytesIO()
    frames = [Image.new("RGB", (9, 9), color) for color in ("gold", "black", "white")]
    frames[0].save(sent, "PNG", save_all=True, append_images=frames[1:])

    assert getattr(opened(cleaned(sent.getvalue()).content), "n_frames", 1) == 1


def test_a_picture_that_would_swell_is_refused_before_it_is_decoded():
    assert refusal(files.bomb()) == "pixels"
    assert refusal(files.bomb(6_000, 5_000)) == "pixels"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + b"\0" * 40,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"MZ\x90\0" + b"\0" * 100,
        b"PK\x03\x04" + b"\0" * 100,
        b"BM" + b"\0" * 60,
        b"name,amount\n=1+1,2\n",
    ],
    ids=["nothing", "GIF", "SVG", "HTML", "program", "archive", "BMP", "table"],
)
def test_other_kinds_are_refused_whatever_they_are_called(data):
    assert refusal(data) == "kind"


def test_half_a_picture_is_refused():
    assert refusal(files.picture(size=(400, 400))[:600]) == "unreadable"


def test_more_than_five_megabytes_are_refused():
    assert refusal(files.picture() + b"\0" * 5 * 1024 * 1024) == "size"


def test_a_pdf_is_written_again_and_tells_of_nobody():
    sent = files.pdf()
    made = cleaned(sent)
    found = pikepdf.open(BytesIO(made.content))

    assert made.kind == "pdf"
    assert (len(found.pages), "/Info" in found.trailer, "/Metadata" in found.Root) == (2, False, False)
    assert (b"Secret person" in sent, b"Secret person" in made.content) == (True, False)


@pytest.mark.parametrize("saved", [{}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}])
@pytest.mark.parametrize("change", [files.with_script, files.with_launch, files.with_file, files.with_form])
def test_a_pdf_that_acts_is_refused(change, saved):
    assert refusal(files.pdf(change, **saved)) == "acts"


def test_a_pdf_that_leads_to_a_page_of_the_web_is_kept():
    assert b"https://example.org/" in cleaned(files.pdf(files.with_web_link)).content


def test_a_locked_pdf_is_refused():
    assert refusal(files.pdf(encryption=pikepdf.Encryption(owner="o", user="u"))) == "locked"
    assert refusal(files.pdf(encryption=pikepdf.Encryption(owner="o", user=""))) == "locked"


@pytest.mark.parametrize(
    "change",
    [
        files.with_photograph,
        files.with_photograph_in_a_list,
        files.with_photograph_in_letters,
        files.with_photograph_in_a_stream,
    ],
)
def test_a_photograph_in_a_pdf_does_not_say_where_it_was_taken(change):
    with pikepdf.open(BytesIO(cleaned(files.pdf(change)).content)) as found:
        photograph = found.pages[0].Resources.XObject.Im0

        assert b"Secret camera" not in photograph.read_raw_bytes()
        assert photograph.Filter == pikepdf.Name.DCTDecode
        assert pikepdf.PdfImage(photograph).as_pil_image().getpixel((30, 5))[2] < 40  # gold still


@pytest.mark.parametrize(
    ("change", "code"), [(files.with_picture_elsewhere, "acts"), (files.with_jpeg_2000, "picture")]
)
def test_pictures_that_lie_elsewhere_or_are_not_cleaned_are_refused(change, code):
    assert refusal(files.pdf(change)) == code


def test_a_comment_in_a_pdf_stays_and_its_author_goes():
    made = cleaned(files.pdf(files.with_comment)).content

    assert (b"Larger, please" in made, b"Secret" in made, b"20261122" in made) == (True, False, False)


def test_a_pdf_is_no_other_file_as_well():
    made = cleaned(files.pdf() + b"PK\x03\x04<script>alert(1)</script>").content

    assert made.startswith(b"%PDF-")
    assert b"script" not in made
    assert refusal(b"<html>" + files.pdf()) == "kind"


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", files.slow_xref(), files.pdf()[:300]])
def test_what_only_begins_like_a_pdf_is_refused(data):
    assert refusal(data) == "unreadable"


def test_a_pdf_that_would_swell_is_refused():
    assert refusal(files.swollen()) == "unreadable"


def test_notes_of_a_photograph_go_and_its_colors_stay():
    sent = files.picture(comment=b"Secret words")
    kept = without_notes(sent)

    assert (b"Secret" in kept, opened(kept).getpixel((30, 5))) == (False, opened(sent).getpixel((30, 5)))


def test_notes_of_a_photograph_do_not_hide_behind_filling_or_its_end():
    sent = files.picture(progressive=True)
    begin, rest = sent[:2], sent[2:]
    filled = begin + b"\xff" + rest + b"Secret words" + files.picture()

    kept = without_notes(filled)
    assert (b"Secret" in kept, opened(kept).getpixel((30, 5))) == (False, opened(sent).getpixel((30, 5)))


def test_files_are_opened_one_at_a_time_and_nobody_waits_for_long(monkeypatch):
    monkeypatch.setattr(cleaning, "PATIENCE", 0.01)

    with cleaning.TURN:
        assert refusal(files.picture()) == "busy"
    assert cleaned(files.picture()).kind == "jpeg"
    assert refusal(b"") == "kind"
    assert not cleaning.TURN.locked()
