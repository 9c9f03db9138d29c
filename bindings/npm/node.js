// The package in Node: the library is loaded with the module.
import { readFileSync } from "node:fs";
import { initSync } from "./bindings.js";
import { loaded } from "./core.js";

export { annotate, annotateAs, convert, extract, formats, reanchor } from "./core.js";

initSync({ module: readFileSync(new URL("./pullquote_bg.wasm", import.meta.url)) });
loaded();

/** As in browsers; here there is nothing left to load. */
export function init() {
  return Promise.resolve();
}
