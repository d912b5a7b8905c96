package org.layerlab.page.gpu;

/**
 * A product of (n, k)·(k, m), of some kind: products that are alike are as fast in the same tile.
 *
 * @param kind the operation
 */
record ProductSize(String kind, int n, int m, int k) {
    double flops() {
        return 2.0 * n * m * k;
    }
}
