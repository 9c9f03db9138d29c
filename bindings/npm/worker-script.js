// What runs in a worker of browsers: answers each message { id, call, args }.
import * as pullquote from "./browser.js";
import { answer } from "./answer.js";

let ready;
addEventListener("message", async ({ data }) => {
  if (data.source !== undefined) ready = pullquote.init(data.source, data.pages, data.formats);
  else if (data.id !== undefined) postMessage(await answer(pullquote, data, (ready ??= pullquote.init())));
});
