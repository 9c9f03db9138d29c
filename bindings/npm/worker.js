// The calls of the package, done in a worker of a browser: a long article does not stop the page.
import { client } from "./answer.js";

/** Starts a worker. `source`, `pages` and `formats` are the addresses of pullquote.wasm, pages.wasm and formats.wasm, where a
 * bundler has moved them. */
export function startWorker({ source, pages, formats, worker } = {}) {
  const script = worker ?? new Worker(new URL("./worker-script.js", import.meta.url), { type: "module" });
  const { calls, take, fail } = client((message) => script.postMessage(message), () => script.terminate());
  script.addEventListener("message", ({ data }) => take(data));
  script.addEventListener("error", ({ message }) => fail(new Error(`the worker failed: ${message ?? "it did not load"}`)));
  if (source !== undefined) {
    script.postMessage({ source: String(source), pages: pages && String(pages), formats: formats && String(formats) });
  }
  return calls;
}
