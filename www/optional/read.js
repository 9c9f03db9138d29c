// Reads a Word or PDF file beside the page, so that the work can be stopped. Loaded when a reader opens such a file.
import init, { read } from "./pullquote_readers.js";

addEventListener("message", async ({ data }) => {
  await init();
  try {
    postMessage({ article: read(data) });
  } catch (problem) {
    postMessage({ problem: problem.message });
  }
});
