{
// Keeps the page's files, so that it opens offline after one visit. It requests nothing else. It serves and stores a
// file only if its SHA-256 is what the build recorded.
//
// All of it stands in one block: if the server sends only a part of this script, that part is a syntax error, and the
// browser keeps the worker that it has.

// The build fills in: the SHA-256 of this script with this very line; of each file its path, SHA-256, type and where
// Firefox cuts it ("Storing"), small files first, the page itself last; and the same of the deep reading's files.
const VERSION = "unbuilt";
const FILES = [];
const DEEP_FILES = [];

const CACHE_PREFIX = "pullquote-files-";
const CACHE = CACHE_PREFIX + VERSION;
// Outlives a new version that has the same files: the model is large. The page removes it, when the reader says so.
const DEEP_CACHE = "pullquote-deep-reading";
const PAGE = "./";

// The address of a file names its content: `page.js?sha256=…`. The page's files name one another so. Whichever worker
// answers, and whatever the server has by then, a page gets the files of its own version or none.
const HASH = "sha256";
const locate = ({ path, hash }) => new URL(`${path}?${HASH}=${hash}`, self.location).href;
const named = (list) => list.map(([path, hash, type, cuts]) => ({ path, hash, type, cuts }));
const [files, deepFiles] = [named(FILES), named(DEEP_FILES)];
const pathname = (path) => new URL(path, self.location).pathname;
const byPathname = (list) => new Map(list.map((file) => [pathname(file.path), file]));
const [kept, deep] = [byPathname(files), byPathname(deepFiles)];
kept.set(pathname("index.html"), kept.get(pathname(PAGE)));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
// A page says that it has loaded.
self.addEventListener("message", (event) => event.waitUntil(deleteUnusedCaches()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, searchParams } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  const hash = searchParams.get(HASH);
  const file = kept.get(pathname);
  if (deep.has(pathname) && hash) event.respondWith(answerDeep(event, { ...deep.get(pathname), hash }));
  // The readers of kinds of files are not kept: most people never need them.
  else if (hash && (file || !pathname.includes("/optional/"))) {
    event.respondWith(answer(event, { ...file, path: pathname, hash }));
  }
  // A query or fragment selects a view in the page, not another file.
  else if (file) event.respondWith(mode === "navigate" ? answer(event, file) : answerUnversioned(event, file));
});

// If anything fails here, the browser drops this worker, keeps the one that it has, and tries again at its next check
// for updates.
async function install() {
  // In Firefox not before other files are stored: see "Storing".
  if (!writesInPieces) await deleteUnfinishedCaches();
  await checkOwnScript();
  // All are fetched and checked before the first is stored. An older version that came back may still have its cache.
  const answers = await Promise.all(files.map(fetchIntact));
  if (!(await isFinished(CACHE))) {
    try {
      for (const [n, file] of files.entries()) await store(CACHE, file, answers[n]);
    } catch (why) {
      await caches.delete(CACHE);
      throw why;
    }
  }
  // Where the deep reading is kept, it reads offline with the new version, too. The page fetches what is missing.
  if (await caches.has(DEEP_CACHE)) await storeMissing(DEEP_CACHE, deepFiles).catch(() => {});
  // The newer version serves the next loads at once. Pages that are open keep the older files.
  await self.skipWaiting();
}

async function activate() {
  await deleteUnfinishedCaches();
  await pinOpenPages();
  await deleteOtherDeepFiles().catch(() => {});
  // A page that was open before the first worker must not ask the server, which may have a newer version by then.
  await self.clients.claim();
}

// This never fails: after three failed answers Firefox may delete all that the page has stored, the reader's work too
// (docs/storage.md). On a full disk every request to the caches can fail.
async function answer(event, file) {
  for (const name of [CACHE, ...(await olderCaches().catch(() => []))]) {
    const stored = await readIntact(file, name).catch(() => undefined);
    if (stored) return stored;
  }
  // The stored file is damaged or gone, and so may be others. Where there is no room or no network, they stay missing.
  event.waitUntil((repairing ??= storeMissing(CACHE, files).catch(() => (repairing = undefined))));
  try {
    return await fetchIntact(file);
  } catch {
    // The server may have a newer page, whose files are all of its own version.
    return event.request.mode === "navigate" ? fetch(event.request).catch(unavailable) : unavailable();
  }
}
let repairing;

// An answer where there is none: `Response.error()` counts as a failure.
const unavailable = () => new Response(null, { status: 503 });

// What asks for a file without its hash gets that of the version under which it was opened, if that has one.
async function answerUnversioned(event, file) {
  const hash = await pinnedHash(event, file).catch(() => file.hash);
  return hash ? answer(event, { path: file.path, hash }) : unavailable();
}

async function pinnedHash({ clientId }, file) {
  for (const name of await olderCaches()) {
    if (!(await pinnedPages(name))?.includes(clientId)) continue;
    const [stored] = await (await caches.open(name)).keys(file.path, { ignoreSearch: true });
    return stored && new URL(stored.url).searchParams.get(HASH);
  }
  return file.hash;
}

// What the deep reading loads: what is kept, or else what the server says, as it comes, so that the page can show how
// much has come. It compares the hash of the model; what has another hash is not kept.
async function answerDeep(event, file) {
  const stored = await readIntact(file, DEEP_CACHE).catch(() => undefined);
  if (stored) return stored;
  const answer = await fetch(event.request, { cache: "no-cache" }).catch(unavailable);
  // A damaged copy may be the browser's own: another is fetched, for the next time.
  const keep = async (copy) => store(DEEP_CACHE, file, (await checked(file, copy)) ?? (await fetchIntact(file)));
  if (answer.ok) event.waitUntil(keep(answer.clone()).catch(() => {}));
  return answer;
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
  if (file.type) headers.set("content-type", file.type);
  return new Response(body, { headers });
}

// --- Storing

// If Firefox is killed while it writes a file, it takes that file's size from what the page uses, and may then refuse
// every write (docs/storage.md). So no write is larger than what is stored already: small files come first, and large
// ones in pieces. What was stored before the kill is overwritten or deleted later, never first.
const PIECES = "x-further-pieces";
const writesInPieces = navigator.userAgent.includes("Firefox/");

async function store(cacheName, file, answer) {
  const cache = await caches.open(cacheName);
  const headers = new Headers(answer.headers);
  const body = await answer.arrayBuffer();
  const ends = [...(writesInPieces ? file.cuts : []), body.byteLength];
  headers.set(PIECES, ends.length - 1);
  for (const [n, end] of ends.entries()) {
    await cache.put(piece(file, n), new Response(body.slice(ends[n - 1] ?? 0, end), { headers }));
  }
}

async function storeMissing(cacheName, list) {
  for (const file of list) {
    if (!(await readIntact(file, cacheName))) await store(cacheName, file, await fetchIntact(file));
  }
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

// --- Older versions

const ownCaches = async () => (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX));
const olderCaches = async () => (await ownCaches()).filter((name) => name !== CACHE);

// The page itself is stored last: without it the browser was killed in between.
const isFinished = (name) => caches.match(PAGE, { cacheName: name, ignoreSearch: true });

async function deleteUnfinishedCaches() {
  for (const name of await ownCaches()) if (!(await isFinished(name))) await caches.delete(name);
}

async function deleteOtherDeepFiles() {
  if (!(await caches.has(DEEP_CACHE))) return;
  const cache = await caches.open(DEEP_CACHE);
  const addresses = deepFiles.map(locate);
  for (const { url } of await cache.keys()) if (!addresses.includes(url.split("&piece=")[0])) await cache.delete(url);
}

// In the cache of an older version: the ids of the pages that were open when a newer one took over. The browser stops
// and restarts workers as it likes, so they are stored.
const PINNED = new URL("pinned-pages", self.location).href;
const pinnedPages = async (cacheName) => (await caches.match(PINNED, { cacheName }))?.json();

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
