// The examples: in Node, and bundled by Vite and esbuild, shown by Chromium.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { annotateAs } from "pullquote";

const TEXT = "Ferry stays\n\n“It stays,” said Mara Lindqvist on Monday.";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css" };
const chromium = ["chromium", "chromium-browser", "google-chrome"].find((name) => {
  try {
    return execFileSync(name, ["--version"]);
  } catch {
    return false;
  }
});
const skip = !chromium && "Chromium is missing";

// Chromium writes the document when it is loaded: an image keeps it loading until the page is done.
const HOLD = `const look = () => document.body.dataset.done && fetch("/told");
new MutationObserver(look).observe(document.body, { attributes: true });
look();
look();`;

/** Serves a folder, and gives the document that Chromium makes of its page once its body says `data-done`. */
async function shown(folder, policy) {
  let held, told;
  const server = createServer((request, answer) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    if (path === "/hold" && !told) return (held = answer);
    if (path === "/told") {
      told = true;
      held?.end();
    }
    try {
      let body = path === "/hold.js" ? HOLD : readFileSync(join(folder, path === "/" ? "index.html" : path));
      if (path === "/") body += '<img src="/hold" alt=""><script src="/hold.js"></script>';
      answer.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/html", ...(policy && { "content-security-policy": policy }) });
      answer.end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const options = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"];
    const page = `http://127.0.0.1:${server.address().port}/`;
    return (await promisify(execFile)(chromium, [...options, page], { maxBuffer: 1 << 26, timeout: 60_000 })).stdout;
  } finally {
    held?.end();
    server.closeAllConnections();
    server.close();
  }
}

test("types", () => {
  const options = ["--noEmit", "--strict", "--target", "esnext", "--module", "nodenext", "--lib", "esnext,dom,dom.iterable", "--types", ""];
  execFileSync("node_modules/.bin/tsc", [...options, "tests/types.mts"], { stdio: "inherit" });
});

test("Node", () => {
  writeFileSync("ferry.txt", TEXT);
  const said = execFileSync("node", ["examples/node/index.mjs", "ferry.txt"], { encoding: "utf8" });
  assert.equal(said, "Mara Lindqvist: “It stays,”\n");
});

test("esbuild", { skip }, async () => {
  const options = ["--bundle", "--format=esm", "--loader:.wasm=file", "--outdir=esbuild-dist", "--log-level=error"];
  execFileSync("node_modules/.bin/esbuild", ["examples/esbuild/main.js", ...options], { stdio: "inherit" });
  cpSync("examples/esbuild/index.html", "esbuild-dist/index.html");
  assert.match(await shown("esbuild-dist"), /<ul id="quotes"><li>Mara Lindqvist: “It stays,”<\/li><\/ul>/);
});

test("Vite, a worker and the element", { skip }, async () => {
  execFileSync("node_modules/.bin/vite", ["build", "--logLevel", "error", "--outDir", "../../vite-dist", "--emptyOutDir", "examples/vite"], { stdio: "inherit" });
  writeFileSync("vite-dist/article.html", annotateAs(TEXT, "html"));
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'none'; img-src 'self'";
  const page = await shown("vite-dist", policy);
  assert.match(page, /<ul id="quotes"><li>Mara Lindqvist: “It stays,”<\/li><\/ul>/);
  assert.match(page, /<ul id="worker"><li>Mara Lindqvist: “It stays,”<\/li><\/ul>/);
});

test("the element makes no mark-up of what it reads", { skip }, async () => {
  const hostile = annotateAs("Ferry <img src=x onerror=alert(1)>\n\n“It <script>alert(1)</script> stays,” said Mara Lindqvist.", "html");
  const worse = hostile.replace("<article>", '<article onclick="alert(1)" style="color:red"><script>document.title="bad"</script><iframe src="//x"></iframe><a href="javascript:alert(1)">link</a>');
  const folder = "element-dist";
  cpSync("node_modules/pullquote/element.js", `${folder}/element.js`);
  writeFileSync(`${folder}/article.html`, worse);
  writeFileSync(`${folder}/broken.html`, "<p>Something else.");
  writeFileSync(`${folder}/look.js`, `
    let left = 3;
    for (const element of document.querySelectorAll("pullquote-article")) {
      const tell = () => {
        if ((left -= 1) === 0) document.body.dataset.done = "yes";
        const out = document.createElement("pre");
        out.textContent = new XMLSerializer().serializeToString(element.shadowRoot);
        document.body.append(out);
      };
      element.addEventListener("pullquote-shown", tell);
      element.addEventListener("pullquote-failed", tell);
    }
    await import("./element.js");`);
  writeFileSync(`${folder}/index.html`, `<!doctype html><title>Host</title><pullquote-article src="article.html" lists></pullquote-article>
    <pullquote-article src="broken.html"></pullquote-article><pullquote-article src="none.html"></pullquote-article><script type="module" src="look.js"></script>`);
  const page = await shown(folder, "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'");
  assert.match(page, /<title>Host<\/title>/);
  const told = page.split("<pre>").slice(1).map((part) => part.split("</pre>")[0].replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
  const article = told.find((text) => text.includes("<article"));
  assert.match(article, /<mark [^>]*data-kind="quote"/);
  assert.match(article, /<aside/);
  assert.match(article, /aria-label="Ferry/);
  assert.doesNotMatch(article, /<(script|iframe|img|a) |onclick|style=|href/);
  assert.ok(told.some((text) => text.includes('role="alert"') && text.includes("no article that Pullquote has exported")));
  assert.ok(told.some((text) => text.includes("none.html cannot be loaded (404)")));
});
