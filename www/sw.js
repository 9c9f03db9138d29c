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
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
  // A newer version takes over at once for loads to come; an open page has loaded all that it needs.
  await self.skipWaiting();
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
  return (await cache.match(withoutQuery(request.url))) ?? fetch(request);
}
