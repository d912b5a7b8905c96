// The service worker: pages that were opened once also work offline. Assets never change under their address, so they
// come from the cache; pages come from the network, or from the cache when offline. An address that was never opened gets
// a page that says so. Other requests are left alone.
"use strict";
const ASSETS = "{{assets}}/";
// One cache per version: pages and assets of two versions are never mixed.
const CACHE = `layerlab ${ASSETS}`;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.add("/offline")));
});

self.addEventListener("activate", (event) => {
  const forget = async () => {
    for (const name of await caches.keys()) {
      if (name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

const keep = async (request, answer) => {
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
};

const asset = async (request) => (await caches.match(request)) || keep(request, await fetch(request));

const page = async (request) => {
  try {
    return await keep(request, await fetch(request));
  } catch {
    return (await caches.match(request)) || (await caches.match("/offline"));
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.startsWith(ASSETS)) event.respondWith(asset(request));
  else if (request.mode === "navigate" && !address.pathname.startsWith("/api/")) event.respondWith(page(request));
});
