"""Label Studio's own interface checks the tasks against the labelling set-up, and its converter reads the
regions as code points."""

import importlib.metadata
import json
import pathlib

from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

from shown import end, expected, folder, kept, read, same, text, true, words_of

setup = read("labels.xml")
interface = LabelInterface(setup)
[task] = json.loads(read("set"))
# Without its predictions: of those version 2.1 asks in a call that lacks its argument; they are checked below.
true("the task fits the set-up", interface.validate_task({"data": task["data"]}))
[prediction] = task["predictions"]
regions = [item for item in prediction["result"] if item["type"] == "labels"]
ties = [item for item in prediction["result"] if item["type"] == "relation"]
errors = interface.validate_prediction({**prediction, "result": regions}, return_errors=True)
same("errors in the prediction", errors or [], [])
same("ties", len(ties), len(expected["relations"]))
known = {region["id"] for region in regions}
true("a tie leads between regions", all({t["from_id"], t["to_id"]} <= known for t in ties))

got = {}
for region in regions:
    value = region["value"]
    same("a region's text", value["text"], text[value["start"] : value["end"]])
    got.setdefault(region["meta"]["pullquote"].get("part_of", region["id"]), []).append(value["text"])
same("passages", got, {a["id"]: words_of[a["id"]] for a in kept})

# A prediction that somebody took over, as the export has it.
people = [r for r in regions if r["value"]["labels"] == ["PERSON"]]
done = [{"id": 1, "data": task["data"], "annotations": [{"id": 1, "completed_by": 1, "result": people}]}]
(folder / "export.json").write_text(json.dumps(done))
Converter(setup, str(folder), download_resources=False).convert_to_conll2003(
    str(folder / "export.json"), str(folder / "conll"), is_dir=False
)
lines = next((folder / "conll").rglob("*.conll")).read_text(encoding="utf-8").splitlines()
words = " ".join(line.split()[0] for line in lines if line.endswith("PERSON"))
wanted = " ".join(words_of[a["id"]][0] for a in kept if a["label"] == "PERSON")
same("persons in its CoNLL", "".join(words.split()), "".join(wanted.split()))
# A prediction that somebody took over and sent in.
taken = {"id": 1, "data": task["data"], "annotations": [{"id": 1, "completed_by": 1, "result": prediction["result"]}]}
(folder / "back").write_text(json.dumps([taken], ensure_ascii=False), encoding="utf-8")

end(f"label-studio-sdk {importlib.metadata.version('label-studio-sdk')}")
