// Keeps the whole site in the browser, so that it opens without a network.
//
// In: a version and the files that it is made of, which `policy-explorer build` writes below. Out: answers from what is
// kept. A version is kept whole or not at all: it is installed only when every file has come and is what the build
// wrote, and it answers only when it has taken over. No more than two versions are kept, this one and the one before,
// which pages that are still open may need.
"use strict";
const VERSION = "version of the site";
const FILES = ["files of the site"];
const PAGE = "index.html";
const SCOPE = new URL("./", self.location.href).href;
const FAMILY = `policy-explorer ${SCOPE} `;

// Other sites of this origin have caches too, and are none of our business.
async function ours() {
  return (await caches.keys()).filter(name => name.startsWith(FAMILY));
}

async function kept(name) {
  for (const family of (await ours()).reverse()) {
    const found = await (await caches.open(family)).match(new URL(name, SCOPE));
    if (found) return found;
  }
}

async function keep(cache, [name, integrity]) {
  // A name with a hash in it is the same file for ever.
  const response = integrity && await kept(name) ||
    await fetch(new URL(name, SCOPE), integrity ? { integrity } : { cache: "no-cache" });
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  const body = await response.arrayBuffer();
  if (name === PAGE && !new TextDecoder().decode(body).includes(VERSION)) {
    throw new Error(`${name} is not of version ${VERSION}; the upload may not have ended`);
  }
  // Made anew: a host that redirects to the page would otherwise be followed at every visit.
  const type = response.headers.get("Content-Type") || "";
  const headers = { "Content-Type": name === PAGE ? "text/html; charset=utf-8" : type };
  await cache.put(new URL(name, SCOPE), new Response(body, { headers }));
}

async function install() {
  const name = FAMILY + VERSION;
  if ((await caches.keys()).includes(name)) await caches.delete(name);
  const cache = await caches.open(name);
  try {
    await Promise.all(FILES.map(file => keep(cache, file)));
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

async function activate() {
  for (const name of (await ours()).filter(name => name !== FAMILY + VERSION).slice(0, -1)) await caches.delete(name);
  await self.clients.claim();
}

async function answer(request, name) {
  if (name === PAGE) {
    const page = await (await caches.open(FAMILY + VERSION)).match(new URL(PAGE, SCOPE));
    return page || fetch(request);
  }
  return await kept(name) || fetch(request);
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
  if (name === PAGE || FILES.some(file => file[0] === name) || request.mode !== "navigate") {
    event.respondWith(answer(request, name));
  }
});
