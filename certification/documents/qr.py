"""QR codes as SVG, dark on light, with the quiet zone scanners need."""

import io

import segno


def qr_svg(address: str) -> str:
    """An SVG picture of `address`, to stand inline in a page. Decorative: the address stands beside it as text."""
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None)
    return picture.getvalue().decode()
