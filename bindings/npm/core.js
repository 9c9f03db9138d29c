// What the package does wherever it runs: checks arguments, calls the library, and makes values of what it gives.
import { annotate_known, convert as convertFile, extract as extractPage, formats as formatNames, reanchor as reanchorLine } from "./bindings.js";

// The longest article, in UTF-16 units: positions are numbers of 32 bits.
const LONGEST = 16 * 1024 * 1024;
const KNOWN = ["published", "lang", "title", "byline", "publisher", "url"];
const state = { ready: false };

/** Called once by the module that has loaded the library. */
export function loaded() {
  state.ready = true;
}

function text(value, name, call) {
  if (typeof value !== "string") {
    throw new TypeError(`${call}: ${name} must be a string, not ${value === null ? "null" : typeof value}`);
  }
  if (LONGEST < value.length) {
    throw new RangeError(`${call}: ${name} has ${value.length} characters; the limit is ${LONGEST}; split it`);
  }
  if (!state.ready) throw new Error(`${call}: the library is not loaded yet; await init() first`);
  return value;
}

function options(value, names, call) {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`${call}: the options must be an object`);
  }
  for (const [name, option] of Object.entries(value)) {
    if (!names.includes(name)) {
      throw new TypeError(`${call}: there is no option ${JSON.stringify(name)}; the options are ${names.join(", ")}`);
    }
    if (option !== undefined && typeof option !== "string") {
      throw new TypeError(`${call}: the option ${name} must be a string, not ${option === null ? "null" : typeof option}`);
    }
  }
  return value;
}

function format(value, name, call) {
  const names = formatNames();
  if (!names.includes(text(value, name, call))) {
    throw new TypeError(`${call}: ${name} ${JSON.stringify(value)} is none of ${names.join(", ")}`);
  }
  return value;
}

export function formats() {
  text("", "", "formats");
  return formatNames();
}

export function annotateAs(article, to, given) {
  const call = "annotateAs";
  return annotated(text(article, "the text", call), format(to, "the format", call), options(given, ["id", ...KNOWN], call), call);
}

function annotated(article, to, { id = "article", ...known }, call) {
  if (known.published !== undefined && !/^\d{4}-\d\d-\d\d/.test(known.published)) {
    throw new TypeError(`${call}: published ${JSON.stringify(known.published)} is no date; write it as 2021-11-10`);
  }
  if (known.published !== undefined) known.published = known.published.slice(0, 10);
  return annotate_known(article, to, id, JSON.stringify(known));
}

export function annotate(article, given) {
  const call = "annotate";
  const { units = "utf16", ...known } = options(given, ["id", "units", ...KNOWN], call);
  if (units !== "utf16" && units !== "codepoint") {
    throw new TypeError(`${call}: units ${JSON.stringify(units)} is neither "utf16" nor "codepoint"`);
  }
  const set = JSON.parse(annotated(text(article, "the text", call), "jsonl", known, call));
  if (units === "utf16") inUtf16(set, article);
  return set;
}

// Positions count code points; JavaScript's strings count UTF-16 units.
function inUtf16(set, article) {
  if (!/[\u{10000}-\u{10ffff}]/u.test(article)) return;
  const at = [0];
  for (const sign of article) at.push(at[at.length - 1] + sign.length);
  for (const found of [...set.quotes, ...set.entities, ...set.dates]) {
    for (const place of [found, found.speaker, found.cue]) {
      if (place) [place.start, place.end] = [at[place.start], at[place.end]];
    }
  }
}

export function extract(html, url) {
  if (url !== undefined) text(url, "the address", "extract");
  return JSON.parse(extractPage(text(html, "the page", "extract"), url));
}

export function convert(file, to, given) {
  const { from = "", text: article = "" } = options(given, ["from", "text"], "convert");
  if (from !== "") format(from, "from", "convert");
  return JSON.parse(convertFile(text(file, "the file", "convert"), from, format(to, "to", "convert"), article));
}

export function reanchor(old, current, spans) {
  if (!Array.isArray(spans)) throw new TypeError("reanchor: the spans must be an array");
  const places = spans.map((span) => {
    const isPlace = (n) => Number.isInteger(n) && 0 <= n && n <= LONGEST;
    if (!isPlace(span?.start) || !isPlace(span?.end)) {
      throw new TypeError("reanchor: a span must be { start, end }, whole numbers that count code points");
    }
    return { start: span.start, end: span.end };
  });
  const [before, after] = [text(old, "the old text", "reanchor"), text(current, "the new text", "reanchor")];
  return JSON.parse(reanchorLine(JSON.stringify({ id: 0, old: before, new: after, spans: places }))).results;
}
