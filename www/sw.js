{
// Keeps the page's files, so that it opens offline after one visit. It requests nothing else. It serves and stores a file
// only if its SHA-256 is what the build recorded.
//
// All of it stands in one block: if the server sends only a part of this script, that part is a syntax error, and the
// browser keeps the worker that it has.

// The build fills in both: the SHA-256 of this script with this very line; and each file's path, SHA-256 and size in
// bytes, small files first, the page itself last.
const VERSION = "unbuilt";
const FILES = [];

// The same of the deep reading's files, which are fetched when a reader switches it on.
const DEEP_FILES = [];
// They outlive a new version that has the same: the model is large. The page removes them, when the reader says so.
const DEEP_CACHE = "pullquote-deep-reading";

const CACHE_PREFIX = "pullquote-files-";
const CACHE = CACHE_PREFIX + VERSION;
const PAGE = "./";

// The address of a file names its content: `page.js?sha256=…`. The page's files name one another so. Whichever worker
// answers, and whatever the server has by then, a page gets the files of its own version or none.
const HASH = "sha256";
const locate = ({ path, hash }) => new URL(`${path}?${HASH}=${hash}`, self.location).href;
const named = (list) => list.map(([path, hash, size]) => ({ path, hash, size }));
const [files, deepFiles] = [named(FILES), named(DEEP_FILES)];
const pathname = (path) => new URL(path, self.location).pathname;
const deepByPathname = new Map(deepFiles.map((file) => [pathname(file.path), file]));
const byPathname = new Map(files.map((file) => [pathname(file.path), file]));
byPathname.set(pathname("index.html"), byPathname.get(pathname(PAGE)));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
// A page says that it has loaded.
self.addEventListener("message", (event) => event.waitUntil(deleteUnusedCaches()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, searchParams } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  const hash = searchParams.get(HASH);
  const deep = deepByPathname.get(pathname);
  if (deep && hash) return event.respondWith(answerDeep(event, { ...deep, path: pathname, hash }));
  // The readers of kinds of files are not kept: most people never need them.
  if (pathname.includes("/optional/") && !byPathname.has(pathname)) return;
  if (hash) event.respondWith(answer(event, { path: pathname, hash }));
  // A query or fragment selects a view in the page, not another file.
  else if (byPathname.has(pathname)) {
    const file = byPathname.get(pathname);
    event.respondWith(mode === "navigate" ? answer(event, file) : answerUnversioned(event, file));
  }
});

// If anything fails here, the browser drops this worker, keeps the one that it has, and tries again at its next check
// for updates.
async function install() {
  // In Firefox not before other files are stored: see "Storing".
  if (!writesInPieces) await deleteUnfinishedCaches();
  await checkOwnScript();
  // Every file is fetched and checked before the first is stored.
  const answers = await Promise.all(files.map(fetchIntact));
  // An older version that came back may still have its cache.
  if (!(await isFinished(CACHE))) {
    try {
      for (const [n, file] of files.entries()) await store(CACHE, file, answers[n]);
    } catch (why) {
      await caches.delete(CACHE);
      throw why;
    }
  }
  await updateDeepFiles().catch(() => {}); // The page fetches what is missing when it needs it.
  // The newer version serves the next loads at once. Pages that are open keep the older files.
  await self.skipWaiting();
}

async function activate() {
  await deleteUnfinishedCaches();
  await pinOpenPages();
  await deleteOtherDeepFiles().catch(() => {});
  // A page that was open before the first worker must not ask the server for the rest of its files: that may have a
  // newer version by then.
  await self.clients.claim();
}

// This never fails: after three failed answers to loads of the page or of its worker script, Firefox deletes all that the
// page has stored, the reader's work too, if less than 400 MB are left of the site's quota. So it is on a small disk. On a
// full disk every request to the caches can fail.
async function answer(event, file) {
  for (const name of [CACHE, ...(await olderCaches().catch(() => []))]) {
    const stored = await readIntact(file, name).catch(() => undefined);
    if (stored) return stored;
  }
  // The stored file is damaged or gone, and so may be others.
  event.waitUntil(repair());
  try {
    return await fetchIntact(file);
  } catch {
    // The server may have a newer page, whose files are all of its own version.
    return event.request.mode === "navigate" ? fetch(event.request).catch(unavailable) : unavailable();
  }
}

// An answer where there is none: `Response.error()` counts as a failure.
const unavailable = () => new Response(null, { status: 503 });

// What asks for a file without its hash gets that of the version under which it was opened.
async function answerUnversioned(event, file) {
  const hash = await pinnedHash(event, file).catch(() => file.hash);
  return hash ? answer(event, { path: file.path, hash }) : unavailable();
}

// The hash of the version under which the page was opened; `undefined` if that has no such file.
async function pinnedHash({ clientId }, file) {
  for (const name of await olderCaches()) {
    if (!(await pinnedPages(name))?.includes(clientId)) continue;
    const [stored] = await (await caches.open(name)).keys(file.path, { ignoreSearch: true });
    return stored && new URL(stored.url).searchParams.get(HASH);
  }
  return file.hash;
}

// Fetches each file anew that is not stored as it should be. Where there is no room or no network, it stays missing.
let repairing;
function repair() {
  repairing ??= (async () => {
    for (const file of files) {
      if (!(await readIntact(file, CACHE))) await store(CACHE, file, await fetchIntact(file));
    }
  })().catch(() => (repairing = undefined));
  return repairing;
}

// --- What is right

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A changed byte within the script could still be a program: the list of files would then be as it pleases.
async function checkOwnScript() {
  const answer = await fetch(self.location.href, { cache: "no-store" });
  const script = (await answer.text()).replace(VERSION, "unbuilt");
  if ((await digest(new TextEncoder().encode(script))) !== VERSION) throw new Error("sw.js is damaged");
}

const TYPES = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};

// "no-cache" revalidates the copy that the page has just loaded, instead of loading it twice. If that copy is damaged,
// "reload" loads another.
async function fetchIntact(file) {
  for (const cache of ["no-cache", "reload"]) {
    const answer = await fetch(file.path === PAGE ? PAGE : locate(file), { cache, mode: "same-origin" });
    if (!answer.ok) throw new Error(`${file.path}: ${answer.status}`);
    const intact = await checked(file, answer);
    if (intact) return intact;
  }
  throw new Error(`${file.path} is not the file that belongs to version ${VERSION}`);
}

// An answer of the server as it can be stored, if it has the right bytes.
async function checked(file, answer) {
  const body = await answer.arrayBuffer();
  if ((await digest(body)) !== file.hash) return undefined;
  const headers = new Headers(answer.headers);
  // These describe the compressed response of the server.
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  // The bytes are right, and a server that names another type must not keep the browser from using them.
  const type = TYPES[file.path === PAGE ? "html" : file.path.split(".").pop()];
  if (type) headers.set("content-type", type);
  return new Response(body, { headers });
}

// --- Storing

// If Firefox is killed while it writes a file, it deletes the file at its next start. It then subtracts the file's size
// from the page's usage, though it never added it. If the page uses less than that, the usage falls below zero, which
// Firefox reads as over quota: until it is restarted once more, it refuses every write of the page, to the database, too.
// So no write is larger than what is stored already: small files come first, and large ones in pieces. What was stored
// before the kill is overwritten or deleted later, never first.
const STORED = 32 * 1024; // bytes: less than an empty database takes
const PIECES = "x-further-pieces";
const writesInPieces = navigator.userAgent.includes("Firefox/");

async function store(cacheName, file, answer) {
  const cache = await caches.open(cacheName);
  const headers = new Headers(answer.headers);
  const body = await answer.arrayBuffer();
  const pieces = writesInPieces ? cut(body, cacheName === CACHE ? bytesBefore(file) : STORED) : [body];
  headers.set(PIECES, pieces.length - 1);
  for (const [n, part] of pieces.entries()) await cache.put(piece(file, n), new Response(part, { headers }));
}

function bytesBefore(file) {
  return files.slice(0, files.indexOf(file)).reduce((bytes, { size }) => bytes + size, STORED);
}

// Cuts a file into pieces, each as large as everything stored before it.
function cut(body, storedBytes) {
  const pieces = [];
  for (let from = 0, size = storedBytes; from < body.byteLength; from += size, size = storedBytes + from) {
    pieces.push(body.slice(from, from + size));
  }
  return pieces;
}

// The first piece stands under the file's own address.
const piece = (file, n) => (n ? `${locate(file)}&piece=${n}` : locate(file));

// A stored file, if it is whole and has not changed.
async function readIntact(file, cacheName) {
  const read = (n) => caches.match(piece(file, n), { cacheName });
  const first = await read(0);
  if (!first) return undefined;
  const { headers } = first;
  const further = Array.from({ length: Number(headers.get(PIECES)) }, (_, n) => read(n + 1));
  const pieces = [first, ...(await Promise.all(further))];
  if (pieces.includes(undefined)) return undefined;
  const bodies = await Promise.all(pieces.map((part) => part.arrayBuffer()));
  const body = further.length ? await new Blob(bodies).arrayBuffer() : bodies[0];
  // What the cache itself gives comes with the compiled code that the browser may have stored beside it. Reading it a
  // second time costs nothing while the first is hashed.
  const answer = further.length ? new Response(body, { headers }) : read(0);
  const [hash, intact] = await Promise.all([digest(body), answer]);
  return hash === file.hash ? intact : undefined;
}

// --- Deep reading

// What is kept, or else what the server says, as it comes: the page shows how much has come. It compares the hash of the
// model; what has another hash is not kept.
async function answerDeep(event, file) {
  const stored = await readIntact(file, DEEP_CACHE).catch(() => undefined);
  if (stored) return stored;
  const answer = await fetch(event.request, { cache: "no-cache" }).catch(unavailable);
  if (answer.ok) event.waitUntil(keepDeepFile(file, answer.clone()).catch(() => {}));
  return answer;
}

async function keepDeepFile(file, answer) {
  // A damaged copy may be the browser's own: another is fetched, for the next time.
  await store(DEEP_CACHE, file, (await checked(file, answer)) ?? (await fetchIntact(file)));
}

// Where they are kept, those that this version changes are fetched with it, so that it reads offline, too.
async function updateDeepFiles() {
  if (!(await caches.has(DEEP_CACHE))) return;
  for (const file of deepFiles) {
    if (!(await readIntact(file, DEEP_CACHE))) await store(DEEP_CACHE, file, await fetchIntact(file));
  }
}

async function deleteOtherDeepFiles() {
  if (!(await caches.has(DEEP_CACHE))) return;
  const cache = await caches.open(DEEP_CACHE);
  const addresses = deepFiles.map(locate);
  for (const { url } of await cache.keys()) {
    if (!addresses.some((address) => url === address || url.startsWith(`${address}&piece=`))) await cache.delete(url);
  }
}

// --- Older versions

async function ownCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX));
}

async function olderCaches() {
  return (await ownCaches()).filter((name) => name !== CACHE);
}

// The page itself is stored last: without it the browser was killed in between.
async function isFinished(name) {
  const page = await caches.match(PAGE, { cacheName: name, ignoreSearch: true });
  return page !== undefined;
}

async function deleteUnfinishedCaches() {
  for (const name of await ownCaches()) if (!(await isFinished(name))) await caches.delete(name);
}

// In the cache of an older version: the ids of the pages that were open when a newer one took over. The browser stops
// and restarts workers as it likes, so they are stored.
const PINNED = new URL("pinned-pages", self.location).href;

async function pinnedPages(cacheName) {
  const ids = await caches.match(PINNED, { cacheName });
  return ids?.json();
}

async function openPages() {
  const open = await self.clients.matchAll({ includeUncontrolled: true, type: "all" });
  return open.map(({ id }) => id);
}

async function pinOpenPages() {
  const older = await olderCaches();
  const pinned = await Promise.all(older.map(pinnedPages));
  const ids = (await openPages()).filter((id) => !pinned.flat().includes(id));
  for (const [n, name] of older.entries()) {
    if (!pinned[n]) await (await caches.open(name)).put(PINNED, new Response(JSON.stringify(ids)));
  }
  await (await caches.open(CACHE)).delete(PINNED);
}

// A cache without ids is one that a newer worker is about to fill or to use.
async function deleteUnusedCaches() {
  const open = await openPages();
  for (const name of await olderCaches()) {
    const pinned = await pinnedPages(name);
    if (pinned && !pinned.some((id) => open.includes(id))) await caches.delete(name);
  }
}
}
