"""Pullquote for pandas: after `import pullquote.pandas` each column of texts has `column.pullquote`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas

from . import Article, _core
from ._article import _known as known
from ._article import as_rows


@pandas.api.extensions.register_series_accessor("pullquote")
class PullquoteAccessor:
    """Annotates the texts of a column. `published` and `lang` are values for all, or columns of the same length."""

    def __init__(self, series: pandas.Series) -> None:
        self._series = series

    def annotate(self, published: Any = None, lang: Any = None) -> pandas.Series:
        """An Article for each text, at the same index; None where there is no text. On all cores."""
        texts = self._series
        days, langs = _column(published, texts.index), _column(lang, texts.index)
        jobs = [
            (str(name), None if pandas.isna(text) else text, _day(day), None if pandas.isna(tag) else tag)
            for name, text, day, tag in zip(texts.index, texts, days, langs, strict=True)
        ]
        return pandas.Series(_threaded(_article, jobs), index=texts.index, name="article", dtype=object)

    def quotes(self, published: Any = None, lang: Any = None) -> pandas.DataFrame:
        """The spans of all quotations, a row each; `article` is the index of the text."""
        articles = self.annotate(published, lang)
        rows = [
            {"article": name, **_flat(row)}
            for name, article in articles.items()
            if article is not None
            for row in as_rows(article)
        ]
        return pandas.DataFrame(rows, columns=["article", *_COLUMNS])


_COLUMNS = [
    "start", "end", "kind", "source_kind", "speaker", "speaker_start", "speaker_end", "speaker_name", "cue", "cue_start",
    "cue_end", "group", "words", "confidence", "is_question", "checked",
]  # fmt: skip


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    for part in ("speaker", "cue"):
        mention = row.pop(part) or {}
        row |= {part: mention.get("words"), f"{part}_start": mention.get("start"), f"{part}_end": mention.get("end")}
    return row


def _column(value: Any, index: pandas.Index) -> Any:
    return value if isinstance(value, pandas.Series) else pandas.Series([value] * len(index), index=index, dtype=object)


def _day(value: Any) -> str | None:
    if pandas.isna(value):
        return None
    return value if isinstance(value, str) else pandas.Timestamp(value).date().isoformat()


def _article(job: tuple[str, str | None, str | None, str | None]) -> Article | None:
    name, text, published, lang = job
    if text is None:
        return None
    return Article(_core.annotate(name, text, known(published, lang)))


def _threaded(work: Callable[[Any], Any], jobs: list[Any]) -> list[Any]:
    import os
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(work, jobs))
