// The calls of the package, done in a worker of Node.
import { Worker } from "node:worker_threads";
import { client } from "./answer.js";

/** Starts a worker. */
export function startWorker() {
  const script = new Worker(new URL("./worker-script-node.js", import.meta.url));
  const { calls, take, fail } = client((message) => script.postMessage(message), () => script.terminate());
  script.on("message", take);
  script.on("error", fail);
  script.unref();
  const held = (call) => (...args) => {
    script.ref();
    return call(...args).finally(() => script.unref());
  };
  const asking = Object.entries(calls).map(([name, call]) => [name, name === "terminate" ? call : held(call)]);
  return Object.fromEntries(asking);
}
