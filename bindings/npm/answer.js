// Messages between a worker and who asks it.
const CALLS = ["annotate", "annotateAs", "convert", "extract", "formats", "reanchor"];
const ERRORS = { TypeError, RangeError, Error };

/** What a worker answers. */
export async function answer(library, { id, call, args }, ready) {
  try {
    await ready;
    if (!CALLS.includes(call)) throw new TypeError(`there is no call ${JSON.stringify(call)}`);
    return { id, result: library[call](...args) };
  } catch (error) {
    return { id, error: { name: error.name, message: error.message } };
  }
}

/** The calls, each as a promise. `post` sends a message; the answers go to `take`. */
export function client(post, stop) {
  const waiting = new Map();
  let last = 0;
  const ask = (call) => (...args) =>
    new Promise((resolve, reject) => {
      waiting.set((last += 1), { resolve, reject });
      post({ id: last, call, args });
    });
  const calls = Object.fromEntries(CALLS.map((call) => [call, ask(call)]));
  const take = ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error) reject?.(new (ERRORS[error.name] ?? Error)(error.message));
    else resolve?.(result);
  };
  const fail = (why) => {
    for (const { reject } of waiting.values()) reject(why);
    waiting.clear();
  };
  const terminate = () => {
    fail(new Error("the worker was stopped"));
    stop();
  };
  return { calls: { ...calls, terminate }, take, fail };
}
