// Reads or analyses what is long beside the page, so that the page can be used meanwhile, and the work stopped.
import init, { analyse, read, take_in } from "./pkg/pullquote.js";

/** Reads one of many files; its answer is for the library. */
async function takeIn({ takeIn, file }) {
  const bytes = await file.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => null);
  if (!bytes) return { problem: "" };
  const answer = take_in(takeIn, bytes, "");
  if (!answer.reader) return answer;
  const reader = await import("./optional/pullquote_readers.js");
  await reader.default();
  const files = reader.unpack(bytes);
  return files ? { files } : take_in(takeIn, bytes, reader.read(bytes));
}

addEventListener("message", async ({ data }) => {
  await init();
  if ("takeIn" in data) {
    // What ends the library is told as no answer: another worker tries again.
    const failed = (why) => (why instanceof WebAssembly.RuntimeError ? {} : { problem: why.message });
    return postMessage({ key: data.key, answer: await takeIn(data).catch(failed) });
  }
  if ("analyse" in data) return postMessage(analyse(data.analyse));
  // A file that cannot be read any more is no answer: the page says so.
  const file = data.file ? await data.file.arrayBuffer().catch(() => null) : new ArrayBuffer(0);
  postMessage(file ? read(data.read, new Uint8Array(file)) : "");
});
