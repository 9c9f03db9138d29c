import init, * as pullquote from "./pkg/pullquote.js";

// Thin: turns events into calls. Deciding and rendering belong to the library.
const byId = (id) => document.getElementById(id);

byId("open").addEventListener("click", () => byId("open-dialog").showModal());

byId("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (file) byId("text").value = await file.text();
});

byId("open-dialog").addEventListener("close", () => {
  const paragraphs = byId("text").value.split(/\n\s*\n/).filter((text) => text.trim());
  byId("article").replaceChildren(...paragraphs.map((text) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    return paragraph;
  }));
  byId("status").textContent = `${paragraphs.length} paragraphs`;
});

await init();
document.documentElement.dataset.ready = Object.keys(pullquote).length;

// The single file has no manifest, and nothing beside it to keep.
if (location.protocol.startsWith("http") && document.querySelector("link[rel=manifest]")) {
  navigator.serviceWorker?.register("sw.js");
}
