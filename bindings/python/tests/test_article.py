"""One article: what is found, in which units, in which formats."""

import datetime
import json
import pickle
import threading

import pullquote
import pytest

TEXT = "Ferry stays 🚢\n\n“It stays,” said Mara Lindqvist on Monday. “We are glad,” she said."


def test_positions_count_code_points():
    article = pullquote.annotate(TEXT, "2024-05-03")
    assert [quote.words for quote in article.quotes] == ["“It stays,”", "“We are glad,”"]
    for found in (*article.quotes, *article.entities, *article.dates, article.quotes[0].speaker):
        assert article.text[found.start : found.end] == found.words
    assert {quote.speaker_name for quote in article.quotes} == {"Mara Lindqvist"}
    assert article.dates[0].value == "2024-04-29"
    assert len(article.quotations()) == 2 and article.meta["published"] == "2024-05-03"


def test_a_day_may_be_a_date():
    day = datetime.date(2024, 5, 3)
    assert pullquote.annotate(TEXT, day) == pullquote.annotate(TEXT, "2024-05-03T10:00:00Z")


def test_every_format_comes_back():
    article = pullquote.annotate(TEXT, id="ferry")
    for name in pullquote.FORMATS:
        again = pullquote.read(article.to_bytes(name), format=name, text=article.text)[0]
        words = [quote.words for quote in again.quotes]
        if name in ("iob2", "markdown"):
            continue  # Names alone; paragraphs of quotations.
        assert words == [quote.words for quote in article.quotes], name
    assert pullquote.convert(article.to_json("tei"), "jsonl").startswith('{"id":"ferry"')


def test_every_format_has_bytes():
    article = pullquote.annotate(TEXT, "2024-05-03", id="ferry", title="Ferry stays", byline="Ana Ruiz")
    for name in pullquote.FORMATS:
        written = article.to_bytes(name)
        assert isinstance(written, bytes)
        if name != "spacy":
            assert written == article.to_json(name).encode()
            assert name in ("csv", "jsonl", "brat", "hypothesis", "markdown", "vtt") or pullquote.read(written)[0].text
    spacy = article.to_bytes("spacy")
    assert spacy[0] == 0x78 and pullquote.read(spacy)[0].to_dict() == article.to_dict()
    assert pullquote.convert(spacy, "jsonl") == article.to_json()
    for refused in (lambda: article.to_json("spacy"), lambda: pullquote.convert(article.to_json("tei"), "spacy")):
        with pytest.raises(ValueError, match=r'spacy is no text; Article.to_bytes\("spacy"\) gives its bytes'):
            refused()
    with pytest.raises(ValueError, match="unknown format"):
        article.to_bytes("docx")
    with pytest.raises(ValueError, match="not text"):
        pullquote.read(b"\x00\x01\x02\x03" * 9)


def test_what_is_known_of_an_article_comes_back():
    known = {"title": "Ferry stays", "byline": "Ana Ruiz", "publisher": "Norland Times", "url": "https://a.example"}
    article = pullquote.annotate(TEXT, "2024-05-03", "en", **known)
    for name in pullquote.FORMATS:
        again = pullquote.read(article.to_bytes(name), format=name, text=article.text)[0]
        assert name == "iob2" or again.meta == article.meta == {**known, "published": "2024-05-03", "lang": "en"}, name


def test_what_is_lost_is_told():
    table = pullquote.annotate(TEXT).to_json("csv")
    with pytest.warns(pullquote.LossWarning, match="not found in the article"):
        pullquote.read(table, text="Something else altogether.")
    with pytest.raises(ValueError, match="does not contain the article"):
        pullquote.read(table)


def test_an_article_survives_a_pickle():
    article = pullquote.annotate(TEXT, id="ferry", title="Ferry stays")
    again = pickle.loads(pickle.dumps(article))
    assert again == article and again.to_json("jsonld") == article.to_json("jsonld")
    assert json.loads(again.to_json()) == again.to_dict() == article.to_dict()


def test_pages_are_read():
    page = "<html><head><title>Ferry stays</title></head><body><article><h1>Ferry stays</h1>"
    page += "<p>“It stays,” said Mara Lindqvist on Monday, after a long meeting in the town hall.</p></article></body></html>"
    found = pullquote.extract(page)
    assert found.title == "Ferry stays" and "“It stays,”" in found.text
    assert pullquote.annotate_html(page).quotes[0].speaker_name == "Mara Lindqvist"
    with pytest.raises(ValueError):
        pullquote.extract("")


def test_passages_are_found_again():
    found = pullquote.reanchor("It stays. Nobody knows.", "So it stays.", [(3, 8), (10, 22)])
    assert (found[0].status, found[0].start, found[0].end) == ("exact", 6, 11)
    assert (found[1].status, found[1].start) == ("lost", None)
    with pytest.raises(ValueError, match="passage 1 ends"):
        pullquote.reanchor("a", "b", [(1, 0)])


def test_wrong_arguments_are_told():
    for wrong, error in [
        (lambda: pullquote.annotate(5), TypeError),
        (lambda: pullquote.annotate(None), TypeError),
        (lambda: pullquote.annotate("a", "last May"), ValueError),
        (lambda: pullquote.annotate("a\ud800"), ValueError),
        (lambda: pullquote.annotate("a").to_json("docx"), ValueError),
        (lambda: pullquote.annotate_batch({"text": ["a"]}), TypeError),
        (lambda: pullquote.leaves_out("docx"), ValueError),
        (lambda: pullquote.read("nothing of ours"), ValueError),
    ]:
        with pytest.raises(error):
            wrong()


def test_other_threads_run_meanwhile():
    ticks, done = 0, threading.Event()

    def work():
        pullquote.annotate(TEXT * 300)
        done.set()

    threading.Thread(target=work).start()
    while not done.wait(0.001):
        ticks += 1
    assert 3 < ticks
