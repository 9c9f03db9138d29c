// Reads a Word or PDF file beside the page, so that the work can be stopped, or packs an export. Loaded when a reader asks
// for that.
import init, { pack, read } from "./pullquote_readers.js";

addEventListener("message", async ({ data }) => {
  await init();
  try {
    postMessage("pack" in data ? pack(data.pack, data.text) : { article: read(data) });
  } catch (problem) {
    postMessage({ problem: problem.message });
  }
});
