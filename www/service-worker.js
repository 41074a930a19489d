// Keeps Gloss in the browser, so that it opens without a network. It answers for the files of the release that it came
// with, and for nothing else; nothing but these files is ever kept, and no other server is ever asked.
//
// A release is kept whole under a name of its own, so versions never mix. A new one is kept beside the old one and
// waits until the person says so, or until no page is open. Pages of the old one that are still open then go on getting
// its files, whose names have hashes; it is forgotten once they are gone.

// The name of the release, and its files with their digests; those of `data` are kept only once a page has asked for
// them. `cargo xtask build` puts them in.
const RELEASE = { name: '', files: {}, data: {} };

const FOLDER = new URL('./', self.location.href);

// An origin may have several of these folders, and other pages: what they keep is theirs.
const OURS = `gloss ${FOLDER.pathname} `;
const OWN = OURS + RELEASE.name;

// Names with a hash may be of an older release.
const HASHED = /^[\w/-]+[-_][0-9a-f]{16}[-_.][\w.]+$/;

// Below this a release notes which pages it was given to.
const PAGES = new URL('pages/', FOLDER);

self.addEventListener('install', (event) => event.waitUntil(keep()));

self.addEventListener('activate', (event) => event.waitUntil(Promise.all([self.clients.claim(), forget()])));

self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== FOLDER.origin || !pathname.startsWith(FOLDER.pathname)) return;
  const name = pathname.slice(FOLDER.pathname.length);
  if (mode === 'navigate' && (name === '' || name === 'index.html')) {
    event.respondWith(answer('./', [OWN], event.request));
    event.waitUntil(give(event.resultingClientId));
  } else if (Object.hasOwn(RELEASE.files, name)) {
    event.respondWith(answer(name, [OWN], event.request));
  } else if (Object.hasOwn(RELEASE.data, name)) {
    event.respondWith(fetchOnce(name));
  } else if (HASHED.test(name)) {
    event.respondWith(releases().then((all) => answer(name, all, event.request)));
  }
});

/** Keeps all files of the release, or none: one that is missing or not what the build made ends it. */
async function keep() {
  const requests = Object.entries(RELEASE.files).map(([name, integrity]) => {
    // What has a hash in its name may come from the browser's own store, where it is since the page was loaded.
    return new Request(new URL(name, FOLDER), { integrity, cache: HASHED.test(name) ? 'default' : 'no-cache' });
  });
  try {
    await (await caches.open(OWN)).addAll(requests);
  } catch (error) {
    await caches.delete(OWN);
    throw error;
  }
}

/** A file as one of these releases has it; if the browser has thrown it away, as the server does. */
async function answer(name, releases, request) {
  for (const cacheName of releases) {
    const found = await caches.match(new URL(name, FOLDER), { cacheName, ignoreVary: true });
    if (found) return found;
  }
  return fetch(request);
}

/** A file of `data`, fetched when it is first asked for. What a server has of another release is refused. */
async function fetchOnce(name) {
  const address = new URL(name, FOLDER);
  const cache = await caches.open(OWN);
  const found = await cache.match(address, { ignoreVary: true });
  if (found) return found;
  const response = await fetch(new Request(address, { integrity: RELEASE.data[name], cache: 'no-cache' }));
  if (response.ok) await cache.put(address, response.clone());
  return response;
}

async function releases() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}

/** Notes that a page is of this release. */
async function give(id) {
  await (await caches.open(OWN)).put(new URL(id, PAGES), new Response());
  await forget(id);
}

/** Forgets pages that are gone, and older releases that no page is of. `coming` is a page that is not there yet. */
async function forget(coming) {
  const all = await releases();
  const windows = await self.clients.matchAll({ includeUncontrolled: true, type: 'window' });
  const open = new Set(windows.filter(({ url }) => url.startsWith(FOLDER.href)).map(({ id }) => id));
  open.add(coming);
  const known = new Set([coming, undefined]);
  const unused = [];
  for (const release of all) {
    const cache = await caches.open(release);
    let used = 0;
    for (const { url } of await cache.keys()) {
      if (!url.startsWith(PAGES.href)) continue;
      const id = url.slice(PAGES.href.length);
      if (open.has(id)) {
        known.add(id);
        used += 1;
      } else {
        await cache.delete(url);
      }
    }
    if (release !== OWN && !used) unused.push(release);
  }
  // A page that came from the network may be of any release, and one that is being kept has no page yet.
  const unsure = [...open].some((id) => !known.has(id)) || self.registration.installing || self.registration.waiting;
  if (!unsure) await Promise.all(unused.map((release) => caches.delete(release)));
}
