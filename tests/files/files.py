"""Pictures and PDFs as people send them, and as nobody means well who sends them."""

import base64
import struct
import zlib
from io import BytesIO

import pikepdf
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

AKRON = 41.08


def picture(kind: str = "JPEG", size=(40, 20), *, turned: bool = False, **saved) -> bytes:
    """Gold paper, wide, with where it was taken; `turned` as a camera that was held upright would store it."""
    image = Image.new("RGB", size, "gold")
    image.paste("black", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[Base.Make] = "Secret camera"
    if turned:
        exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = AKRON
    made = BytesIO()
    image.save(made, kind, exif=exif, **saved)
    return made.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of few bytes that says it is enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(change=None, **saved) -> bytes:
    """Two empty pages by somebody at a place; `change` puts something else into it."""
    made = pikepdf.new()
    made.add_blank_page()
    made.add_blank_page()
    made.docinfo["/Author"] = "Secret person"
    with made.open_metadata() as told:
        told["dc:creator"] = ["Secret person"]
    if change:
        change(made)
    written = BytesIO()
    made.save(written, **saved)
    return written.getvalue()


def with_script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def with_launch(made: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    made.pages[1].Annots = pikepdf.Array([link])


def with_file(made: pikepdf.Pdf) -> None:
    made.attachments["evil.exe"] = b"MZ"


def with_form(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=made.make_stream(b"<xdp/>"))


def with_web_link(made: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    made.pages[0].Annots = pikepdf.Array([link])


def with_photograph(made: pikepdf.Pdf, *filters: str, data: bytes | None = None, **more) -> None:
    """One on the first page, packed as the names of its filters say."""
    packed = pikepdf.Array([pikepdf.Name(name) for name in filters]) if filters else pikepdf.Name.DCTDecode
    photograph = made.make_stream(
        picture() if data is None else data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Filter=packed,
        Width=40, Height=20, ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, **more,
    )  # fmt: skip
    made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photograph))


def with_photograph_in_a_list(made: pikepdf.Pdf) -> None:
    with_photograph(made, "/DCTDecode")


def with_photograph_in_letters(made: pikepdf.Pdf) -> None:
    data = base64.a85encode(picture()) + b"~>"
    with_photograph(made, "/ASCII85Decode", "/DCTDecode", data=data)


def with_photograph_in_a_stream(made: pikepdf.Pdf) -> None:
    parms = pikepdf.Array([None, pikepdf.Dictionary(ColorTransform=1)])
    with_photograph(made, "/FlateDecode", "/DCTDecode", data=zlib.compress(picture()), DecodeParms=parms)


def with_picture_elsewhere(made: pikepdf.Pdf) -> None:
    there = pikepdf.Dictionary(FS=pikepdf.Name.URL, F=pikepdf.String("https://example.org/x.jpg"))
    with_photograph(made, data=b"", F=there)


def with_jpeg_2000(made: pikepdf.Pdf) -> None:
    with_photograph(made, "/JPXDecode")


def with_comment(made: pikepdf.Pdf) -> None:
    said = {"Contents": pikepdf.String("Larger, please"), "T": pikepdf.String("Secret person")}
    said |= {"M": pikepdf.String("D:20261122"), "NM": pikepdf.String("Secret number")}
    comment = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], **said)
    made.pages[0].Annots = pikepdf.Array([comment])


def swollen() -> bytes:
    """A PDF of a few kilobytes whose list of objects grows to gigabytes as it is read."""
    grown = zlib.compressobj(9)
    body = b"".join(grown.compress(b" " * 10_000_000) for _time in range(110)) + grown.flush()
    stream = b"1 0 obj\n<</Type/ObjStm/N 1/First 8/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n"
    return b"%PDF-1.7\n" + stream % (len(body), body) + b"trailer<</Root 2 0 R/Size 3>>\n%%EOF"


def slow_xref() -> bytes:
    """One that leads its reader round and round."""
    many = b"1 0 obj <</Prev 0>> endobj\n" * 50_000
    return b"%PDF-1.7\n" + many + b"trailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"
