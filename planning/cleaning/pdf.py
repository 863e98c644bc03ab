"""PDFs, written again: nothing in them runs, opens something or says who made them and where."""

from io import BytesIO

import pikepdf

from planning.cleaning.refusal import Refused

# Keys under which something runs, or another file is carried along; then what an action or a note may not be.
ACTING = {
    "/JS", "/JavaScript", "/AA", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/AF", "/RichMedia", "/XFA", "/Collection",
}  # fmt: skip
ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
    "/RichMediaExecute", "/SetOCGState", "/Trans", "/GoTo3DView",
}  # fmt: skip
NOTES = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
TOLD = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
MOST_OBJECTS = 50_000
DEEPEST = 30


def clean(data: bytes) -> bytes:
    """The same pages. Refused where it needs a password, or where anything in it could act."""
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError:
        raise Refused("locked") from None
    if pdf.is_encrypted:
        raise Refused("locked")
    if len(pdf.objects) > MOST_OBJECTS or not len(pdf.pages):
        raise Refused("unreadable")
    for found in pdf.objects:
        _look(found, 0)
    for name in ("/Metadata", "/OpenAction", "/Names", "/PieceInfo"):
        if name in pdf.Root and not (name == "/Names" and _only_places(pdf.Root.Names)):
            del pdf.Root[name]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    saved = BytesIO()
    pdf.save(saved, deterministic_id=True, fix_metadata_version=False)
    return saved.getvalue()


def _look(found, depth: int) -> None:
    """Refuse what acts, in an object and what lies directly in it; take out what tells of its making."""
    if depth > DEEPEST:
        raise Refused("unreadable")
    if isinstance(found, pikepdf.Array):
        for inside in found:
            _look_inside(inside, depth)
    elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        if ACTING & set(found.keys()) or _is(found, "/S", ACTIONS) or _is(found, "/Subtype", NOTES):
            raise Refused("acts")
        for name in TOLD:
            if name in found:
                del found[name]
        if isinstance(found, pikepdf.Stream):
            _strip_picture(found)
        for _name, inside in found.items():
            _look_inside(inside, depth)


def _look_inside(inside, depth: int) -> None:
    if isinstance(inside, pikepdf.Object) and not inside.is_indirect:
        _look(inside, depth + 1)


def _is(found, key: str, names: set[str]) -> bool:
    value = found.get(key)
    return isinstance(value, pikepdf.Name) and str(value) in names


def _only_places(names) -> bool:
    """Whether the tree of names has nothing but places within the document."""
    return set(names.keys()) <= {"/Dests"}


def _strip_picture(stream) -> None:
    """A photograph within keeps what one sees, and not where it was taken."""
    if stream.get("/Filter") == pikepdf.Name.DCTDecode:
        raw = stream.read_raw_bytes()
        stream.write(without_notes(raw), filter=pikepdf.Name.DCTDecode, decode_parms=stream.get("/DecodeParms"))


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without its comment and all application segments but those that its colors need; else as it is."""
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        if not (marker == 0xFE or (0xE1 <= marker <= 0xEF and marker not in {0xE2, 0xEE})):
            kept += jpeg[at : at + 2 + length]
        at += 2 + length
    return bytes(kept + jpeg[at:])
