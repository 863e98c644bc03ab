"""PDFs, written again: nothing in them runs, opens something or says who made them and where."""

from io import BytesIO

import pikepdf

from files.cleaning.jpeg import without_notes
from files.cleaning.refusal import Refused

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
SIGNED = ("/T", "/M", "/CreationDate", "/NM")
OUTSIDE = {"/F", "/FFilter", "/OPI", "/Ref"}
PHOTOGRAPH = {"/DCTDecode", "/DCT"}
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
        if (
            ACTING & set(found.keys())
            or _is(found, "/S", ACTIONS)
            or _is(found, "/Subtype", NOTES)
            or _leads_out(found)
        ):
            raise Refused("acts")
        for name in TOLD:
            if name in found:
                del found[name]
        _forget_author(found)
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


def _leads_out(found) -> bool:
    """Whether what is shown lies in another file, or is fetched from elsewhere."""
    return isinstance(found, pikepdf.Stream) and bool(OUTSIDE & set(found.keys()))


def _forget_author(found) -> None:
    """A comment says what it says, and not who wrote it when; fields of forms have their names under the same key."""
    if "/Rect" in found and found.get("/Subtype") != pikepdf.Name.Widget:
        for name in SIGNED:
            if name in found:
                del found[name]


def _strip_picture(stream) -> None:
    """A photograph within keeps what one sees, and not where it was taken, however often it is packed."""
    filters, parms = _listed(stream.get("/Filter")), _listed(stream.get("/DecodeParms"))
    names = [str(name) for name in filters]
    if "/JPXDecode" in names:  # its notes have a format of their own
        raise Refused("picture")
    if not PHOTOGRAPH & set(names):
        return
    if PHOTOGRAPH & set(names[:-1]):
        raise Refused("unreadable")
    parms += [None] * (len(filters) - len(parms))
    raw = stream.read_raw_bytes()
    if filters[:-1]:
        stream.write(raw, filter=pikepdf.Array(filters[:-1]), decode_parms=pikepdf.Array(parms[:-1]))
        raw = stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    stream.write(without_notes(raw), filter=pikepdf.Name.DCTDecode, decode_parms=parms[-1])


def _listed(found) -> list:
    """One, several or none, as a list."""
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]
