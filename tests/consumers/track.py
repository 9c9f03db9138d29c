"""webvtt-py reads the track: a cue for each part of a quotation, with its speaker as the voice, and the notes in between."""

import html
import importlib.metadata
import io

import webvtt

from shown import end, expected, folder, kept, read, same, true, words_of

track = webvtt.from_buffer(io.StringIO(read("set")))
quotes = [(a["speaker"], words) for a in kept if a["label"] == "Quote" for words in words_of[a["id"]]]
fold = lambda words: " ".join(words.split())
if folder.name == "talk":
    got = sorted((cue.voice and html.unescape(cue.voice), html.unescape(cue.text)) for cue in track)
    same("cues", got, sorted((speaker and fold(speaker), fold(words)) for speaker, words in quotes))
    true("cues in order", [c.start for c in track] == sorted(c.start for c in track))
else:
    same("no times, no cues", len(track), 0)
notes = read("set").split("NOTE pullquote\n")[1:]
same("a note for each passage, and one for what belongs together", len(notes), 1 + sum(len(words_of[a["id"]]) for a in kept))
same("no arrow in a note", [n for n in notes if "-->" in n.splitlines()[0]], [])

end(f"webvtt-py {importlib.metadata.version('webvtt-py')}")
