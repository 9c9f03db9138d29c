// The package in browsers and bundlers. The library, and what parses pages and reads formats for it, are loaded by init(),
// once.
import load, { take_module } from "./bindings.js";
import loadParsers, * as parsers from "./parsers.js";
import loadFormats, * as formatCodecs from "./formats.js";
import { loaded } from "./core.js";

export { annotate, annotateAs, convert, extract, formats, reanchor } from "./core.js";

let loading;

/**
 * Loads the library. Bundlers that do not know `new URL(…, import.meta.url)` pass the addresses of pullquote.wasm and, for
 * `extract`, of pages.wasm, for `convert` and `annotateAs`, of formats.wasm; without these, only the calls that need them
 * fail.
 */
export function init(
  source = new URL("./pullquote_bg.wasm", import.meta.url),
  pages = new URL("./pullquote_pages_bg.wasm", import.meta.url),
  codecs = new URL("./pullquote_formats_bg.wasm", import.meta.url),
) {
  const begin = async (program, place) => program({ module_or_path: await place });
  const optional = (program, place, module) => begin(program, place).then(() => module, () => undefined);
  loading ??= Promise.all([
    begin(load, source), optional(loadParsers, pages, parsers), optional(loadFormats, codecs, formatCodecs),
  ])
    .then(([, pages, formats]) => [take_module("pages", pages), take_module("formats", formats)])
    .then(loaded);
  loading.catch(() => (loading = undefined));
  return loading;
}
