package org.layerlab.page.gpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.EventLoop;

/**
 * Times the products of a network in several tiles, on the device and at the sizes at hand, and remembers the fastest of
 * each. Between two updates a product may be done again: whatever it writes is written again before it is read.
 */
final class TileTrial {
    /** Smaller products take no time to speak of. */
    private static final double LEAST_FLOPS = 1e7;

    /** Each tile is timed by as many products as have this many operations, but at most {@link #MOST}. */
    private static final double TIMED_FLOPS = 2e9;

    private static final int MOST = 8;

    /** No further product is timed after so long. */
    private static final double BUDGET_MS = 1500;

    private final GpuQueue queue;
    private final TileChoice tiles;
    private final Map<ProductSize, Consumer<Tile>> products;
    private final List<ProductSize> sizes = new ArrayList<>();
    private final Runnable then;
    private final EventLoop clock = EventLoop.BROWSER;
    private final double end = clock.now() + BUDGET_MS;

    /**
     * A trial of these products, the largest first.
     *
     * @param products that were done, and how to do each again in another tile; what is known is not timed again
     * @param then runs when the fastest tile of each is known, or time is up
     */
    TileTrial(GpuQueue queue, TileChoice tiles, Map<ProductSize, Consumer<Tile>> products, Runnable then) {
        this.queue = queue;
        this.tiles = tiles;
        this.then = then;
        this.products = new HashMap<>(products);
        for (ProductSize size : products.keySet()) {
            if (size.flops() >= LEAST_FLOPS && !tiles.knows(size)) {
                sizes.add(size);
            }
        }
        sizes.sort((a, b) -> Double.compare(b.flops(), a.flops()));
    }

    /** Times the next product. */
    void run() {
        if (sizes.isEmpty() || clock.now() > end) {
            then.run();
            return;
        }
        ProductSize size = sizes.remove(0);
        Consumer<Tile> again = Objects.requireNonNull(products.get(size));
        time(size, again, tiles.candidates(size), null, Double.POSITIVE_INFINITY);
    }

    private void time(ProductSize size, Consumer<Tile> again, List<Tile> left, @Nullable Tile best, double fastest) {
        if (left.isEmpty() || clock.now() > end) {
            if (best != null && left.isEmpty()) {
                tiles.remember(size, best);
            }
            run();
            return;
        }
        Tile tile = left.remove(0);
        // Once to compile it.
        again.accept(tile);
        queue.whenDone(() -> {
            double start = clock.now();
            int times = (int) Math.max(1, Math.min(MOST, TIMED_FLOPS / size.flops()));
            for (int i = 0; i < times; i++) {
                again.accept(tile);
            }
            queue.whenDone(() -> {
                double each = (clock.now() - start) / times;
                boolean faster = each < fastest;
                time(size, again, left, faster ? tile : best, Math.min(each, fastest));
            });
        });
    }
}
