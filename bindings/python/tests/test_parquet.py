"""What the command line writes as Parquet, read by the programs that it is written for."""

import json
import os
import subprocess

import pullquote
import pytest

from test_tables import ROWS, plain, single

pytestmark = pytest.mark.skipif("PULLQUOTE_COMMAND" not in os.environ, reason="PULLQUOTE_COMMAND names the command line")

ARTICLES = [{key: value for key, value in row.items() if value} for row in ROWS if row["text"]] * 150


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parquet")
    articles, table, lines = (folder / name for name in ("articles.jsonl", "sets.parquet", "sets.jsonl"))
    articles.write_text("".join(json.dumps(row) + "\n" for row in ARTICLES), encoding="utf-8")
    for name, path in [("parquet", table), ("jsonl", lines)]:
        command = [os.environ["PULLQUOTE_COMMAND"], "annotate", "--format", name, "--output", path, articles]
        subprocess.run(command, check=True)
    expected = [json.loads(line, parse_float=single) for line in lines.read_text().splitlines()]
    return table, expected


def test_pyarrow_reads_it(files):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(files[0])
    assert table.schema.remove_metadata() == pullquote.table_schema()
    assert [plain(row) for row in table.to_pylist()] == files[1]
    assert parquet.ParquetFile(files[0]).metadata.created_by.startswith("pullquote ")


def test_pandas_reads_it(files):
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(files[0])
    assert list(frame.id) == [row["id"] for row in files[1]]
    assert frame.quotes[0][0]["words"] == "“It stays,”"


def test_polars_reads_it(files):
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(files[0])
    assert [plain(row) for row in frame.to_dicts()] == files[1]
    words = frame.explode("quotes").select(polars.col("quotes").struct.field("words")).drop_nulls()
    assert len(words) == sum(len(row["quotes"]) for row in files[1])


def test_duckdb_reads_it(files):
    duckdb = pytest.importorskip("duckdb")
    query = "SELECT q.speaker_name, count(*) FROM (SELECT unnest(quotes) AS q FROM read_parquet(?)) GROUP BY 1 ORDER BY 1"
    counts = dict(duckdb.execute(query, [str(files[0])]).fetchall())
    assert counts["Mara Lindqvist"] == 150


def test_what_cannot_be_is_told(tmp_path):
    for more in (["--out", tmp_path], ["--output", tmp_path / "a.parquet", "--resume"]):
        command = [os.environ["PULLQUOTE_COMMAND"], "annotate", "--format", "parquet", *more, __file__]
        said = subprocess.run(command, capture_output=True, text=True)
        assert said.returncode == 1 and "use --output FILE, without --resume" in said.stderr
