"""Finds every quotation in a news article, who said it, and the people, organisations, places and dates beside it.

>>> import pullquote
>>> article = pullquote.annotate("“It stays,” said Mara Lindqvist on Monday.")
>>> article.quotes[0].speaker_name, article.quotes[0].words
('Mara Lindqvist', '“It stays,”')

Positions count code points, as Python's strings do; the end is exclusive.
"""

from ._article import (
    Article,
    Date,
    Entity,
    ExtractedArticle,
    LossWarning,
    Mention,
    Passage,
    Quote,
    annotate,
    annotate_html,
    convert,
    extract,
    read,
    reanchor,
)
from ._batch import annotate_batch, table_schema
from ._core import __version__
from ._formats import FORMATS, leaves_out

__all__ = [
    "FORMATS",
    "Article",
    "Date",
    "Entity",
    "ExtractedArticle",
    "LossWarning",
    "Mention",
    "Passage",
    "Quote",
    "__version__",
    "annotate",
    "annotate_batch",
    "annotate_html",
    "convert",
    "extract",
    "leaves_out",
    "read",
    "reanchor",
    "table_schema",
]
