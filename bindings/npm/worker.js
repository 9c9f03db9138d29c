// The calls of the package, done in a worker of a browser: a long article does not stop the page.
import { client } from "./answer.js";

/** Starts a worker. `source` and `pages` are the addresses of pullquote.wasm and pages.wasm, where a bundler has moved them. */
export function startWorker({ source, pages, worker } = {}) {
  const script = worker ?? new Worker(new URL("./worker-script.js", import.meta.url), { type: "module" });
  const { calls, take, fail } = client((message) => script.postMessage(message), () => script.terminate());
  script.addEventListener("message", ({ data }) => take(data));
  script.addEventListener("error", ({ message }) => fail(new Error(`the worker failed: ${message ?? "it did not load"}`)));
  if (source !== undefined) script.postMessage({ source: String(source), pages: pages && String(pages) });
  return calls;
}
