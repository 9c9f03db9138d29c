"""Pullquote in a spaCy pipeline: `nlp.add_pipe("pullquote")`.

`doc.spans["quotes"]` has the quotations as spans (their label is the kind, their `kb_id_` the speaker's name), and
`doc._.quotes` has them as data classes. With `config={"entities": True}` `doc.ents` gets the names where no other
component has set any. The day of publication is `doc.user_data["published"]`. Words are spaCy's: a quotation whose ends
lie inside one takes the whole word.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from . import Article, Quote, annotate
from ._article import quotes_of

# The set as the command line writes it: what a document holds must be plain, or it cannot go to another process.
_STORED = "pullquote"


def _quotes(doc: Doc) -> tuple[Quote, ...]:
    stored = doc.user_data.get(_STORED)
    return quotes_of(json.loads(stored)) if stored else ()


Doc.set_extension("quotes", getter=_quotes, force=True)


@Language.factory("pullquote", default_config={"entities": False, "key": "quotes"}, assigns=["doc.spans"])
def make_component(nlp: Language, name: str, entities: bool, key: str) -> Callable[[Doc], Doc]:
    """The component that spaCy asks for by the name `pullquote`."""
    return _Component(entities, key)


class _Component:
    def __init__(self, entities: bool, key: str) -> None:
        self.entities, self.key = entities, key

    def __call__(self, doc: Doc) -> Doc:
        article = annotate(doc.text, doc.user_data.get("published"))
        doc.user_data[_STORED] = article.to_json()
        doc.spans[self.key] = _spans(doc, article)
        if self.entities and not doc.ents:
            found = (_span(doc, entity, entity.label, entity.name) for entity in article.entities)
            doc.ents = tuple(filter_spans([span for span in found if span is not None]))
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """A pipeline that is saved asks each component; this one has nothing that its configuration has not."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> _Component:
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        return None

    def from_disk(self, *_: Any, **__: Any) -> _Component:
        return self


def _spans(doc: Doc, article: Article) -> list[Span]:
    found = (_span(doc, quote, quote.kind, quote.speaker_name or "") for quote in article.quotes)
    return [span for span in found if span is not None]


def _span(doc: Doc, place: Any, label: str, name: str) -> Span | None:
    return doc.char_span(place.start, place.end, label=label, kb_id=name, alignment_mode="expand")
