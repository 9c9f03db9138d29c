import init, * as pullquote from "./pkg/pullquote.js";
// Turns events into calls of the library, and does what its replies say. It decides nothing and stores nothing.

const byId = (id) => document.getElementById(id);
const started = performance.now();
// The single file has no manifest, and nothing beside it: no worker, nothing to cache.
const isServed = location.protocol.startsWith("http") && document.querySelector("link[rel=manifest]");
await init();
const page = new pullquote.Page();
await page.settle();

/** The dialog that is open; of two, the one above. */
const openDialog = () => [...document.querySelectorAll("dialog[open]")].at(-1);

/** Does what a reply says; gives whether the call was understood. */
function follow(reply) {
  if (!reply) return false;
  if (reply.close) {
    const asked = openDialog();
    if (asked?.id === "foreign-dialog" || asked?.id === "newer-dialog") byId("newer-text").value = "";
    asked?.close();
    if (asked?.id === "foreign-dialog") byId("newer-dialog").close();
    if (document.activeElement === document.body) page.refocus();
  }
  if (reply.status) say(reply.status);
  if (reply.error) fail(reply.error.message, openDialog());
  if (reply.focus_article) byId("article").focus({ preventScroll: true });
  if (reply.dialog) show(byId(reply.dialog));
  if (reply.download) download(reply.download);
  if (reply.waits) page.wait().then(() => follow(page.go_on()));
  if (reply.analyse != null) analyse(reply.analyse);
  if (reply.compare) compare(reply.compare);
  if (reply.deep != null) readDeeply(reply.deep);
  if (reply.removes_deep_files) removeDeepFiles();
  if (reply.project) askProject(reply.project);
  if (reply.read) settled(reply).then(follow);
  if (reply.copy) copy(reply.copy);
  if (!reply.keeps_toolbar) byId("marker").hidden = true;
  return reply.handled;
}

function say(text) {
  const status = byId("status");
  status.textContent = text;
  // Another name for the same animation begins it anew: what is said now stays as long as what was said first.
  status.dataset.turn = status.dataset.turn === "1" ? "2" : "1";
  byId("alert").textContent = "";
}

/** An error stands in the dialog that it belongs to, or over the page until the next message. */
function fail(message, dialog) {
  const place = dialog?.querySelector(".problem") ?? byId("alert");
  place.textContent = message;
  if (place.id === "alert") byId("status").textContent = "";
  else place.scrollIntoView({ block: "nearest" });
}

function show(dialog) {
  for (const place of dialog.querySelectorAll(".problem")) place.textContent = "";
  if (dialog.id === "rename-dialog") offerNewName(byId("new-name"));
  if (!dialog.open) dialog.showModal();
}

/** A new name that was typed and not decided on outlives a reload, as long as the tab. */
function offerNewName(field) {
  const keep = (change) => {
    try { change(); } catch {} // The browser denies it.
  };
  keep(() => {
    const { was, name } = JSON.parse(sessionStorage.getItem("new-name")) ?? {};
    if (was === field.defaultValue) field.value = name;
  });
  field.oninput = () =>
    keep(() => sessionStorage.setItem("new-name", JSON.stringify({ was: field.defaultValue, name: field.value })));
  byId("rename-dialog").onclose = () => keep(() => sessionStorage.removeItem("new-name"));
}

async function download({ name, mime, text, as_png }) {
  const link = document.createElement("a");
  const file = new Blob([text], { type: mime });
  link.href = URL.createObjectURL(as_png ? await pixels(file) : file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A drawing as a picture of twice its size, for sharp print. */
async function pixels(drawing) {
  const image = new Image();
  image.src = URL.createObjectURL(drawing);
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * image.width, height: 2 * image.height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done));
}

// A long article is analysed beside the page; where a browser cannot do that for a single file, after it is painted.
// So are two long versions compared: their report comes later.
const workers = {};
function begin(what, message, workHere, take, script = "analyse.js") {
  workers[what]?.terminate();
  delete workers[what];
  if (!message) return;
  const here = () => setTimeout(() => follow(take(workHere())), 50);
  if (!isServed) return here();
  const worker = (workers[what] = new Worker(script, { type: "module" }));
  worker.onmessage = ({ data }) => {
    worker.terminate();
    follow(take(data));
  };
  worker.onerror = here;
  worker.postMessage(message);
}
const analyse = (job) =>
  begin("analysis", job && { analyse: job }, () => pullquote.analyse(job), (found) => page.analysed(found));
const compare = (job) =>
  begin("comparison", { read: job }, () => pullquote.read(job, new Uint8Array()), (report) => page.compared(report));

const noProject = () => JSON.stringify({ Refused: { code: "file", message: "{{no-project}}" } });
const askProject = (job) => begin("project", job, noProject, (answer) => page.take_read(answer), "optional/project.js");

// The service worker keeps what it is asked for, once it answers for this page; one that was loaded past it does without.
const kept = () =>
  navigator.serviceWorker?.controller ??
  new Promise((done) => {
    navigator.serviceWorker?.addEventListener("controllerchange", done, { once: true });
    setTimeout(done, 3000);
  });

// The worker of the deep reading stays for the next article, for a while.
let deepReader, deepRequest, deepIdle;
function endDeepReader() {
  deepReader?.terminate();
  deepReader = undefined;
}
function removeDeepFiles() {
  endDeepReader();
  caches.delete("pullquote-deep-reading").catch(() => {});
}
async function readDeeply(request) {
  clearTimeout(deepIdle);
  if (deepRequest) endDeepReader(); // It is at another article.
  deepRequest = request;
  await kept();
  if (!request || deepRequest !== request) return;
  const hear = (message) => follow(page.hear_deep(message));
  const worker = (deepReader ??= new Worker("optional/deep.js", { type: "module" }));
  const end = () => {
    deepRequest = "";
    deepIdle = setTimeout(endDeepReader, 60_000);
  };
  worker.onmessage = ({ data }) => {
    if (worker !== deepReader) return;
    if (data.read != null || data.failed != null) end();
    hear(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    if (worker !== deepReader) return;
    endDeepReader();
    deepRequest = "";
    hear({ failed: "" });
  };
  worker.postMessage(request);
}

/** The reply once what is long has been read, with the file that it may be in: beside the page, where the reader can stop it. */
async function settled(reply, file) {
  if (!reply?.read) return reply;
  const result = await (isServed ? readBeside(reply.read, file) : readHere(reply.read, file));
  byId("status").textContent = "";
  const dialog = byId("reading-dialog");
  try {
    // To open what was read keeps the page busy: the dialog stays until that is done.
    if (result == null) return say(reply.has_opened ? "{{stopped-as-opened}}" : "{{stopped-nothing-changed}}");
    let next = page.take_read(result);
    while (next?.waits) {
      await page.wait();
      next = dialog.open ? page.go_on() : page.stop_restoring();
    }
    return next;
  } finally {
    dialog.close();
  }
}

/** From so many bytes or characters on, a reader would wonder whether anything happens. */
const LONG = 200_000;

/** Shows that something begins before it keeps the page busy. */
async function visibly(size, work) {
  if (size < LONG) return work();
  say("{{reading-title}}");
  const dialog = byId("reading-dialog");
  show(dialog);
  await new Promise((done) => setTimeout(done, 50)); // The browser paints it.
  const reply = dialog.open ? await work() : undefined;
  if (!dialog.open && (!reply || reply.read)) return say("{{stopped-nothing-changed}}");
  if (!reply?.read) {
    dialog.close();
    byId("status").textContent = "";
  }
  return reply;
}

const readBeside = (read, file) =>
  besidePage("analyse.js", { read, file }, async () => pullquote.read(read, await bytesOf(file)));

/** What a worker answers; nothing where the reader stops it. */
function besidePage(script, message, otherwise) {
  const dialog = byId("reading-dialog");
  const reader = new Worker(script, { type: "module" });
  show(dialog);
  return new Promise((done) => {
    // The event of an earlier closing may come when the dialog is open again.
    dialog.onclose = () => dialog.open || done(null);
    reader.onmessage = ({ data }) => done(data);
    reader.onerror = () => done(otherwise());
    reader.postMessage(message);
  }).finally(() => {
    reader.terminate();
    dialog.onclose = null;
  });
}

/** The single file has no worker: what is long keeps the page busy, which the dialog says. */
async function readHere(read, file) {
  const dialog = byId("reading-dialog");
  dialog.querySelector("button").hidden = true;
  show(dialog);
  const bytes = await bytesOf(file);
  return new Promise((done) => setTimeout(() => done(pullquote.read(read, bytes)), 50));
}

/** Without the clipboard's own interface (the file opened by double-click, an old browser): the copy command. */
async function copy(text) {
  const put = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    document.addEventListener("copy", put, { once: true, capture: true });
    if (!document.execCommand("copy")) fail("{{no-copying}}");
  }
}

const bytesOf = async (file) => new Uint8Array(file ? await file.arrayBuffer() : 0);
async function openFile(file, purpose) {
  const refusal = page.refuse(file.name, file.size);
  if (refusal) return refusal;
  const reply = await visibly(file.size, async () => page.open_file(file.name, await bytesOf(file), purpose));
  if (!reply?.needs_reader) return reply;
  const result = await readFile(await bytesOf(file)).finally(() => byId("reading-dialog").close());
  if (result) return page.take_file(file.name, result.article ?? "", result.problem ?? "", purpose);
  say("{{stopped-nothing-changed}}");
}

/** Word and PDF files have a program of their own, which the single file cannot load. */
async function readFile(bytes) {
  if (!isServed) return { problem: "{{readers-are-served}}" };
  return besidePage("optional/read.js", bytes, () => ({ problem: "{{no-reader}}" }));
}

// Opening: pasted text with the clipboard's HTML beside it as long as nobody edits it, or a file.
let pasted = { text: "", html: "" };
for (const box of document.querySelectorAll("#article-text, #newer-text")) box.addEventListener("paste", (event) => {
  const html = event.clipboardData.getData("text/html");
  setTimeout(() => (pasted = { text: box.value, html }));
});
const htmlOf = (text) => (text === pasted.text ? pasted.html : "");
// What stands in a dialog outlives an accidental reload, as long as the tab.
const boxes = [byId("article-text"), byId("newer-text")];
function keepTexts() {
  for (const { id, value } of boxes) {
    try {
      if (value) sessionStorage.setItem(id, JSON.stringify({ value, html: htmlOf(value) }));
      else sessionStorage.removeItem(id);
    } catch {} // The browser denies it, or the text is too long: it is where it was copied from.
  }
}
for (const box of boxes) {
  try {
    const { value, html } = JSON.parse(sessionStorage.getItem(box.id)) ?? {};
    box.value ||= value ?? "";
    if (value && box.value === value) pasted = { text: value, html };
  } catch {} // Denied.
}
async function annotate() {
  const text = byId("article-text").value;
  const [file] = byId("article-file").files;
  const reply = await settled(file && !text.trim()
    ? await openFile(file)
    : await visibly(text.length, () => page.open_text(text, htmlOf(text))));
  if (reply?.close) byId("open-dialog").querySelector("form").reset();
  follow(reply);
}
byId("annotate").addEventListener("click", annotate);
byId("article-text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) annotate();
});
byId("compare").addEventListener("click", async () => {
  const { value } = byId("newer-text");
  follow(await settled(page.open_newer(value, htmlOf(value))));
});
byId("article-file").addEventListener("change", () => (byId("article-text").value = ""));

byId("annotation-file").addEventListener("change", async ({ target }) => {
  for (const file of target.files) follow(await settled(page.import_file(file.name, await bytesOf(file))));
  target.value = "";
});
// Files that are read as soon as they are chosen. A button that is pressed meanwhile waits for them.
let taking;
async function take(input) {
  for (const file of input.files) follow(await settled(await openFile(file, input.dataset.takes), file));
  input.value = "";
  taking = undefined;
}
document.addEventListener("change", ({ target }) => target.dataset.takes && (taking = take(target)));
byId("licences").addEventListener("click", async (event) => {
  event.preventDefault();
  const dialog = byId("licences-dialog");
  byId("keys-dialog").close();
  show(dialog);
  try {
    byId("licences-text").textContent = await (await fetch("optional/licences.txt")).text();
  } catch {
    fail("{{no-licences}}", dialog);
  }
});
// A page that the bookmarklet sends; by keyboard the bookmarklet is copied rather than dragged.
addEventListener("message", (event) => follow(page.hear(event)));
byId("bookmarklet").addEventListener("click", (event) => {
  event.preventDefault();
  copy(event.target.href);
  say("{{bookmarklet-copied}}");
});

for (const button of document.querySelectorAll("[data-restore]")) button.addEventListener("click", async () => {
  const [file] = byId("backup-file").files;
  const reply = await settled(page.restore(file?.name ?? "", button.dataset.restore), file);
  if (reply?.close) byId("backup-file").value = "";
  follow(reply);
});
byId("download").addEventListener("click", () => follow(page.export(byId("format").value)));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  const files = [...event.dataTransfer.files];
  for (const file of files) follow(await settled(await openFile(file), file));
  if (!files.length) follow(page.open_text(event.dataTransfer.getData("text/plain"), event.dataTransfer.getData("text/html")));
});

// Elements carry what they send: a command in data-command, a field in data-change or data-input. The library makes both.
const change = (field, { type, checked, value }) =>
  follow(page.change(JSON.parse(field), type === "checkbox" ? (checked ? "on" : "") : value));
document.addEventListener("click", (event) => {
  const button = event.target.closest("button, #alert");
  const { command, shiftCommand = command } = button?.dataset ?? {};
  const act = () => follow(page.act(JSON.parse(event.shiftKey ? shiftCommand : command)));
  if (command) return taking ? taking.then(act) : act();
  if (button?.dataset.dialog) return show(byId(button.dataset.dialog));
  if (button && "close" in button.dataset) return button.closest("dialog").close();
  if (dragged || !getSelection().isCollapsed) return;
  // A handle that was only pressed lets the click through to the words.
  const at = edge ? document.elementsFromPoint(event.clientX, event.clientY) : event.composedPath();
  const marks = at.filter((node) => node.dataset?.annotation && node.closest("#article"));
  if (marks.length) follow(page.select_marks(marks.map((mark) => mark.dataset.annotation)));
});
// A text is saved while it is typed. The library says when; it saves nothing that an input method is still composing.
let saving;
function type({ target, isComposing }) {
  if (!("typed" in target.dataset)) return;
  clearTimeout(saving);
  const field = JSON.parse(target.dataset.change);
  if (isComposing) return page.composing(field);
  const due = page.typed(field, target.value);
  if (due !== undefined) saving = setTimeout(() => follow(page.save_typed()), due);
}
document.addEventListener("input", type);
document.addEventListener("compositionend", type);
document.addEventListener("focusout", ({ target }) => {
  if (!("typed" in target.dataset)) return;
  // The library may be what moved the keyboard. A window that loses the keyboard keeps the field, and so does a question.
  queueMicrotask(() => {
    const stays = document.activeElement === target || byId("received-dialog").open;
    follow(stays ? page.save_typed() : page.end_typing());
  });
});
document.addEventListener("input", ({ target }) => target.dataset.input && change(target.dataset.input, target));
document.addEventListener("change", ({ target, isTrusted }) => {
  // A window that loses the keyboard says so of a field that its reader has not left.
  const stays = isTrusted && "typed" in target.dataset && !document.hasFocus();
  if (target.dataset.change && !stays) change(target.dataset.change, target);
  if (!("ticksAll" in target.dataset)) return;
  for (const box of target.closest("fieldset").querySelectorAll("[type=checkbox]")) box.checked = target.checked;
});
// What is under the pointer or has the keyboard shows what belongs to it.
for (const type of ["pointerover", "focusin"]) {
  document.addEventListener(type, ({ target }) => {
    const at = target.closest("#article mark, #list [data-id]");
    // The library may be what moved the keyboard: it is asked when it has ended.
    queueMicrotask(() => page.point(at?.dataset.annotation ?? at?.dataset.id ?? ""));
  });
}

document.addEventListener("submit", (event) => event.preventDefault());

// Keys: none while something is being typed or a dialog is open, but for those that go with Ctrl.
function pressed({ key, shiftKey, ctrlKey, metaKey }) {
  const ctrl = ctrlKey || metaKey;
  return (ctrl ? "Ctrl+" : "") + (shiftKey && (ctrl || key.startsWith("Arrow")) ? "Shift+" : "") + key;
}
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const dialog = openDialog();
  if (dialog) {
    const isFree = dialog.id === "comparison-dialog" && !target.matches("input, summary, .figures");
    if (isFree && !event.altKey && follow(page.key(pressed(event)))) event.preventDefault();
    return;
  }
  const typing = target.matches("input, textarea, select");
  if (typing && event.isComposing) return;
  if (typing && key === "Escape") {
    event.preventDefault(); // The search would empty itself, and say so after the keyboard has left it.
    follow(target.id === "search" ? page.key_in_search(key) : page.cancel_typing());
    return byId("article").focus();
  }
  // The browser itself reports a change first, if it sees one: a suggestion may be chosen with this very key.
  if (key === "Enter" && target.matches("input[data-typed]")) setTimeout(() => {
    follow(page.end_typing());
    page.refocus();
  });
  if (target.id === "search" && follow(page.key_in_search((event.shiftKey ? "Shift+" : "") + key))) return;
  if (target.matches("[role=tab]") && follow(page.key_on_tab(key))) return;
  if (typing || (key === "Enter" && target.closest("button"))) return;
  if (!event.altKey && follow(page.key(pressed(event)))) event.preventDefault();
});

// The toolbar over selected words.
function offer() {
  const selection = getSelection();
  const within = !selection.isCollapsed && byId("article").contains(selection.anchorNode) && document.body.dataset.open === "true";
  const marker = byId("marker");
  marker.hidden = !within;
  if (!within) return;
  marker.dataset.words = page.selected_words();
  const box = selection.getRangeAt(0).getBoundingClientRect();
  const left = Math.min(box.left + scrollX, scrollX + document.documentElement.clientWidth - marker.offsetWidth - 8);
  marker.style.left = `${Math.max(8, left)}px`;
  // Below the words; above them where the window, the card or the bar ends.
  const below = [byId("card"), byId("parts")].map((part) => part.getBoundingClientRect());
  const floor = Math.min(innerHeight, ...below.filter((part) => part.height && part.left < box.right).map((part) => part.top));
  const above = box.top - marker.offsetHeight - 8;
  const fits = box.bottom + 8 + marker.offsetHeight <= floor || above < 0;
  marker.style.top = `${scrollY + (fits ? box.bottom + 8 : above)}px`;
}
// While the mouse drags, the toolbar would be in its way; fingers and keys have no end of the gesture to wait for.
let mouse = false;
let edge = ""; // of the annotation that is being resized
let dragged = false; // and whether it was
document.addEventListener("pointerdown", (event) => {
  mouse = event.pointerType === "mouse";
  edge = event.target.dataset.edge ?? "";
  dragged = false;
  if (edge || event.target.closest("[data-keeps-selection]")) event.preventDefault();
});
document.addEventListener("pointermove", ({ clientX, clientY }) => {
  dragged ||= Boolean(edge);
  if (edge) page.drag(edge, clientX, clientY);
});
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, ({ clientX, clientY, altKey, target }) => {
  mouse = false;
  if (edge) follow(page.drop_edge(edge, clientX, clientY));
  else if (!target.closest?.("[data-keeps-selection]")) page.snap(altKey ? "letters" : "words");
  setTimeout(() => (edge = ""));
  setTimeout(offer);
});
document.addEventListener("selectionchange", () => mouse || edge || offer());

if (page.is_tab_only()) {
  addEventListener("beforeunload", (event) => page.has_work_in_no_file() && event.preventDefault());
}
history.scrollRestoration = "manual";
function leave() {
  page.leave();
  keepTexts();
}
addEventListener("pagehide", leave);
document.addEventListener("visibilitychange", () => document.hidden && leave());
// Without the service worker the page works, but not offline. It deletes an older version's files when no page needs them.
if (isServed) {
  navigator.serviceWorker?.register("sw.js", { updateViaCache: "none" }).catch(() => {});
  navigator.serviceWorker?.ready.then(({ active }) => active.postMessage("loaded"));
}
follow(page.greet());
document.documentElement.dataset.ready = (performance.now() - started).toFixed(1);
