package org.layerlab.page.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.EventLoop;

/**
 * Times the products of a network in several tiles, on the device and at the sizes at hand, and remembers the fastest of
 * each. Between two updates a product may be done again: whatever it writes is written anew before it is read.
 */
final class TileTrial {
    /** A product that was done, and how to do it again in another tile. */
    record Product(String kind, int n, int m, int k, Consumer<Tile> again) {
        double flops() {
            return 2.0 * n * m * k;
        }
    }

    /** Smaller products take no time to speak of. */
    private static final double LEAST_FLOPS = 1e7;

    /** Each tile is timed by as many products as have so many operations, but at most {@link #MOST}. */
    private static final double TIMED_FLOPS = 2e9;

    private static final int MOST = 8;

    /** No further product is timed after so long. */
    private static final double BUDGET_MS = 1500;

    private final GpuQueue queue;
    private final TileChoice tiles;
    private final List<Product> products = new ArrayList<>();
    private final Runnable then;
    private final EventLoop clock = EventLoop.BROWSER;
    private final double end = clock.now() + BUDGET_MS;

    /**
     * A trial of these products, the largest first.
     *
     * @param then runs when the fastest tile of each is known, or time is up
     */
    TileTrial(GpuQueue queue, TileChoice tiles, List<Product> all, Runnable then) {
        this.queue = queue;
        this.tiles = tiles;
        this.then = then;
        for (Product product : all) {
            if (product.flops() >= LEAST_FLOPS) {
                products.add(product);
            }
        }
        products.sort((a, b) -> Double.compare(b.flops(), a.flops()));
    }

    /** Times the next product. */
    void run() {
        if (products.isEmpty() || clock.now() > end) {
            then.run();
            return;
        }
        Product product = products.remove(0);
        time(product, new ArrayList<>(tiles.candidates(product.n(), product.m())), null, Double.POSITIVE_INFINITY);
    }

    private void time(Product product, List<Tile> left, @Nullable Tile best, double fastest) {
        if (left.isEmpty() || clock.now() > end) {
            if (best != null && left.isEmpty()) {
                tiles.remember(product.kind(), product.n(), product.m(), product.k(), best);
            }
            run();
            return;
        }
        Tile tile = left.remove(0);
        // Once to compile it.
        product.again().accept(tile);
        queue.whenDone(() -> {
            double start = clock.now();
            int times = (int) Math.max(1, Math.min(MOST, TIMED_FLOPS / product.flops()));
            for (int i = 0; i < times; i++) {
                product.again().accept(tile);
            }
            queue.whenDone(() -> {
                double each = (clock.now() - start) / times;
                boolean faster = each < fastest;
                time(product, left, faster ? tile : best, Math.min(each, fastest));
            });
        });
    }
}
