// Keeps the whole site in the browser, so that it opens without a network.
//
// In: a version and the files that it is made of, with their hashes, which `policy-explorer build` writes below. Out:
// answers from what is kept, as the server gave them. A version is kept whole or not at all: it is installed only when
// every file has come and is what the build wrote, the page last, and it answers only when it has taken over. No more
// than two versions are kept: the one that answers, and the next; or the one before, which open pages may need.
"use strict";
const VERSION = "version of the site";
const FILES = ["files of the site"];
const PAGE = "index.html";
// In the kept files of the version that answers, and of no other.
const ACTIVE = "?active";
const SCOPE = new URL("./", self.location.href).href;
const FAMILY = `policy-explorer ${SCOPE} `;
const OURS = FAMILY + VERSION;

// Other sites of this origin have caches too, and are none of our business.
async function families() {
  return (await caches.keys()).filter(name => name.startsWith(FAMILY));
}

function found(family, name) {
  return caches.match(new URL(name, SCOPE), { cacheName: family });
}

async function kept(name) {
  for (const family of [OURS, ...(await families()).reverse()]) {
    const answer = await found(family, name);
    if (answer) return answer;
  }
}

async function active() {
  for (const family of (await families()).reverse()) if (await found(family, ACTIVE)) return family;
}

async function drop(isWanted) {
  for (const family of await families()) if (!isWanted(family)) await caches.delete(family);
}

// Names with a hash are the same file for ever; what came damaged must not come from the browser's store again.
const isHashed = name => /^[^/]+-[0-9a-f]{8,16}(_bg)?\.\w+$/.test(name);

async function keep(cache, [name, integrity]) {
  const ask = store => fetch(new URL(name, SCOPE), { integrity, cache: store }).then(response => {
    if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
    return response;
  });
  const here = isHashed(name) && await kept(name);
  const response = here || await ask(isHashed(name) ? "default" : "no-cache").catch(() => ask("reload"));
  // Made anew: a host that redirects to the page would otherwise be followed at every visit. What the server says of who
  // may frame it goes on to hold.
  const headers = new Headers(response.headers);
  ["Content-Encoding", "Content-Length", "Vary"].forEach(told => headers.delete(told));
  if (name === PAGE) headers.set("Content-Type", "text/html; charset=utf-8");
  await cache.put(new URL(name, SCOPE), new Response(await response.arrayBuffer(), { headers }));
}

async function install() {
  if (!await found(OURS, PAGE)) {
    try {
      const cache = await caches.open(OURS);
      await Promise.all(FILES.filter(([name]) => name !== PAGE).map(file => keep(cache, file)));
      await keep(cache, FILES.find(([name]) => name === PAGE));
    } catch (error) {
      await caches.delete(OURS);
      throw error;
    }
  }
  const now = await active();
  if (now) await drop(family => family === OURS || family === now);
  if (!await found(OURS, PAGE)) throw new Error(`version ${VERSION} was dropped while it came`);
}

async function activate() {
  const before = await active();
  await (await caches.open(OURS)).put(new URL(ACTIVE, SCOPE), new Response());
  if (before && before !== OURS) await (await caches.open(before)).delete(new URL(ACTIVE, SCOPE));
  // What was begun behind this one is on its way still.
  const all = await families(), next = all.slice(all.indexOf(OURS));
  await drop(family => family === before || next.includes(family));
  await self.clients.claim();
}

self.addEventListener("install", event => event.waitUntil(install()));
self.addEventListener("activate", event => event.waitUntil(activate()));
self.addEventListener("message", event => {
  if (event.data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  const address = url.origin + url.pathname;
  const isPast = request.mode !== "navigate" && (request.cache === "no-store" || request.cache === "reload");
  if (request.method !== "GET" || isPast || !address.startsWith(SCOPE)) return;
  const name = address.slice(SCOPE.length) || PAGE;
  if (!isHashed(name) && !FILES.some(file => file[0] === name)) return;
  // A store that fails is no reason not to ask the server.
  const answer = (name === PAGE ? found(OURS, PAGE) : kept(name)).catch(() => null);
  event.respondWith(answer.then(kept => kept || fetch(request)));
});
