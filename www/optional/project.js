// Checks sources, compares sets and counts who speaks, beside the page. Loaded when a reader asks for one of these.
import init, { answer } from "./pullquote_project.js";

addEventListener("message", async ({ data }) => {
  await init();
  postMessage(answer(data));
});
