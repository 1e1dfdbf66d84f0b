"""QR codes as SVG, dark on light, with the quiet zone scanners need."""

import io

import segno


def qr_svg(address: str) -> str:
    """An SVG picture of `address`, to stand inline in a page. Decorative: the address stands beside it as text."""
    picture = io.BytesIO()
    # Without a size of its own it fills the place the page gives it.
    looks = {"xmldecl": False, "svgclass": None, "lineclass": None, "omitsize": True}
    segno.make(address, error="m").save(picture, kind="svg", border=4, **looks)
    return picture.getvalue().decode()
