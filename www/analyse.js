// Analyses a long article beside the page, so that it can be read meanwhile, and the analysis stopped.
import init, { analyse } from "./pkg/pullquote.js";

addEventListener("message", async ({ data }) => {
  await init();
  postMessage(analyse(data));
});
