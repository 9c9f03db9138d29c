// Caches the page's own files, so that it opens offline after one visit. It requests nothing else.

// The build fills in both: a hash over all files, and their paths.
const VERSION = "unbuilt";
const FILES = [];

const CACHE_PREFIX = "pullquote-files-";
const CACHE = CACHE_PREFIX + VERSION;

self.addEventListener("install", (event) => {
  event.waitUntil(cacheFiles());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(deleteOlderCaches());
});

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && isOwnFile(event.request.url)) {
    event.respondWith(answer(event.request));
  }
});

async function cacheFiles() {
  const cache = await caches.open(CACHE);
  // "no-cache" revalidates the copy that the page has just loaded, instead of loading it twice.
  const requests = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  if (navigator.userAgent.includes("Firefox/")) await cacheInPieces(cache, requests);
  else await cache.addAll(requests);
  // The newer version serves the next loads at once. An open page has already loaded all that it needs.
  await self.skipWaiting();
}

// If Firefox is killed while it writes a file, it deletes the file at its next start. It then subtracts the file's size
// from the page's usage, though it never added it. If the page uses less than that, the usage falls below zero, which
// Firefox reads as over quota: until it is restarted once more, it refuses every write of the page, to the database, too.
// So no write is larger than what is stored already: small files come first, and large ones in pieces.
const STORED = 32 * 1024; // bytes: less than an empty database takes
const PIECES = "x-further-pieces";

async function cacheInPieces(cache, requests) {
  const answers = await Promise.all(requests.map((request) => fetch(request)));
  const failed = answers.find((answer) => !answer.ok);
  if (failed) throw new Error(`${failed.url}: ${failed.status}`);
  const files = await Promise.all(answers.map(async (answer) => ({ answer, body: await answer.clone().blob() })));
  let storedBytes = STORED;
  for (const { answer, body } of files.sort((one, other) => one.body.size - other.body.size)) {
    const pieces = cut(body, storedBytes);
    const headers = new Headers(answer.headers);
    headers.set(PIECES, pieces.length - 1);
    // These describe the compressed response of the server.
    for (const name of ["content-encoding", "content-length"]) headers.delete(name);
    for (const [n, part] of pieces.entries()) {
      const stored = pieces.length === 1 ? answer : new Response(part, { headers });
      await cache.put(piece(answer.url, n), stored);
    }
    storedBytes += body.size;
  }
}

// Cuts a file into pieces, each as large as everything stored before it.
function cut(body, storedBytes) {
  const pieces = [];
  for (let from = 0, size = storedBytes; from < body.size; from += size, size = storedBytes + from) {
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

async function deleteOlderCaches() {
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
  const cached = await cache.match(url);
  if (cached?.headers.has(PIECES)) return joined(cache, cached, url);
  return cached ?? fetch(request);
}
