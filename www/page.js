import init, * as pullquote from "./pkg/pullquote.js";
// Hands the page's events to the library, and does what it asks of a script. It decides nothing and stores nothing.

const started = performance.now();
// The single file has no manifest, and nothing beside it: no worker, nothing to cache.
const isServed = location.protocol.startsWith("http") && document.querySelector("link[rel=manifest]");
await init();

// What the library asks for.
const hands = {
  startWorker: () => (isServed ? new Worker("worker.js", { type: "module" }) : undefined),

  // The service worker keeps what it is asked for, once it answers for this page: one loaded past it does without.
  async kept() {
    if (!navigator.serviceWorker || navigator.serviceWorker.controller) return;
    await new Promise((done) => {
      navigator.serviceWorker.addEventListener("controllerchange", done, { once: true });
      setTimeout(done, 3000);
    });
  },

  pages: (again) => import("./optional/pullquote_pages.js" + again).then((code) => code.default().then(() => code)),
  formats: (again) => import("./optional/pullquote_formats.js" + again).then((code) => code.default().then(() => code)),
  licences: async () => (await fetch("optional/licences.txt")).text(),

  // Without the clipboard's own interface (the file opened by double-click, an old browser): the copy command.
  async copy(text) {
    const put = (event) => {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      document.addEventListener("copy", put, { once: true, capture: true });
      return document.execCommand("copy");
    }
  },
};

const page = new pullquote.Page(hands);
await page.settle();

document.getElementById("article-text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) page.annotate();
});
document.addEventListener("change", ({ target }) => target.type === "file" && page.choose(target.id));
document.addEventListener("paste", ({ target, clipboardData }) =>
  page.paste(target.id ?? "", clipboardData.getData("text/html")));
document.addEventListener("close", ({ target }) => page.closed(target.id), { capture: true });
document.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  // A browser that knows no entries has files alone.
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry);
  if (!entries.some((entry) => entry.isDirectory)) return page.drop_here(event.dataTransfer);
  Promise.all(entries.map(filesIn)).then((files) => page.take_files(files.flat()));
});
/** The files of what was dropped, with their paths: of folders, all that is in them. */
async function filesIn(entry) {
  const ask = (method, of = entry) => new Promise((done) => of[method](done, () => done([])));
  if (entry.isFile) return [await ask("file")].flat().map((file) => [entry.fullPath.slice(1), file]);
  const [files, reader] = [[], entry.createReader()];
  for (let some; (some = await ask("readEntries", reader)).length; ) {
    for (const one of some) files.push(...(await filesIn(one)));
  }
  return files;
}
addEventListener("message", (event) => page.hear(event));

// Elements carry what they send: a command in data-command, a field in data-change or data-input.
document.addEventListener("click", (event) => page.click(event));
const change = (field, { type, checked, value }) =>
  page.change(field, type === "checkbox" ? (checked ? "on" : "") : value);
document.addEventListener("change", ({ target, isTrusted }) => {
  // A window that loses the keyboard says so of a field that its reader has not left.
  const stays = isTrusted && "typed" in target.dataset && !document.hasFocus();
  if (target.dataset.change && !stays) change(target.dataset.change, target);
  if (!("ticksAll" in target.dataset)) return;
  for (const box of target.closest("fieldset").querySelectorAll("[type=checkbox]")) box.checked = target.checked;
});
const type = ({ target, isComposing }) => {
  if (!("typed" in target.dataset)) return;
  if (isComposing) page.compose(target.dataset.change);
  else page.typed(target.dataset.change, target.value);
};
for (const event of ["input", "compositionend"]) document.addEventListener(event, type);
document.addEventListener("input", ({ target }) => {
  if (target.dataset.input) change(target.dataset.input, target);
  else page.write_in(target.id);
});
// The library may be what moved the keyboard: it is asked when it has ended.
document.addEventListener("focusout", ({ target }) => {
  if ("typed" in target.dataset) queueMicrotask(() => page.left_field(target));
});
// What is under the pointer or has the keyboard shows what belongs to it.
for (const event of ["pointerover", "focusin"]) {
  document.addEventListener(event, ({ target }) => {
    const at = target.closest("#article mark, #list [data-id]");
    queueMicrotask(() => page.point(at?.dataset.annotation ?? at?.dataset.id ?? ""));
  });
}
document.addEventListener("keydown", (event) => page.press(event) && event.preventDefault());

const pointer = (event) => page.pointer(event);
for (const at of ["down", "move", "up", "cancel"]) document.addEventListener(`pointer${at}`, pointer);
document.addEventListener("selectionchange", () => page.select());

history.scrollRestoration = "manual";
const warn = (event) => page.has_work_in_no_file() && event.preventDefault();
if (page.is_tab_only()) addEventListener("beforeunload", warn);
addEventListener("pagehide", () => page.leave());
document.addEventListener("visibilitychange", () => document.hidden && page.leave());
// Without the service worker the page works, but not offline. It deletes an older version's files when it can.
if (isServed) {
  navigator.serviceWorker?.register("sw.js", { updateViaCache: "none" }).catch(() => {});
  navigator.serviceWorker?.ready.then(({ active }) => active.postMessage("loaded"));
}
page.greet();
// What an earlier visit has not read: one tab goes on with it, while the others wait for its end.
const resume = () => page.resume_files();
navigator.locks?.request("pullquote-queue", () => (resume(), new Promise(() => {}))).catch(() => {}) ?? resume();
document.documentElement.dataset.ready = (performance.now() - started).toFixed(1);
