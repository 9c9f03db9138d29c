// Annotates a text in the page and in a worker; beside it an exported article.
import { annotate, init } from "pullquote";
import "pullquote/element";
import { startWorker } from "pullquote/worker";

const TEXT = "“It stays,” said Mara Lindqvist on Monday.";

function list(id, quotes) {
  for (const { speaker_name, words } of quotes) {
    const item = document.createElement("li");
    item.textContent = `${speaker_name}: ${words}`;
    document.getElementById(id).append(item);
  }
}

await init();
list("quotes", annotate(TEXT).quotes);
const worker = startWorker();
list("worker", (await worker.annotate(TEXT)).quotes);
document.body.dataset.done = "yes";
