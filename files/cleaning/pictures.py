"""Pictures, painted again: what is left is what one sees."""

from io import BytesIO

from PIL import Image, ImageOps

from files.cleaning.refusal import MOST_PIXELS, Refused

KINDS = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "WEBP": "webp"}
SAVED = {
    "jpeg": {"format": "JPEG", "quality": 88, "optimize": True},
    "png": {"format": "PNG"},
    "webp": {"format": "WEBP", "quality": 88},
}
# A warning of the library where we refuse, and a refusal of its own long before.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def clean(data: bytes) -> tuple[str, bytes]:
    """The first picture of a JPEG, PNG or WebP, upright, without place, camera, comment or profile."""
    try:
        picture = Image.open(BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
    except Image.UnidentifiedImageError:
        raise Refused("kind") from None
    except Image.DecompressionBombError:
        raise Refused("pixels") from None
    if picture.width * picture.height > MOST_PIXELS:  # from the header: nothing is decoded yet
        raise Refused("pixels")
    kind = KINDS[picture.format]
    upright = ImageOps.exif_transpose(picture)
    mode = _mode(upright, kind)
    painted = Image.new(mode, upright.size)
    painted.paste(upright.convert(mode))
    saved = BytesIO()
    painted.save(saved, **SAVED[kind])
    return kind, saved.getvalue()


def _mode(picture: Image.Image, kind: str) -> str:
    clear = "A" in picture.getbands() or "transparency" in picture.info
    if clear and kind != "jpeg":
        return "RGBA"
    return "L" if picture.mode in {"1", "L"} and kind == "jpeg" else "RGB"
