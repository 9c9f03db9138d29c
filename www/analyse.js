// Reads or analyses what is long beside the page, so that the page can be used meanwhile, and the work stopped.
import init, { analyse, read } from "./pkg/pullquote.js";

addEventListener("message", async ({ data }) => {
  await init();
  if ("analyse" in data) return postMessage(analyse(data.analyse));
  // A file that cannot be read any more is no answer: the page says so.
  const file = data.file ? await data.file.arrayBuffer().catch(() => null) : new ArrayBuffer(0);
  postMessage(file ? read(data.read, new Uint8Array(file)) : "");
});
