// The package in browsers and bundlers. The library is loaded by init(), once.
import load from "./bindings.js";
import { loaded } from "./core.js";

export { annotate, annotateAs, convert, extract, formats, reanchor } from "./core.js";

let loading;

/** Loads the library. Bundlers that do not know `new URL(…, import.meta.url)` pass the address of pullquote.wasm. */
export function init(source = new URL("./pullquote_bg.wasm", import.meta.url)) {
  loading ??= Promise.resolve(source)
    .then((place) => load({ module_or_path: place }))
    .then(loaded);
  loading.catch(() => (loading = undefined));
  return loading;
}
