// The calls of the package, done in a worker of a browser: a long article does not stop the page.
import { client } from "./answer.js";

/** Starts a worker. `source` is the address of pullquote.wasm, where a bundler has moved it. */
export function startWorker({ source, worker } = {}) {
  const script = worker ?? new Worker(new URL("./worker-script.js", import.meta.url), { type: "module" });
  const { calls, take, fail } = client((message) => script.postMessage(message), () => script.terminate());
  script.addEventListener("message", ({ data }) => take(data));
  script.addEventListener("error", ({ message }) => fail(new Error(`the worker failed: ${message ?? "it did not load"}`)));
  if (source !== undefined) script.postMessage({ source: String(source) });
  return calls;
}
