"""One article with what was found in it."""

from __future__ import annotations

import datetime
import json
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from . import _core


@dataclass(frozen=True, slots=True)
class Mention:
    """The words that name a speaker or report speech."""

    start: int
    end: int
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One span of a quotation. The spans of one quotation share a group."""

    start: int
    end: int
    kind: str
    """direct, indirect or mixed"""
    source_kind: str
    """cued, turn, set-off or reported: how it is known to be a quotation"""
    speaker: Mention | None
    """The words that name the speaker"""
    speaker_name: str | None
    """The speaker's name, the same for all of that person's quotations in the article"""
    cue: Mention | None
    """The words that report: said, According to"""
    group: str
    words: str
    confidence: float
    is_question: bool = False
    """Whether it is the turn of whoever asks in an interview"""
    checked: bool = False
    """Whether a reader has confirmed it"""


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of a person, an organisation, a place, an amount, a date."""

    start: int
    end: int
    label: str
    name: str
    """The same for all mentions of one thing"""
    words: str
    confidence: float
    id: str | None = None
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A temporal expression with its value, as TIMEX3 has it: 2021-11-10, P2W."""

    start: int
    end: int
    type: str
    value: str
    id: str
    words: str
    confidence: float
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a passage of an old text is in a new one. A lost one has no place."""

    status: str
    """exact, moved or lost"""
    start: int | None
    end: int | None
    score: float
    candidate: tuple[int, int, float] | None = None
    """Of a lost passage, what it may have become: start, end, score"""


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """The article of a web page: its running text, and what the page says of it."""

    title: str | None
    byline: str | None
    published: str | None
    lang: str | None
    text: str


class LossWarning(UserWarning):
    """Something in a file was not taken over; the message says what, and where."""


class Article:
    """An article with its annotation set. Nothing in it can be changed."""

    def __init__(self, core: _core.CoreArticle) -> None:
        self._core = core

    @property
    def id(self) -> str:
        """The article's name."""
        return self._core.id

    @property
    def text(self) -> str:
        """The text that all positions count in."""
        return self._core.text

    @cached_property
    def meta(self) -> dict[str, Any]:
        """What is known beside the text: title, byline, published, lang, url …"""
        return dict(json.loads(self._core.meta()))

    @cached_property
    def _found(self) -> dict[str, Any]:
        return dict(json.loads(self._core.export("jsonl")))

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The spans of the quotations, in the order of the text."""
        return quotes_of(self._found)

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The mentions of named things, dates among them, in the order of the text."""
        return tuple(Entity(**found) for found in self._found["entities"])

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """The temporal expressions with their values, in the order of the text."""
        return tuple(Date(**found) for found in self._found["dates"])

    def quotations(self) -> list[tuple[Quote, ...]]:
        """The quotations, each with all its spans."""
        groups: dict[str, list[Quote]] = {}
        for quote in self.quotes:
            groups.setdefault(quote.group, []).append(quote)
        return [tuple(spans) for spans in groups.values()]

    def to_dict(self) -> dict[str, Any]:
        """What the command line writes for the article, as dictionaries and lists."""
        return dict(json.loads(self._core.export("jsonl")))

    def to_json(self, format: str = "jsonl") -> str:
        """The set in one of the FORMATS, to the byte what the command line writes (not all of them are JSON).

        A binary format (spacy) is a ValueError: `to_bytes` writes it.
        """
        return self._core.export(format)

    def to_bytes(self, format: str) -> bytes:
        """The set as the bytes of a file in any of the FORMATS: those of `to_json` in UTF-8, or of a binary format."""
        return self._core.export_bytes(format)

    def companions(self, format: str, stem: str) -> dict[str, str]:
        """The files that another tool needs beside the export, such as brat's text: name → content."""
        return dict(self._core.companions(format, stem))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (self._core.stored(),))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Article) and self._core.stored() == other._core.stored()

    def __hash__(self) -> int:
        return hash((self.id, self.text))

    def __repr__(self) -> str:
        return f"<Article {self.id!r}: {len(self.text)} characters, {len(self.quotations())} quotations>"


def _restored(stored: str) -> Article:
    return Article(_core.CoreArticle.restored(stored))


def quotes_of(found: dict[str, Any]) -> tuple[Quote, ...]:
    """The quotations of what `to_dict` gives."""
    return tuple(_quote(quote) for quote in found["quotes"])


def _quote(found: dict[str, Any]) -> Quote:
    parts = {part: found[part] and Mention(**found[part]) for part in ("speaker", "cue")}
    return Quote(**{**found, **parts})


def annotate(
    text: str,
    published: str | datetime.date | None = None,
    lang: str | None = None,
    *,
    id: str = "article",
    title: str | None = None,
    byline: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Article:
    """Finds the quotations, speakers, entities and dates in a plain text.

    "last month" counts from the day of publication (2021-11-10). The language is a BCP 47 tag; without, the words show it.
    Other threads run meanwhile.
    """
    known = {"title": title, "byline": byline, "publisher": publisher, "url": url}
    return Article(_core.annotate(id, text, _known(published, lang, **known)))


def annotate_html(
    html: str,
    published: str | datetime.date | None = None,
    lang: str | None = None,
    *,
    id: str = "article",
    url: str | None = None,
) -> Article:
    """The same for the article in a web page. What the page says itself goes before the arguments."""
    return Article(_core.annotate_html(id, html, _known(published, lang, url=url)))


def _known(published: object, lang: object, **others: object) -> dict[str, Any]:
    day = published.isoformat() if isinstance(published, datetime.date) else published
    nothing = dict.fromkeys(("title", "byline", "publisher", "url"))
    return {"published": day, "lang": lang, **nothing, **others}


def extract(html: str, url: str | None = None) -> ExtractedArticle:
    """Takes the article out of a web page."""
    return ExtractedArticle(*_core.extract(html, url))


def reanchor(old: str, new: str, spans: Iterable[Sequence[int]]) -> list[Passage]:
    """Finds passages (start, end) of an old text in a new one; one result each, in order."""
    places = [{"start": start, "end": end} for start, end in spans]
    found = json.loads(_core.reanchor(json.dumps({"id": 0, "old": old, "new": new, "spans": places})))
    return [_passage(place) for place in found["results"]]


def _passage(found: dict[str, Any]) -> Passage:
    candidate = found.get("candidate")
    candidate = candidate and (candidate["start"], candidate["end"], candidate["score"])
    return Passage(found["status"], found["start"], found["end"], found["score"], candidate)


def read(annotations: str | bytes, *, format: str | None = None, text: str | None = None) -> list[Article]:
    """Reads annotation sets of any of the FORMATS, from here or from another tool, one for each article.

    `annotations` is a file's text or its bytes; `text` is the article, where the file does not contain it. What is not
    taken over is a LossWarning.
    """
    cores, losses = _core.read(_text(annotations), format, text)
    for loss in dict.fromkeys(losses):
        warnings.warn(loss, LossWarning, stacklevel=2)
    return [Article(core) for core in cores]


def _text(annotations: str | bytes) -> str:
    return _core.file_text(annotations) if isinstance(annotations, bytes) else annotations


def convert(annotations: str | bytes, to: str, *, format: str | None = None, text: str | None = None) -> str:
    """Writes annotation sets of one format in another: `convert(webanno, "csv")`.

    For formats that hold one article a file, `read` a file of several and write each with `to_json`; for binary ones,
    with `to_bytes`.
    """
    cores, losses = _core.read(_text(annotations), format, text)
    for loss in dict.fromkeys(losses):
        warnings.warn(loss, LossWarning, stacklevel=2)
    return _core.joined(cores, to)


def as_rows(article: Article) -> list[dict[str, Any]]:
    """The quotations as rows of a table."""
    return [asdict(quote) for quote in article.quotes]
