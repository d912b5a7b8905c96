/**
 * A thin layer over the browser: elements by their test id, fetch, the chart library, photo decoding. No decision is
 * made here, and nothing here knows a network.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.browser;
