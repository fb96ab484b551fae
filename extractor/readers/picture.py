"""Reads pictures of pages, scanned or photographed, through the OCR extra: every frame is one page."""

from __future__ import annotations

import struct
import warnings
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeVar

from extractor import sniffing
from extractor.document import Document, Remark
from extractor.errors import LimitError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL.Image import Image

    from extractor.anchor import Source
    from extractor.ocr.engine import Picture
    from extractor.pages.content import PageContent

_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
"""What may be decoded; Pillow knows many more, some of which start other programs."""
_MOST_PIXELS: Final = 50_000_000
_MOST_FRAMES: Final = 200
_SMALLEST: Final = 40
"""Pixels; what is smaller is an icon."""
_A4_INCHES: Final = 8.27
_SANE_INCHES: Final = (5.0, 12.5)
"""The shorter side of a page; a picture that says otherwise says nothing: 96 dots an inch stands in many."""
_FINEST, _USUAL, _COARSEST = 260.0, 200.0, 90.0
"""Pixels an inch: finer ones are brought down to the usual, coarser ones doubled."""
_INSTALL: Final = '请安装识别组件后再审核:pip install "gouji[ocr]";或者换用可以复制文字的版本'
_RESCAN: Final = "请重新下载或重新扫描后再审核"
_DAMAGE: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    ArithmeticError,
    struct.error,
)
"""What Pillow's decoders raise for damaged data."""
_T = TypeVar("_T")


def claims(source: Source) -> int:
    """Take what begins as pictures do."""
    known = sniffing.form(source.data)
    return 2 if known is not None and known.media.startswith("image/") else 0


def read(source: Source) -> Document:
    """Return the document; the confidence of the recognition stays with every place and cell."""
    from extractor.layout.composing import compose
    from extractor.ocr.engine import available
    from extractor.pages.reading import pieces

    if not available():
        raise UnreadableError(path=source.path, problem="文件是图片,没有文字", remedy=_INSTALL)
    found = list(pages(source))
    composed = compose(pieces(found), source=source.id)
    if not composed.text.strip():
        remedy = "请换用清晰的扫描件,或可以复制文字的版本"
        raise UnreadableError(path=source.path, problem="图片里没有识别出文字(空白、过小或太模糊)", remedy=remedy)
    known = sniffing.form(source.data)
    return Document(
        source=replace(source, media=known.media if known else source.media),
        text=composed.text,
        blocks=composed.blocks,
        tables=composed.tables,
        origin=f"picture {len(found)} pages",
        remarks=(Remark(kind="reading", message="文字由图片识别得来,可能有误读,请对照原图"),),
        places=composed.places,
    )


def pages(source: Source) -> Iterator[PageContent]:
    """Yield the pages of a picture, one frame in memory at a time."""
    from extractor.ocr.pages import recognise

    for number, frame in enumerate(_frames(source), start=1):
        inch = _inch(frame)
        picture = _pixels(frame, inch=inch)
        width, height = 72 * frame.width / inch, 72 * frame.height / inch
        yield recognise(picture, number=number, width=width, height=height)


def _frames(source: Source) -> Iterator[Image]:
    """Yield the frames that are large enough to be pages, turned as the camera noted."""
    opened = _tried(lambda: _opened(source), source)
    try:
        for number in range(_frame_count(opened, source)):
            _tried(lambda number=number: opened.seek(number), source)  # type: ignore[misc]
            if opened.width * opened.height > _MOST_PIXELS:
                raise _too_large(source)
            if min(opened.size) >= _SMALLEST:
                yield _tried(lambda: _flat(opened), source)
    finally:
        opened.close()


def _opened(source: Source) -> Image:
    from PIL import Image

    return Image.open(BytesIO(source.data), formats=_FORMATS)


def _tried(work: Callable[[], _T], source: Source) -> _T:
    """Return what Pillow does, its many ways to say that a file is damaged or a bomb as ours."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return work()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
            raise _too_large(source) from error
        except _DAMAGE as error:
            raise UnreadableError(path=source.path, problem="图片损坏或不完整", remedy=_RESCAN) from error


def _frame_count(opened: Image, source: Source) -> int:
    """Return how many frames are pages: of a moving picture only the first."""
    if opened.format != "TIFF":
        return 1
    count = int(getattr(opened, "n_frames", 1))
    if count > _MOST_FRAMES:
        problem = f"图片有 {count} 页,超过 {_MOST_FRAMES} 页的上限"
        raise LimitError(path=source.path, problem=problem, remedy="请拆分后再审核")
    return count


def _too_large(source: Source) -> LimitError:
    problem = f"图片超过 {_MOST_PIXELS // 10_000} 万像素的上限"
    return LimitError(path=source.path, problem=problem, remedy="请以每英寸 200 点重新扫描,或缩小后再审核")


def _flat(opened: Image) -> Image:
    """Return a frame in red, green and blue, the right way up; what is transparent is paper."""
    from PIL import Image, ImageOps

    if opened.mode in {"RGBA", "LA", "PA"} or "transparency" in opened.info:
        clear = opened.convert("RGBA")
        flat = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    else:
        flat = _eight_bits(opened).convert("RGB")
    # What the camera noted about the way up, and the scanner about its dots, goes along.
    flat.info.update(opened.info)
    turned = ImageOps.exif_transpose(flat)
    turned.info.update(opened.info)
    return turned


def _eight_bits(opened: Image) -> Image:
    """Return grey of sixteen bits in eight, which ``convert`` would only cut off."""
    import numpy as np
    from PIL import Image

    if not opened.mode.startswith("I"):
        return opened
    return Image.fromarray((np.asarray(opened.convert("I")).clip(0, 65_535) // 257).astype(np.uint8))


def _inch(frame: Image) -> float:
    """Return how many pixels make an inch of the page: what the file says if that can be, else as if it were A4."""
    shorter = min(frame.size)
    said = frame.info.get("dpi")
    dots = float(said[0]) if isinstance(said, tuple) and said and said[0] else 0.0
    low, high = _SANE_INCHES
    return dots if dots > 0 and low <= shorter / dots <= high else shorter / _A4_INCHES


def _pixels(frame: Image, *, inch: float) -> Picture:
    """Return the pixels at a resolution the recognition was made for."""
    import numpy as np
    from PIL import Image

    scale = _USUAL / inch if inch > _FINEST else 2.0 if inch < _COARSEST else 1.0
    if scale != 1.0 and frame.width * frame.height * scale * scale <= _MOST_PIXELS:
        size = (max(1, round(frame.width * scale)), max(1, round(frame.height * scale)))
        frame = frame.resize(size, Image.Resampling.LANCZOS)
    return np.asarray(frame, dtype=np.uint8)
