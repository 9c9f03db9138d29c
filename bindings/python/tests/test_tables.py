"""Tables: what goes in comes out as the same kind, row by row what one article gives."""

import json
import os
import pathlib
import struct
import subprocess

import pullquote
import pytest

pyarrow = pytest.importorskip("pyarrow")

ROWS = [
    {"id": "a", "text": "“It stays,” said Mara Lindqvist on Monday.", "published": "2024-05-03", "lang": None},
    {"id": "b", "text": "The ferry left.", "published": None, "lang": "en"},
    {"id": "c", "text": None, "published": "", "lang": None},
    {"id": "d", "text": "Tom Baker hat gesagt: „Wir bleiben hier.“", "published": None, "lang": "de"},
]
ROWS = [{"publisher": None, **row} for row in ROWS]
ROWS[0] |= {"publisher": "Norland Times"}


def annotated(row):
    known = {"id": row["id"], "publisher": row["publisher"]}
    return pullquote.annotate(row["text"] or "", row["published"] or None, row["lang"], **known)


def single(digits):
    """A number of single precision, as tables have it; lines have the fewest digits that tell it from others."""
    return struct.unpack("f", struct.pack("f", float(digits)))[0]


def plain(row):
    """A row of a table as the lines have it: they leave out what is false or not there."""
    for found in [*row["quotes"], *row["entities"], *row["dates"]]:
        for key in ("is_question", "checked"):
            if found.get(key) is False:
                del found[key]
    for entity in row["entities"]:
        if entity["id"] is None:
            del entity["id"]
    row = {key: value for key, value in row.items() if value is not None}
    return json.loads(json.dumps(row), parse_float=single)


def test_rows_have_what_one_article_gives():
    table = pullquote.annotate_batch(pyarrow.Table.from_pylist(ROWS))
    assert isinstance(table, pyarrow.Table) and table.schema == pullquote.table_schema()
    for row, given in zip(table.to_pylist(), ROWS, strict=True):
        lines = json.loads(json.dumps(annotated(given).to_dict()), parse_float=single)
        assert plain(row) == lines


def test_threads_change_nothing():
    many = pyarrow.Table.from_pylist(ROWS * 20)
    assert pullquote.annotate_batch(many, threads=1) == pullquote.annotate_batch(many, threads=5)


def test_frames_come_back_as_frames():
    table = pyarrow.Table.from_pylist(ROWS)
    batch = pullquote.annotate_batch(table.to_batches()[0])
    assert isinstance(batch, pyarrow.RecordBatch) and batch.num_rows == 4
    empty = pullquote.annotate_batch(table.schema.empty_table())
    assert empty.num_rows == 0 and empty.schema == pullquote.table_schema()
    pandas = pytest.importorskip("pandas")
    frame = pullquote.annotate_batch(table.to_pandas())
    assert isinstance(frame, pandas.DataFrame) and frame.quotes[0][0]["words"] == "“It stays,”"
    polars = pytest.importorskip("polars")
    frame = pullquote.annotate_batch(polars.from_arrow(table))
    assert isinstance(frame, polars.DataFrame) and frame["quotes"].list.len().to_list() == [1, 0, 0, 1]
    duckdb = pytest.importorskip("duckdb")
    made = pullquote.annotate_batch(duckdb.sql("SELECT 1 AS id, '“It stays,” said Mara Lindqvist.' AS text"))
    assert len(made) == 1 and pyarrow.table(made).to_pylist()[0]["id"] == "1"


def test_what_is_no_table_of_articles_is_told():
    with pytest.raises(ValueError, match='no column named "text"'):
        pullquote.annotate_batch(pyarrow.table({"body": ["a"]}))
    with pytest.raises(ValueError, match="row 2: .* is not a date"):
        pullquote.annotate_batch(pyarrow.table({"text": ["a", "b"], "published": ["2024-05-03", "May"]}))


@pytest.mark.skipif("PULLQUOTE_COMMAND" not in os.environ, reason="PULLQUOTE_COMMAND names the command line")
def test_the_command_writes_the_same_bytes(tmp_path: pathlib.Path):
    given = [row for row in ROWS if row["text"]]
    rows = [{key: value for key, value in row.items() if value} for row in given]
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for name in ("jsonl", "csv"):
        command = [os.environ["PULLQUOTE_COMMAND"], "annotate", "--format", name, articles]
        written = subprocess.run(command, check=True, capture_output=True).stdout
        table = pullquote.annotate_batch(pyarrow.Table.from_pylist(given), format=name)
        sets = table.column("annotations").to_pylist()
        if name == "csv":
            assert sets == [annotated(row).to_json("csv") for row in given]
        else:
            assert "".join(sets).encode() == written
