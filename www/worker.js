// Works beside the page, so that the page can be used meanwhile and the work stopped. A message names a task and has
// what it needs; each task loads its own programs.

// The build fills it in: the bytes that the deep reading loads.
const DEEP_BYTES = 0;

const tasks = {
  analyse: async (job) => (await library()).analyse(job),
  /** Word and PDF files, archives, several files as one: what to call, and what it is given. */
  readers: async ([call, ...given]) => (await readers())[call](...given),

  // A file that cannot be read any more is no answer: the page says so.
  async read({ request, file }) {
    const bytes = await file?.arrayBuffer().catch(() => null);
    return bytes === null ? "" : complete((program) => program.read(request, new Uint8Array(bytes ?? 0)));
  },

  /** One of many files; its answer is for the library. */
  async takeIn({ request, file }) {
    const bytes = await file.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => null);
    if (!bytes) return { problem: "" };
    const answer = await complete(({ take_in }) => take_in(request, bytes, ""), () => {});
    if (!answer.reader) return answer;
    const program = await readers();
    const files = program.unpack(bytes);
    return files ? { files } : (await library()).take_in(request, bytes, program.read(bytes));
  },

  /** Compares sets, counts who speaks; checks sources, once the library has found who speaks in them. */
  project: async (request) => (await started(import("./optional/pullquote_project.js"))).answer(request),
  check: async (request) => tasks.project((await library()).with_turns(request)),

  /** Loads the model of the deep reading; the library has it read, and says meanwhile what was found. */
  async deepen(job) {
    const { reader, description } = await (model ??= openModel());
    return (await library()).deepen(job, description, reader, (stage) => postMessage(["progress", stage]));
  },
};

const library = () => started(import("./pkg/pullquote.js"));
const readers = () => started(import("./optional/pullquote_readers.js"));
const modules = {
  pages: () => started(import("./optional/pullquote_pages.js")),
  formats: () => started(import("./optional/pullquote_formats.js")),
};
const started = (program) => fetched([program]).then(([module]) => fetched([module.default()]).then(() => module));

/** What the library gives; it gives nothing where it lacks a module. */
async function complete(call, otherwise) {
  const program = await library();
  for (let lacked; ; program.take_module(lacked, await modules[lacked]().catch(otherwise))) {
    const answer = call(program);
    if (answer !== undefined) return answer;
    lacked = program.lacked_module();
  }
}

let model;
async function openModel() {
  let [loaded, told] = [0, 0];
  /** Loads a file, and says with each part how much has come. */
  async function load(path) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(path);
    const parts = [];
    for (let reader = answer.body.getReader(), part; !(part = await reader.read()).done; ) {
      parts.push(part.value);
      loaded += part.value.length;
      if (loaded - told < DEEP_BYTES / 200) continue;
      told = loaded;
      postMessage(["progress", { loading: [loaded, DEEP_BYTES] }]);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }
  const [program, module, description, vocabulary, weights] = await fetched([
    import("./optional/deep/pullquote_deep.js"),
    load("./optional/deep/pullquote_deep_bg.wasm"),
    load("./optional/deep/deep.json"),
    load("./optional/deep/vocab.txt"),
    load("./optional/deep/model.onnx"),
  ]);
  await program.default({ module_or_path: module });
  const text = (bytes) => new TextDecoder().decode(bytes);
  const reader = new program.PageReader(text(description), text(vocabulary), weights);
  return { reader, description: text(description) };
}

/** What was loaded. Without a message, the page says that a file was not fetched. */
const fetched = (loads) => Promise.all(loads).catch(() => Promise.reject({ message: "" }));

// The page says before it has a task that one will come: then the programs are loaded, and their tables are set up.
async function load() {
  const { annotate, take_module } = await library();
  modules.pages().then((pages) => take_module("pages", pages), () => {});
  annotate("“So it is,” said Ann.", "jsonl");
}

addEventListener("message", async ({ data: [task, job] }) => {
  if (task === "load") return load();
  try {
    postMessage(["done", await tasks[task](job)]);
  } catch (problem) {
    model = undefined;
    // What ends the program is told without a message: another worker may try again.
    postMessage(["failed", problem instanceof WebAssembly.RuntimeError ? "" : problem.message ?? ""]);
  }
});
