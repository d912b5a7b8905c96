/**
 * The benchmark at {@code /bench}: what this browser reaches, beside what its processor can. The worker measures; the
 * page shows it as a table and as JSON. Start with {@link org.layerlab.page.bench.Bench}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.bench;
