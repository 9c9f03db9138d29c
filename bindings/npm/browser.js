// The package in browsers and bundlers. The library, and what parses pages for it, are loaded by init(), once.
import load, { take_parsers } from "./bindings.js";
import loadParsers, * as parsers from "./parsers.js";
import { loaded } from "./core.js";

export { annotate, annotateAs, convert, extract, formats, reanchor } from "./core.js";

let loading;

/**
 * Loads the library. Bundlers that do not know `new URL(…, import.meta.url)` pass the addresses of pullquote.wasm and, for
 * `extract`, of pages.wasm; without that, only `extract` fails.
 */
export function init(
  source = new URL("./pullquote_bg.wasm", import.meta.url),
  pages = new URL("./pullquote_pages_bg.wasm", import.meta.url),
) {
  const begin = async (program, place) => program({ module_or_path: await place });
  loading ??= Promise.all([begin(load, source), begin(loadParsers, pages).then(() => true, () => false)])
    .then(([, parses]) => parses && take_parsers(parsers))
    .then(loaded);
  loading.catch(() => (loading = undefined));
  return loading;
}
