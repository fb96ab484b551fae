"""The recognition engine: where text stands in a picture, and what a strip of it says."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_PACKAGES: Final = ("rapidocr", "onnxruntime", "cv2", "PIL")
_BATCH: Final = 8
_SHORTEST: Final = 48
"""Strips of a batch are padded to the widest of them; the engine's own least width would triple the work on amounts."""


class Reading(NamedTuple):
    """What a strip says: its characters, how sure each is, and where the middle of each stands, 0 to 1."""

    text: str
    sure: tuple[float, ...]
    middles: tuple[float, ...]


class _Words(Protocol):
    words: list[list[str]]
    word_cols: list[list[int]]
    line_txt_len: float
    confs: list[float]


@cache
def available() -> bool:
    """Tell whether pictures can be read here, without loading what reads them."""
    return all(find_spec(name) is not None for name in _PACKAGES) and all(path.is_file() for path in _models())


def detect(picture: Picture) -> list[NDArray[np.float64]]:
    """Return the four corners of every stretch of text, from the upper left one clockwise."""
    import numpy as np

    found = _engine()(np.ascontiguousarray(picture[:, :, ::-1]), use_det=True, use_cls=False, use_rec=False)
    return [] if found.boxes is None else [np.asarray(box, dtype=np.float64) for box in found.boxes]


def read(strips: Sequence[Picture]) -> list[Reading]:
    """Return what each strip, one line of text, says."""
    import numpy as np

    if not strips:
        return []
    found = _engine().recognize_txt([np.ascontiguousarray(strip[:, :, ::-1]) for strip in strips])
    return [_reading(text, words) for text, words in zip(found.txts, found.word_results, strict=True)]


def _reading(text: str, words: _Words) -> Reading:
    """Give every character its place: the engine tells the step of its scan at which it saw each that is no space."""
    steps = [step for word in words.word_cols for step in word]
    printed = [i for i, letter in enumerate(text) if not letter.isspace()]
    sure = tuple(words.confs[i] for i in printed)
    middles = tuple((step + 0.5) / words.line_txt_len for step in steps)
    return Reading("".join(text[i] for i in printed), sure, middles)


def _models() -> tuple[Path, Path]:
    """Return the models that ship inside the package; named outright, so that no network is ever asked for them."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path()
    return folder / "PP-OCRv6_det_small.onnx", folder / "PP-OCRv6_rec_small.onnx"


@cache
def _engine() -> Any:
    """Build the engine once a process: one thread, for a batch has one worker for each core already."""
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    finder, reader = _models()
    options: dict[str, object] = {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.text_score": 0.0,
        "Global.return_word_box": True,
        "Det.model_path": str(finder),
        "Rec.model_path": str(reader),
        "Rec.rec_batch_num": _BATCH,
        "Rec.rec_img_shape": [3, 48, _SHORTEST],
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return cast("Any", RapidOCR)(params=options)
