"""Tables of articles in, tables of annotation sets out."""

from __future__ import annotations

import sys
from typing import Any

from . import _core


def annotate_batch(table: Any, *, format: str | None = None, threads: int | None = None) -> Any:
    """Annotates each row of a table by its column `text`.

    The columns `id`, `published`, `title`, `byline`, `publisher`, `lang` and `url` are used where they are there. `table`
    is any object that knows Arrow's interface for Python (a pyarrow table or batch, a pandas or Polars frame, a DuckDB
    relation …). The result is of the same kind where that is pyarrow's, pandas' or Polars'; from others it is an object
    of that interface. Its columns are `id`, `quotes`, `entities`, `dates` and what is known of the article; with a
    format, `id` and `annotations`, the set as text (of a binary format its Base64).

    All cores work on it, or so many threads, while Python's other threads run.
    """
    if not (hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__")):
        kind = type(table).__name__
        raise TypeError(f"a table with Arrow's interface is needed, such as pyarrow's or Polars'; this is a {kind}")
    return _like(table, _core.annotate_table(table, format, threads))


def table_schema() -> Any:
    """The columns of `annotate_batch`'s result, as pyarrow's schema."""
    import pyarrow

    return pyarrow.schema(_core.empty_table())


def _like(given: Any, table: _core.CoreTable) -> Any:
    """The table as what was given. Only a library that made that is used: it is loaded."""
    library = type(given).__module__.partition(".")[0]
    module: Any = sys.modules.get(library)
    if library == "pyarrow":
        made = module.table(table)
        return _one_batch(made) if isinstance(given, module.RecordBatch) else made
    if library == "polars":
        return module.DataFrame(table)
    if library == "pandas":
        return module.DataFrame.from_arrow(table) if hasattr(module.DataFrame, "from_arrow") else _frame(table)
    return table


def _one_batch(table: Any) -> Any:
    import pyarrow

    parts = table.combine_chunks().to_batches()
    if 1 < len(parts):
        raise ValueError("the sets do not fit one batch; give a table, or a smaller batch")
    return parts[0] if parts else pyarrow.RecordBatch.from_pylist([], schema=table.schema)


def _frame(table: _core.CoreTable) -> Any:
    import pyarrow

    return pyarrow.table(table).to_pandas()
