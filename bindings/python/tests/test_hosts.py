"""spaCy and pandas."""

import pullquote
import pytest

TEXT = "“It stays,” said Mara Lindqvist on Monday. “We are glad.”"


def test_spacy_gets_spans():
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("pullquote", config={"entities": True})
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["quotes"]] == ["“It stays,”", "“We are glad.”"]
    assert doc.spans["quotes"][0].label_ == "direct" and doc.spans["quotes"][0].kb_id_ == "Mara Lindqvist"
    assert doc._.quotes[0].cue.words == "said"
    assert [(name.text, name.label_) for name in doc.ents] == [("Mara Lindqvist", "PERSON"), ("Monday", "DATE")]
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.quotes == doc._.quotes
    assert len(list(nlp.pipe([TEXT] * 4, n_process=2, batch_size=2))) == 4


def test_a_pipeline_is_saved(tmp_path):
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("pullquote")
    nlp.to_disk(tmp_path)
    assert len(spacy.load(tmp_path)(TEXT).spans["quotes"]) == 2


def test_pandas_gets_a_table():
    pandas = pytest.importorskip("pandas")
    import pullquote.pandas  # noqa: F401

    frame = pandas.DataFrame({"text": [TEXT, None], "day": ["2024-05-03", None]}, index=["a", "b"])
    articles = frame.text.pullquote.annotate(published=frame.day)
    assert articles["a"].dates[0].value == "2024-04-29" and articles["b"] is None
    quotes = frame.text.pullquote.quotes()
    assert list(quotes.article) == ["a", "a"] and list(quotes.speaker_name) == ["Mara Lindqvist"] * 2
