package org.layerlab.page.gpu;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.layerlab.network.matrix.ConvShape;

/** Products and convolutions: which tile each gets, and how many groups share one. */
final class GpuProducts {
    private final GpuQueue queue;
    private final TileChoice tiles;
    private final ShaderCache shaders = new ShaderCache();
    /** The last product of each kind and size. */
    private final Map<ProductSize, Consumer<Tile>> done = new HashMap<>();
    /** Where groups that share a tile write. */
    private final GpuRoom parts;

    GpuProducts(GpuQueue queue, GpuMatrices matrices, TileChoice tiles) {
        this.queue = queue;
        this.tiles = tiles;
        parts = new GpuRoom(matrices);
    }

    /** Numbers of a product of (n, k)·(k, m), of whose sums each group adds up a share. */
    private static Numbers numbers(int n, int m, int k, int share) {
        return Numbers.of(n, m, k, share);
    }

    void multiply(GpuMatrix A, GpuMatrix B, GpuMatrix C) {
        boolean byFours = B.columns() % 4 == 0;
        inParts(
                "multiply",
                A.columns(),
                1,
                C,
                (tile, to, numbers, groups) -> queue.groups(
                        shaders.get(() -> ProductShaders.multiply(tile, byFours), "multiply", tile, byFours),
                        groups,
                        numbers,
                        A,
                        B,
                        to));
    }

    void multiplyTN(GpuMatrix A, GpuMatrix B, GpuMatrix C) {
        boolean byFours = B.columns() % 4 == 0;
        inParts(
                "multiplyTN",
                A.rows(),
                1,
                C,
                (tile, to, numbers, groups) -> queue.groups(
                        shaders.get(() -> ProductShaders.multiplyTN(tile, byFours), "multiplyTN", tile, byFours),
                        groups,
                        numbers,
                        A,
                        B,
                        to));
    }

    void multiplyNT(GpuMatrix A, GpuMatrix B, double scale, GpuMatrix C) {
        inParts(
                "multiplyNT",
                A.columns(),
                scale,
                C,
                (tile, to, numbers, groups) -> queue.groups(
                        shaders.get(() -> ProductShaders.multiplyNT(tile), "multiplyNT", tile),
                        groups,
                        numbers,
                        A,
                        B,
                        to));
    }

    void convolve(ConvShape shape, GpuMatrix W, GpuMatrix b, GpuMatrix A, boolean rectify, GpuMatrix Z) {
        int m = A.columns();
        boolean byFours = m % 4 == 0;
        int columns = shape.output().pixels() * m;
        inTile(
                "convolve",
                shape.filters(),
                columns,
                shape.window(),
                tile -> queue.groups(
                        shaders.get(
                                () -> ConvolutionShaders.forward(shape, tile, byFours),
                                "convolve",
                                shape,
                                tile,
                                byFours),
                        tile.groups(shape.filters(), columns),
                        numbers(shape.filters(), columns, shape.window(), shape.window())
                                .count(m)
                                .count(rectify ? 1 : 0),
                        W,
                        A,
                        b,
                        Z));
    }

    void convolveToInput(ConvShape shape, GpuMatrix W, GpuMatrix dZ, GpuMatrix dA) {
        int m = dZ.columns();
        boolean byFours = m % 4 == 0;
        int rows = shape.input().channels();
        int columns = shape.input().pixels() * m;
        int terms = shape.kernel() * shape.kernel() * shape.filters();
        inTile(
                "convolveToInput",
                rows,
                columns,
                terms,
                tile -> queue.groups(
                        shaders.get(
                                () -> ConvolutionShaders.toInput(shape, tile, byFours),
                                "convolveToInput",
                                shape,
                                tile,
                                byFours),
                        tile.groups(rows, columns),
                        numbers(rows, columns, terms, terms).count(m),
                        W,
                        dZ,
                        dA));
    }

    void convolveToFilters(ConvShape shape, GpuMatrix dZ, GpuMatrix A, double scale, GpuMatrix dW) {
        int m = A.columns();
        int terms = shape.output().pixels() * m;
        inParts(
                "convolveToFilters",
                terms,
                scale,
                dW,
                (tile, to, numbers, groups) -> queue.groups(
                        shaders.get(() -> ConvolutionShaders.toFilters(shape, tile), "convolveToFilters", shape, tile),
                        groups,
                        numbers.count(m),
                        dZ,
                        A,
                        to));
    }

    private interface Product {
        void run(Tile tile, GpuMatrix to, Numbers numbers, int groups);
    }

    /** A product of (n, k)·(k, m) in the tile that suits it. */
    private void inTile(String kind, int n, int m, int k, Consumer<Tile> product) {
        ProductSize size = new ProductSize(kind, n, m, k);
        done.put(size, product);
        product.accept(tiles.of(size));
    }

    /** A product with sums of k terms; where its tiles are few, several groups share each. */
    private void inParts(String kind, int k, double scale, GpuMatrix C, Product product) {
        int n = C.rows();
        int m = C.columns();
        if (n * m > 0) {
            inTile(kind, n, m, k, tile -> inParts(tile, k, scale, C, product));
        }
    }

    private void inParts(Tile tile, int k, double scale, GpuMatrix C, Product product) {
        int n = C.rows();
        int m = C.columns();
        int groups = tile.groups(n, m);
        int share = tiles.share(groups, k);
        int count = Math.max(1, Tile.over(k, share));
        if (count == 1) {
            product.run(tile, C, numbers(n, m, k, share).and(scale), groups);
            return;
        }
        GpuMatrix to = parts.of(count * n * m);
        product.run(tile, to, numbers(n, m, k, share).and(1), groups * count);
        queue.each(ProductShader.JOIN, n * m, Numbers.of(count).and(scale), to, C);
    }

    /** Times all products that were done, and takes the fastest tile for each from now on. */
    void time(Runnable then) {
        new TileTrial(queue, tiles, done, then).run();
    }

    /** All matrices are being released. */
    void release() {
        parts.forget();
        done.clear();
    }
}
