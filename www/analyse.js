// Reads or analyses what is long beside the page, so that the page can be used meanwhile, and the work stopped.
import init, { analyse, read } from "./pkg/pullquote.js";

addEventListener("message", async ({ data }) => {
  await init();
  postMessage("read" in data ? read(data.read) : analyse(data.analyse));
});
