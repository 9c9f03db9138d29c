// The package in Node: what it gives, what it refuses.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { annotate, annotateAs, convert, extract, formats, init, reanchor } from "pullquote";
import { startWorker } from "pullquote/worker";

const TEXT = "Ferry stays 🚢\n\n“It stays,” said Mara Lindqvist on Monday. “We are glad,” she said.";

test("positions count what they say", async () => {
  await init();
  const { quotes, dates } = annotate(TEXT, { published: "2024-05-03" });
  assert.deepEqual(quotes.map((quote) => TEXT.slice(quote.start, quote.end)), ["“It stays,”", "“We are glad,”"]);
  assert.equal(TEXT.slice(quotes[0].cue.start, quotes[0].cue.end), "said");
  assert.equal(quotes[1].speaker_name, "Mara Lindqvist");
  assert.equal(dates[0].value, "2024-04-29");
  const { quotes: counted } = annotate(TEXT, { units: "codepoint" });
  assert.equal(counted[0].start, quotes[0].start - 1);
});

test("the formats are those of the types", () => {
  const types = readFileSync(new URL("./node_modules/pullquote/index.d.ts", `file://${process.cwd()}/`), "utf8");
  const listed = types.match(/type Format =([^;]*);/)[1].match(/"[^"]*"/g).map((name) => JSON.parse(name));
  assert.deepEqual(listed, formats());
  for (const format of formats()) {
    const file = annotateAs(TEXT, format, { id: "ferry" });
    assert.ok(convert(file, "jsonl", { from: format, text: TEXT }).text.startsWith('{"id":"'), format);
  }
});

test("the command writes the same bytes", { skip: !process.env.PULLQUOTE_COMMAND && "PULLQUOTE_COMMAND names the command" }, () => {
  writeFileSync("ferry.jsonl", JSON.stringify({ id: "ferry", text: TEXT, published: "2024-05-03" }) + "\n");
  for (const format of formats()) {
    const written = execFileSync(process.env.PULLQUOTE_COMMAND, ["annotate", "--format", format, "ferry.jsonl"]);
    // A binary file is Base64 here, and its bytes there.
    const text = written.toString(format === "spacy" ? "base64" : "utf8");
    assert.equal(annotateAs(TEXT, format, { id: "ferry", published: "2024-05-03" }), text, format);
  }
});

test("pages and passages", () => {
  const page = extract(`<title>Ferry stays</title><article><h1>Ferry stays</h1><p>${"“It stays,” said Mara Lindqvist. ".repeat(5)}</p></article>`);
  assert.ok(page.text.includes("“It stays,”"));
  assert.throws(() => extract(""), Error);
  assert.equal(reanchor("It stays.", "So it stays.", [{ start: 3, end: 8 }])[0].start, 6);
  assert.throws(() => reanchor("a", "b", [{ start: 1, end: 0 }]), /passage 1 ends/);
  assert.throws(() => convert(annotateAs(TEXT, "csv"), "jsonl"), /give it as `text`/);
  assert.deepEqual(convert(annotateAs(TEXT, "csv"), "jsonl", { text: "Something else." }).losses.slice(0, 1), ["“It stays,”"]);
});

test("a wrong argument is a TypeError", () => {
  for (const wrong of [
    () => annotate(), () => annotate(null), () => annotate(5), () => annotate({}), () => annotate(["a"]), () => annotate("a", "jsonl"),
    () => annotate("a", { id: 5 }), () => annotate("a", { editor: "x" }), () => annotate("a", { published: "May" }),
    () => annotate("a", { units: "bytes" }), () => annotateAs("a"), () => annotateAs("a", "docx"), () => annotateAs("a", 7),
    () => convert("x", "docx"), () => convert(1, "csv"), () => convert("x", "csv", { from: "docx" }), () => extract(7), () => extract("a", 7),
    () => reanchor("a", "b", "c"), () => reanchor("a", "b", [{}]), () => reanchor("a", "b", [{ start: -1, end: 2 }]), () => reanchor(1, "b", []),
  ]) {
    assert.throws(wrong, TypeError, String(wrong));
  }
  assert.throws(() => annotate("a".repeat(17 << 20)), RangeError);
  assert.throws(() => annotate("a", { published: "2024-13-50" }), Error);
  assert.equal(annotate("\ud800 “It stays,” said Mara Lindqvist.").quotes.length, 1);
});

test("a worker gives the same", async () => {
  const worker = startWorker();
  assert.deepEqual(await worker.annotate(TEXT), annotate(TEXT));
  await assert.rejects(worker.annotate(5), TypeError);
  const last = worker.annotate(TEXT.repeat(50));
  worker.terminate();
  await assert.rejects(last, /stopped/);
});
