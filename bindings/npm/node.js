// The package in Node: the library is loaded with the module.
import { readFileSync } from "node:fs";
import { initSync, take_module } from "./bindings.js";
import * as formatCodecs from "./formats.js";
import * as parsers from "./parsers.js";
import { loaded } from "./core.js";

export { annotate, annotateAs, convert, extract, formats, reanchor } from "./core.js";

initSync({ module: readFileSync(new URL("./pullquote_bg.wasm", import.meta.url)) });
parsers.initSync({ module: readFileSync(new URL("./pullquote_pages_bg.wasm", import.meta.url)) });
formatCodecs.initSync({ module: readFileSync(new URL("./pullquote_formats_bg.wasm", import.meta.url)) });
take_module("pages", parsers);
take_module("formats", formatCodecs);
loaded();

/** As in browsers; here there is nothing left to load. */
export function init() {
  return Promise.resolve();
}
