// esbuild main.js --bundle --format=esm --loader:.wasm=file --outdir=dist
import { annotate, init } from "pullquote";
import wasm from "pullquote/pullquote.wasm";

await init(new URL(wasm, import.meta.url));
for (const { speaker_name, words } of annotate("“It stays,” said Mara Lindqvist on Monday.").quotes) {
  const item = document.createElement("li");
  item.textContent = `${speaker_name}: ${words}`;
  document.getElementById("quotes").append(item);
}
document.body.dataset.done = "yes";
