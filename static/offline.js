// The service worker: pages that were opened once also work offline. It answers first and keeps things on the side, so
// that a full or forbidden storage changes nothing. Assets never change under their address, so they come from the
// cache; pages and their data come from the network, or from the cache when offline. An address that was never opened
// gets a page that says so. Other requests are left alone.
//
// Each version has a cache of its own, with its assets and the pages that have started with them: a page of one version
// never meets assets of another. A newer page takes the former one's place when it has started, not before: an upgrade
// that is cut short leaves what was kept. What open tabs may still load is not deleted.
"use strict";
// This file changes with each version, so browsers install it again, with that version's page for unknown addresses.
const ASSETS = "{{assets}}/";
const OFFLINE = "/offline";

// The only script besides this one: see SecurityHeaders.
self.trustedTypes?.createPolicy("default", { createScriptURL: (url) => (url === `${ASSETS}offline-data.js` ? url : null) });
importScripts(`${ASSETS}offline-data.js`);
const { LayerLabData: data } = self;

const versionOf = (text) => (/\/assets\/\w+/.exec(text) || [])[0];
const cacheOf = (version) => `layerlab ${version}/`;

// Pages that were fetched and have not started yet, below an address of their own.
const OPENING = "layerlab opening";
const opening = (address) => `/opening?${encodeURIComponent(placeOf(address))}`;

// Below which address a page is kept. Of a query, the server minds only whether a page is to be embedded, and it answers
// the same for a class with any code: what somebody searched for and which class it was are not kept.
const placeOf = (address) => {
  const { origin, pathname, searchParams } = new URL(address);
  const embedded = searchParams.get("embed") === "true" ? "?embed=true" : "";
  return origin + pathname.replace(/^\/c\/.*/, "/c/") + embedded;
};

// Some networks answer with a page of their own, or with the beginning of a file. Kept under an address that never
// changes, it would be there for good.
const TYPES = { js: /javascript/, wasm: /wasm/, css: /css/, json: /json/, svg: /svg/, png: /png/, woff2: /font|octet/ };
const isWhole = async (address, answer) => {
  const { pathname } = new URL(address.url || address, location);
  if (!versionOf(pathname)) return true;
  const type = TYPES[pathname.split(".").pop()];
  if (type && !type.test(answer.headers.get("Content-Type"))) return false;
  const length = answer.headers.get("X-File-Length");
  return !length || (await answer.clone().arrayBuffer()).byteLength === Number(length);
};

const keep = async (name, address, answer) => {
  if (!answer.ok) return;
  let whole = answer;
  if (!(await isWhole(address, whole))) {
    // The browser may have kept it, too.
    whole = await fetch(address, { cache: "reload" });
    if (!whole.ok || !(await isWhole(address, whole))) throw new Error(`${address.url || address} is not an asset`);
  }
  await (await caches.open(name)).put(address, whole);
};

// Not a page of the network, which would take the place of the one that is kept.
const isOwn = (html) => /<html[^>]* data-assets="\/assets\/\w+"/.test(html);
const keepOwn = async (address, page) => {
  if (isOwn(await page.clone().text())) await keep(OPENING, address, page);
};

const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok && answer.status !== 404) throw new Error(`${address}: ${answer.status}`);
  return answer;
};

// The caches of all versions but one.
const others = async (version) => {
  const names = (await caches.keys()).filter((name) => ![OPENING, data.CACHE, cacheOf(version)].includes(name));
  return Promise.all(names.map(async (name) => ({ name, cache: await caches.open(name) })));
};

const forget = async (address, version) => {
  for (const { cache } of await others(version)) await cache.delete(address);
};

// The address of the page that is kept below this one.
const pageAt = (url) => {
  const { pathname, search } = new URL(url);
  return pathname === "/opening" ? decodeURIComponent(search.slice(1)) : url;
};
const pathOf = (url) => new URL(pageAt(url)).pathname;

// Former versions kept addresses as they were.
const forgetOtherPlaces = async () => {
  for (const name of (await caches.keys()).filter((one) => one !== data.CACHE)) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const [address] = pageAt(url).split("#");
      if (!versionOf(url) && address !== placeOf(address)) await cache.delete(url);
    }
  }
};

// A model that is gone: its page shows its name and description.
const forgetModel = async (path) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) if (pathOf(url) === path) await cache.delete(url);
  }
};

// The files that the browser itself would keep for a year: that they are gone takes their place.
const FILES = ["safetensors", "npz", "onnx"];
const replaceFiles = (address) =>
  Promise.all(FILES.map((kind) => fetch(`${address}/parameters.${kind}`, { cache: "reload" })));

const GONE = [404, 410];
const forgetDeleted = async (id) => {
  const address = `${location.origin}/api/models/${id}`;
  await Promise.all([data.forget(address), forgetModel(`/m/${id}`)]);
  await replaceFiles(address);
};

// The caches without a page are for tabs that are still open. The last tab is the one that has just started. A page of
// another version that never started may lack files from now on.
const tidy = async (version) => {
  if ((await clients.matchAll({ type: "window", includeUncontrolled: true })).length > 1) return;
  for (const { name, cache } of await others(version)) {
    if ((await cache.keys()).every(({ url }) => versionOf(url))) await caches.delete(name);
  }
  const pages = await caches.open(OPENING);
  for (const request of await pages.keys()) {
    const page = await pages.match(request);
    if (page && versionOf(await page.text()) !== version) await pages.delete(request);
  }
};

// Loads what the former version's pages loaded as they ran, such as a language or the charts.
const renew = async (former, version) => {
  for (const { url } of await former.keys()) {
    const { pathname } = new URL(url);
    if (!versionOf(pathname)) continue;
    const address = pathname.replace(versionOf(pathname), version);
    if (!(await caches.match(address))) await keep(cacheOf(version), address, await fetched(address));
  }
};

// Assets that are on their way; and those that did not come, or could not be kept. A page of a version that lacks one may
// not have all that it needs.
let keeping = Promise.resolve();
const missing = new Set();

// Pages that are still being written to OPENING: one may start before that is done.
let arriving = Promise.resolve();

const after = (former, work) => Promise.allSettled([former, work]).then(() => {});

const bring = async (version, file) => {
  if (!(await caches.match(file))) {
    const answer = await fetch(file);
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    await keep(cacheOf(version), file, answer);
  }
  missing.delete(file);
};

const bringMissing = async (version) => {
  for (const file of [...missing].filter((one) => versionOf(one) === version)) await bring(version, file);
};

// Files that pages load only when they need them, which may be while they are offline.
const LATER = ["uPlot.iife.min.js", "uPlot.min.css", "chart.js", "runs.js", "away.js", "keyboard.js", "hints.js", "results.js"];
const bringLater = async () => {
  for (const file of LATER) await bring(versionOf(ASSETS), ASSETS + file);
};

// A page has started with all that it needs: from now on, its version is the one that opens offline.
const started = async (url, version) => {
  await keeping;
  await arriving;
  const address = placeOf(url);
  const page = await caches.match(opening(address));
  if (!page || versionOf(await page.clone().text()) !== version) return;
  await bringMissing(version);
  for (const { cache } of await others(version)) {
    if (await cache.match(address)) await renew(cache, version);
  }
  await keep(cacheOf(version), address, page);
  await forget(address, version);
  await (await caches.open(OPENING)).delete(opening(address));
  await tidy(version);
  if (`${version}/` === ASSETS) await bringLater();
};

const keepData = async (address) => {
  // What is too large to be kept is not loaded to its end.
  const rest = new AbortController();
  await data.keep(address, await fetch(address, { signal: rest.signal }));
  rest.abort();
};

// The first page was there before this service worker: it is fetched again, and so is what it had loaded. Its workers
// may load more later on. A page that had a former service worker may have told it in vain, or that one ended while it
// kept the page's files. The server has no files of other versions any more.
const catchUp = async (address, version, loaded) => {
  if (`${version}/` !== ASSETS) return;
  const there = await (await caches.open(cacheOf(version))).match(placeOf(address));
  if (!there) await keepOwn(opening(address), await fetched(address));
  for (const url of new Set(loaded)) {
    const at = new URL(url, location);
    if (at.origin !== location.origin) continue;
    if (versionOf(at.pathname) === version) {
      await bring(version, at.href);
    } else if (data.isData(at)) {
      // The page has started, so this is only missing later.
      await keepData(at.href).catch(() => {});
    }
  }
};

const prepare = async () => {
  const page = await fetched(OFFLINE);
  const html = await page.clone().text();
  const version = versionOf(html);
  if (!isOwn(html)) throw new Error(`${OFFLINE} is not this site's`);
  for (const address of new Set(html.match(/\/assets\/\w+\/[\w./-]+/g))) {
    if (!(await caches.match(address))) await keep(cacheOf(version), address, await fetched(address));
  }
  await keep(cacheOf(version), OFFLINE, page);
  await forget(OFFLINE, version);
  await forgetOtherPlaces();
};

// Tries again if that failed during installation: this worker is not installed again before the next version.
const prepareAgain = async () => {
  const cache = await caches.open(cacheOf(versionOf(ASSETS)));
  if (!(await cache.match(OFFLINE))) await prepare();
};

// What cannot be kept is only missing later.
const aside = (event, work) => event.waitUntil(work.catch((error) => console.warn(`not kept: ${error.message}`)));

self.addEventListener("install", (event) => {
  self.skipWaiting();
  aside(event, prepare());
});

// Not waited for: Firefox asks all workers of the page as well, and a thread that computes answers late.
const claim = () => self.clients.claim().catch(() => {});
self.addEventListener("activate", claim);

self.addEventListener("message", (event) => {
  if (event.data === "claim") {
    claim();
    return;
  }
  // Pages of former versions send theirs alone.
  const { version = event.data, loaded = [] } = event.data;
  const { url } = event.source;
  aside(event, (loaded.length ? catchUp(url, version, loaded) : Promise.resolve()).then(() => started(url, version)));
  if (`${version}/` === ASSETS) aside(event, prepareAgain());
});

const kept = (address) => caches.match(address).catch(() => undefined);

const arrive = async (request, version, answering) => {
  try {
    const answer = await answering;
    if (!answer.ok) throw new Error(`${request.url}: ${answer.status}`);
    await keep(cacheOf(version), request, answer.clone());
    missing.delete(request.url);
  } catch (error) {
    // A request that was aborted because its page left says nothing about other pages.
    if (!request.signal.aborted) missing.add(request.url);
    throw error;
  }
};

const asset = async (event, version) => {
  const { request } = event;
  const found = await kept(request);
  if (found) return found;
  const answering = fetch(request);
  const arrival = arrive(request, version, answering);
  keeping = after(keeping, arrival);
  aside(event, arrival);
  return answering;
};

// What a proxy says of a server that restarts, or LayerLab of a store that is away.
const AWAY = [502, 503, 504];

const page = async (event) => {
  const { request } = event;
  const keptPage = async () => (await kept(placeOf(request.url))) || (await kept(opening(request.url)));
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    return (await keptPage()) || (await kept(OFFLINE)) || Response.error();
  }
  if (AWAY.includes(answer.status)) return (await keptPage()) || answer;
  const { pathname } = new URL(request.url);
  const [, id] = /^\/m\/([^/]+)$/.exec(pathname) || [];
  if (id && GONE.includes(answer.status)) {
    aside(event, forgetDeleted(id));
  } else {
    const arrival = keepOwn(opening(request.url), answer.clone());
    arriving = after(arriving, arrival);
    aside(event, arrival);
  }
  return answer;
};

const modelOf = (url) => (/^\/api\/models\/([^/]+)$/.exec(new URL(url).pathname) || [])[1];

// Pages are told when what they show may be old.
const dataOf = async (event) => {
  const { url } = event.request;
  const keptData = async () => {
    const found = await data.find(url).catch(() => undefined);
    if (found) for (const client of await clients.matchAll({ type: "window" })) client.postMessage("offline");
    return found;
  };
  let answer;
  try {
    answer = await fetch(event.request);
  } catch (error) {
    // A page that leaves, or wants it no more, says nothing about the server.
    const found = error.name !== "AbortError" && (await keptData());
    if (!found) throw error;
    return found;
  }
  // Of a 503, LayerLab itself says why.
  if ([502, 504].includes(answer.status) || data.isPage(answer)) return (await keptData()) || answer;
  const id = modelOf(url);
  aside(event, id && GONE.includes(answer.status) ? forgetDeleted(id) : data.keep(url, answer));
  return answer;
};

// A tap on what away.js tells leads back to its page.
const comeBack = async ({ data: path }) => {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find(({ url }) => new URL(url).pathname === path);
  return page ? page.focus() : clients.openWindow(path);
};

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(comeBack(event.notification));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const at = new URL(request.url);
  const { origin, pathname } = at;
  if (origin !== location.origin) return;
  if (request.method === "DELETE" && data.isData(at)) {
    const answer = fetch(request);
    event.respondWith(answer);
    const id = modelOf(request.url);
    aside(event, answer.then(({ ok, status }) => id && (ok || GONE.includes(status)) && forgetDeleted(id)));
    return;
  }
  if (request.method !== "GET") return;
  const version = /^\/assets\/\w+(?=\/)/.exec(pathname);
  if (version) event.respondWith(asset(event, version[0]));
  else if (request.mode !== "navigate") data.isData(at) && event.respondWith(dataOf(event));
  else if (!pathname.startsWith("/api/")) event.respondWith(page(event));
});
