"""A CommonMark reader shows the quotations as blocks, word for word, and YAML reads what stands above them."""

import html
import importlib.metadata
import re

import yaml
from markdown_it import MarkdownIt

from shown import end, expected, kept, read, same, true

GAP = " […] "
_, front, rest = read("set").split("---\n", 2)
facts = yaml.safe_load(front)
true("a title", facts["title"] == expected["title"] or expected["title"] is None)
true("our tag", facts["tags"] == ["pullquote"])
page = MarkdownIt("commonmark", {"html": True}).render(rest)
blocks = re.findall(r"<blockquote>\n<p>(.*?)</p>\n<p>— (.*?)</p>\n</blockquote>", page, re.S)
quotes = [a for a in kept if a["label"] in ("Quote", "Note")]
same("blocks", len(blocks), len(quotes))
for (words, by), quote in zip(blocks, quotes):
    # Line ends and tabs are blanks in Markdown.
    wanted = " ".join(GAP.join(part["words"] for part in quote["parts"]).split())
    shown = " ".join(html.unescape(words.replace("</p>\n<p>", "\n")).split())
    same("a block", shown, wanted)
    true(f"{by!r} names the speaker", html.unescape(by).startswith(quote["speaker"] or "("))
true("nothing became mark-up", not re.search(r"<(?!/?(blockquote|p|h1|a|br|hr)\b|!-- pullquote a[0-9a-f]+ [0-9 -]+(checked )?-->)", page))
# A program without front matter shows it as text.
whole = MarkdownIt("commonmark", {"html": True}).render(f"---\n{front}---\n")
true("front matter is no mark-up", not re.search(r"<(?!/?(p|h2|hr)\b)", whole))
end(f"markdown-it-py {importlib.metadata.version('markdown-it-py')}, PyYAML {yaml.__version__}")
