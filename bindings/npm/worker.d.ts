import type * as pullquote from "./index.js";

type Calls = Pick<typeof pullquote, "annotate" | "annotateAs" | "convert" | "extract" | "formats" | "reanchor">;

/** The calls of the package, each as a promise. */
export type PullquoteWorker = {
  [Call in keyof Calls]: (...args: Parameters<Calls[Call]>) => Promise<ReturnType<Calls[Call]>>;
} & {
  /** Stops the worker; what it has not answered fails. */
  terminate(): void;
};

export interface WorkerOptions {
  /** The address of pullquote.wasm, where a bundler has moved it. */
  source?: string | URL;
  /** The address of pages.wasm, which `extract` needs, where a bundler has moved it. */
  pages?: string | URL;
  /** The address of formats.wasm, which `convert` and `annotateAs` need, where a bundler has moved it. */
  formats?: string | URL;
  /** A worker that runs `pullquote/worker-script`, where a bundler makes it. */
  worker?: Worker;
}

/** Starts a worker. In Node the options do not count. */
export function startWorker(options?: WorkerOptions): PullquoteWorker;
