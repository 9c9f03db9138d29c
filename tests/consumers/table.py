"""The table in pandas, in Python's own strict reader, and in a spreadsheet where one is installed: every cell is
text as it was written, and none is computed."""

import csv
import io
import shutil
import subprocess

import pandas

from shown import end, expected, folder, kept, read, same, text, true

GAP = " […] "
raw = (folder / "set").read_bytes()
true("a byte order mark, without which Excel takes it for Latin-1", raw.startswith(b"\xef\xbb\xbf"))
rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
header = rows[0]
true("all rows are as long as the header", all(len(row) == len(header) for row in rows))
true("every line ends as RFC 4180 says", raw.endswith(b"\r\n"))
for row in rows[1:]:
    for cell in row:
        true(f"{cell!r} is no formula", not cell.startswith(("=", "+", "-", "@", "\t", "\r")))

table = pandas.read_csv(io.BytesIO(raw), keep_default_na=False)
same("pandas' first column", table.columns[0], "article_title")
quotes = [a for a in kept if a["label"] == "Quote"]
same("rows in pandas", len(table), len(quotes))


def unguarded(cell):
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip("'")[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


for (_, row), quote in zip(table.iterrows(), quotes):
    parts = [part["words"] for part in quote["parts"]]
    same("quote", unguarded(row["quote"]), GAP.join(parts))
    same("speaker", unguarded(row["speaker"]), quote["speaker"] or "")
    same("comment", unguarded(row["comment"]), quote["note"])
    span = text[int(row["start"]) : int(row["end"])]
    true(f"{span!r} runs from the first part to the last", span.startswith(parts[0]) and span.endswith(parts[-1]))
    same("title", unguarded(row["article_title"]), expected["title"] or "")


# Saved anew, without the byte order mark and with other quotes.
table.to_csv(folder / "back", index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)


def spreadsheet():
    """Gnumeric opens the file and saves it as a workbook: what it shows in each cell."""
    import openpyxl

    out = folder / "table.xlsx"
    shutil.copy(folder / "set", folder / "table.csv")
    subprocess.run(
        ["ssconvert", folder / "table.csv", out], check=True, capture_output=True, timeout=60
    )
    sheet = openpyxl.load_workbook(out).active
    same("rows of the sheet", sheet.max_row, len(rows))
    for cells, row in zip(sheet.iter_rows(), rows):
        for cell, wanted in zip(cells, row):
            true(f"{cell.value!r} is not computed", cell.data_type != "f")
            shown = cell.value
            if isinstance(shown, str):
                # A spreadsheet takes the apostrophe for what it is, a mark that text follows, and does not show it.
                same("a cell of the sheet", shown.replace("\r\n", "\n"), unguarded(wanted).replace("\r\n", "\n"))


seen = f"pandas {pandas.__version__}"
if shutil.which("ssconvert"):
    spreadsheet()
    seen += " and Gnumeric"
end(seen)
