import init, * as pullquote from "./pkg/pullquote.js";
// Turns events into calls of the library and does what its replies say. Decides nothing, keeps nothing.

const byId = (id) => document.getElementById(id);
const started = performance.now();
await init();
const page = new pullquote.Page();

/** Does what a reply says; gives whether the call was understood. */
function follow(reply) {
  if (!reply) return false;
  if (reply.close) {
    document.querySelector("dialog[open]")?.close();
    if (document.activeElement === document.body) page.act("refocus", "", "");
  }
  if (reply.status) say(reply.status);
  if (reply.error) fail(reply.error.message, document.querySelector("dialog[open]"));
  if (reply.focus) byId(reply.focus).focus();
  if (reply.dialog) show(byId(reply.dialog));
  if (reply.download) download(reply.download);
  if (reply.copy) copy(reply.copy);
  byId("marker").hidden = true;
  return reply.handled;
}

function say(text) {
  byId("status").textContent = text;
  byId("alert").textContent = "";
}

/** An error stands in the dialog that it belongs to, or over the page until the next message. */
function fail(message, dialog) {
  const place = dialog?.querySelector(".problem") ?? byId("alert");
  place.textContent = message;
  if (place.id === "alert") byId("status").textContent = "";
}

function show(dialog) {
  for (const place of dialog.querySelectorAll(".problem")) place.textContent = "";
  if (!dialog.open) dialog.showModal();
}

function download({ name, mime, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: mime }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
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
    if (!document.execCommand("copy")) fail("The browser does not let the page copy.");
  }
}

const bytesOf = async (file) => new Uint8Array(await file.arrayBuffer());

// Opening: pasted text with the clipboard's HTML beside it as long as nobody edits it, or a file.
let pasted = { text: "", html: "" };
for (const box of [byId("article-text"), byId("newer-text")]) box.addEventListener("paste", (event) => {
  const html = event.clipboardData.getData("text/html");
  setTimeout(() => (pasted = { text: box.value, html }));
});
const htmlOf = (text) => (text === pasted.text ? pasted.html : "");
async function annotate() {
  const text = byId("article-text").value;
  const [file] = byId("article-file").files;
  const reply = file && !text.trim()
    ? page.open_file(file.name, await bytesOf(file))
    : page.open_text(text, htmlOf(text));
  if (reply.close) byId("open-dialog").querySelector("form").reset();
  follow(reply);
}
byId("annotate").addEventListener("click", annotate);
byId("article-text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) annotate();
});
byId("compare").addEventListener("click", () => {
  const { value } = byId("newer-text");
  const reply = page.open_newer(value, htmlOf(value));
  if (reply.close) byId("newer-text").value = "";
  follow(reply);
});
byId("article-file").addEventListener("change", () => (byId("article-text").value = ""));

byId("annotation-file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  follow(page.import_file(file.name, await bytesOf(file)));
  event.target.value = "";
});
byId("download").addEventListener("click", () => follow(page.export(byId("format").value)));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file) follow(page.open_file(file.name, await bytesOf(file)));
  else follow(page.open_text(event.dataTransfer.getData("text/plain"), event.dataTransfer.getData("text/html")));
});

// Buttons and fields say what they do in data-act and data-change.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.act) return follow(page.act(button.dataset.act, button.dataset.id ?? "", button.dataset.value ?? ""));
  if (button?.dataset.dialog) return show(byId(button.dataset.dialog));
  if (button && "close" in button.dataset) return button.closest("dialog").close();
  if (!getSelection().isCollapsed) return;
  const marks = event.composedPath().filter((node) => node.dataset?.annotation && node.closest("#article"));
  if (marks.length) follow(page.act("select", "", marks.map((mark) => mark.dataset.annotation).join(" ")));
});
document.addEventListener("change", (event) => {
  const { change, id } = event.target.dataset;
  if (change) follow(page.act(change, id ?? "", event.target.value));
});

document.addEventListener("submit", (event) => event.preventDefault());

// Keys: none while something is being typed or a dialog is open, but for those that go with Ctrl.
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (target.closest("dialog")) return;
  const typing = target.matches("input, textarea, select");
  if (typing && key === "Escape") return byId("article").focus();
  if (target.matches("[role=tab]") && ["ArrowRight", "ArrowLeft"].includes(key)) return turn(target, key);
  if (typing || (key === "Enter" && target.closest("button"))) return;
  const ctrl = event.ctrlKey || event.metaKey;
  const pressed = (ctrl ? "Ctrl+" : "") + (ctrl && event.shiftKey ? "Shift+" : "") + key;
  if (!event.altKey && follow(page.key(pressed))) event.preventDefault();
});
function turn(tab, key) {
  const tabs = [...tab.parentElement.children];
  const next = tabs.at((tabs.indexOf(tab) + (key === "ArrowRight" ? 1 : -1)) % tabs.length);
  follow(page.act("tab", next.dataset.id, ""));
}

// The toolbar over selected words.
function offer() {
  const selection = getSelection();
  const within = !selection.isCollapsed && byId("article").contains(selection.anchorNode) && document.body.dataset.open === "true";
  const marker = byId("marker");
  marker.hidden = !within;
  if (!within) return;
  const box = selection.getRangeAt(0).getBoundingClientRect();
  const left = Math.min(box.left + scrollX, scrollX + document.documentElement.clientWidth - marker.offsetWidth - 8);
  marker.style.left = `${Math.max(8, left)}px`;
  marker.style.top = `${box.bottom + scrollY + 8}px`;
}
document.addEventListener("pointerup", () => setTimeout(offer));
document.addEventListener("keyup", (event) => event.shiftKey && offer());
document.addEventListener("pointerdown", (event) => event.target.closest("#marker, [data-act=split]") && event.preventDefault());

history.scrollRestoration = "manual";
addEventListener("pagehide", () => page.leave());
document.addEventListener("visibilitychange", () => document.hidden && page.leave());
// The single file has no manifest, and nothing beside it to keep.
const isServed = location.protocol.startsWith("http") && document.querySelector("link[rel=manifest]");
if (isServed) navigator.serviceWorker?.register("sw.js");
follow(page.greet());
document.documentElement.dataset.ready = (performance.now() - started).toFixed(1);
