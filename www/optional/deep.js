// The deep reading, beside the page: loads the model, reads a window at a time, and weighs both readings. Loaded when a
// reader switches it on.
import initLibrary, { deep_paragraphs, weigh_readings } from "../pkg/pullquote.js";
import initReader, { PageReader } from "./deep/pullquote_deep.js";

// The build fills it in: the bytes of all that is loaded below.
const BYTES = 0;
const NOT_FETCHED = { message: "" };
const locate = (path) => new URL(path, import.meta.url);
const MODULE = locate("./deep/pullquote_deep_bg.wasm");
const MODEL_FILES = [locate("./deep/deep.json"), locate("./deep/vocab.txt"), locate("./deep/model.onnx")];

/** Loads a file, and says with each part how much has come. */
async function load(url, tell) {
  const answer = await fetch(url);
  if (!answer.ok) throw NOT_FETCHED;
  const parts = [];
  for (let reader = answer.body.getReader(), part; !(part = await reader.read()).done; ) {
    parts.push(part.value);
    tell(part.value.length);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function open() {
  let [loaded, told] = [0, 0];
  const tell = (bytes) => {
    loaded += bytes;
    if (loaded - told < BYTES / 200) return;
    told = loaded;
    postMessage({ loading: [loaded, BYTES] });
  };
  const loads = [MODULE, ...MODEL_FILES].map((url) => load(url, tell));
  const [module, ...files] = await Promise.all(loads).catch(() => Promise.reject(NOT_FETCHED));
  const [description, vocabulary] = files.slice(0, 2).map((bytes) => new TextDecoder().decode(bytes));
  await Promise.all([initReader({ module_or_path: module }), initLibrary()]);
  return { reader: new PageReader(description, vocabulary, files[2]), description };
}

let model;
addEventListener("message", async ({ data: job }) => {
  try {
    const { reader, description } = await (model ??= open());
    const windows = reader.begin(deep_paragraphs(job));
    for (let n = 0; n < windows; n += 1) {
      postMessage({ reading: [n, windows] });
      reader.readWindow();
    }
    postMessage({ read: weigh_readings(job, description, reader.finish()) });
  } catch (problem) {
    model = undefined;
    postMessage({ failed: problem.message });
  }
});
