// Keeps the page's own files, so that it opens without a network after one visit. Asks for nothing else.

// The build fills in both: a hash over all files, and their paths.
const VERSION = "unbuilt";
const FILES = [];

const CACHE_PREFIX = "pullquote-files-";
const CACHE = CACHE_PREFIX + VERSION;

self.addEventListener("install", (event) => {
  event.waitUntil(keepFiles());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOlderFiles());
});

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && isOwnFile(event.request.url)) {
    event.respondWith(answer(event.request));
  }
});

async function keepFiles() {
  const cache = await caches.open(CACHE);
  // "no-cache" asks whether the copy that the page has just loaded is still good, rather than loading twice.
  const requests = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  if (navigator.userAgent.includes("Firefox/")) await keepInPieces(cache, requests);
  else await cache.addAll(requests);
  // A newer version takes over at once for loads to come; an open page has loaded all that it needs.
  await self.skipWaiting();
}

// Firefox, when it was killed amid the writing of a file, takes the file away at its next start, and its size off
// what the page uses, though it has not counted it. Where the page uses less, that falls below zero, which Firefox
// takes for more than all room: it refuses whatever the page writes, to its database, too, until it is started once
// more. So nothing is written that is larger than what is there already: small files first, large ones in pieces.
const THERE = 32 * 1024; // less than an empty database takes
const PIECES = "x-further-pieces";

async function keepInPieces(cache, requests) {
  const answers = await Promise.all(requests.map((request) => fetch(request)));
  const failed = answers.find((answer) => !answer.ok);
  if (failed) throw new Error(`${failed.url}: ${failed.status}`);
  const files = await Promise.all(answers.map(async (answer) => ({ answer, body: await answer.clone().blob() })));
  let there = THERE;
  for (const { answer, body } of files.sort((one, other) => one.body.size - other.body.size)) {
    const pieces = cut(body, there);
    const headers = new Headers(answer.headers);
    headers.set(PIECES, pieces.length - 1);
    // They are as they were packed on the way no more.
    for (const name of ["content-encoding", "content-length"]) headers.delete(name);
    for (const [n, part] of pieces.entries()) {
      const kept = pieces.length === 1 ? answer : new Response(part, { headers });
      await cache.put(piece(answer.url, n), kept);
    }
    there += body.size;
  }
}

// In pieces as large as all before them and what is there.
function cut(body, there) {
  const pieces = [];
  for (let from = 0, size = there; from < body.size; from += size, size = there + from) {
    pieces.push(body.slice(from, from + size));
  }
  return pieces;
}

// The first piece stands under the file's own name.
const piece = (url, n) => (n ? `${url}?piece=${n}` : url);

async function joined(cache, first, url) {
  const numbers = Array.from({ length: Number(first.headers.get(PIECES)) }, (_, n) => n + 1);
  const further = await Promise.all(numbers.map((n) => cache.match(piece(url, n))));
  if (further.includes(undefined)) return fetch(url);
  const parts = await Promise.all([first, ...further].map((answer) => answer.blob()));
  return new Response(new Blob(parts), { headers: first.headers });
}

async function dropOlderFiles() {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE_PREFIX) && name !== CACHE) await caches.delete(name);
  }
}

function isOwnFile(url) {
  return FILES.some((file) => new URL(file, self.location).href === withoutQuery(url));
}

// A query or fragment selects a view in the page, not another file.
function withoutQuery(url) {
  return url.replace(/[?#].*$/, "");
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const url = withoutQuery(request.url);
  const kept = await cache.match(url);
  if (kept?.headers.has(PIECES)) return joined(cache, kept, url);
  return kept ?? fetch(request);
}
