// Part of the service worker: the data that pages ask the server for, such as models, examples, pictures and lists. The
// newest answers are kept for the time without a server, below their addresses, in a cache for all versions. It is
// bounded; what was fetched longest ago goes first. Live classes are not kept, nor is what somebody searched for.
"use strict";
self.LayerLabData = (() => {
  const CACHE = "layerlab data";
  const MOST_BYTES = 64e6;
  const MOST_ANSWERS = 1000;
  const LARGEST = 16e6;
  const SIZE = "Kept-Bytes";

  const isData = ({ pathname, search }) =>
    /^\/(datasets|api\/(datasets|models|lessons))(\/|$)/.test(pathname) && !/[?&]q=/.test(search);

  // Some networks answer with a page of their own. No data is a page.
  const isPage = ({ headers }) => /html/.test(headers.get("Content-Type"));

  const isKeepable = ({ status, headers }) => {
    const length = headers.get("Content-Length");
    // A proxy that compresses lists takes their length away. Other data may be too large to be read.
    const fits = length === null ? /json/.test(headers.get("Content-Type")) : length > 0 && length <= LARGEST;
    return status === 200 && fits && !isPage({ headers }) && !/no-store/.test(headers.get("Cache-Control"));
  };

  // The size of each answer by its address. A cache lists what it has in the order in which it was put.
  let sizes;
  const opened = async () => {
    const cache = await caches.open(CACHE);
    if (!sizes) {
      const found = new Map();
      for (const request of await cache.keys()) {
        // The service worker that makes way for this one may remove it at this moment.
        const answer = await cache.match(request);
        if (answer) found.set(request.url, Number(answer.headers.get(SIZE)));
      }
      sizes = found;
    }
    return cache;
  };

  const remove = async (cache, address) => {
    sizes.delete(address);
    await cache.delete(address);
  };

  const put = async (address, answer) => {
    const cache = await opened();
    const body = await answer.blob();
    if (body.size > LARGEST) return;
    const headers = new Headers(answer.headers);
    headers.set(SIZE, body.size);
    // First of all, so that a storage that is full changes nothing.
    await cache.put(address, new Response(body, { headers }));
    sizes.delete(address);
    sizes.set(address, body.size);
    let sum = [...sizes.values()].reduce((total, size) => total + size, 0);
    for (const [oldest, size] of [...sizes]) {
      if (sum <= MOST_BYTES && sizes.size <= MOST_ANSWERS) break;
      await remove(cache, oldest);
      sum -= size;
    }
  };

  // One change at a time, so that the sum holds.
  let turn = Promise.resolve();
  const inTurn = (change) => (turn = turn.catch(() => {}).then(change));

  // What belongs to a model, which begins with its address, and the lists that may name it.
  const forget = (address) =>
    inTurn(async () => {
      const cache = await opened();
      const list = address.replace(/\/models\/[^/?]+$/, "/models");
      for (const { url: one } of await cache.keys()) {
        const [path] = one.split("?");
        if (path === address || path === list || one.startsWith(`${address}/`)) await remove(cache, one);
      }
    });

  // Keeps an answer that can be kept, and forgets what the server says is gone.
  const keep = async (address, answer) => {
    if (isKeepable(answer)) {
      const copy = answer.clone();
      await inTurn(() => put(address, copy));
    } else if (answer.status === 404 || answer.status === 410) {
      await forget(address);
    }
  };

  return { CACHE, isData, isPage, keep, forget, find: async (address) => (await caches.open(CACHE)).match(address) };
})();
