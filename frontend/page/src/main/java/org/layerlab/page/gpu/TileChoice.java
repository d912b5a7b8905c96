package org.layerlab.page.gpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which tile a product of some size gets on a device: the one that was fastest when they were timed, else a guess. */
final class TileChoice {
    /** Groups that keep a device busy. */
    private static final int BUSY = 128;

    /** Terms of a sum that are worth a group of their own. */
    private static final int LEAST_SHARE = 256;

    private final Map<ProductSize, Tile> fastest = new HashMap<>();
    private final @Nullable Tile only;

    TileChoice() {
        this(null);
    }

    /** One tile for all, to test it; null for the one that suits. */
    TileChoice(@Nullable Tile only) {
        this.only = only;
    }

    /** The tile for a product. */
    Tile of(ProductSize size) {
        if (only != null) {
            return only;
        }
        Tile timed = fastest.get(size);
        return timed == null ? guess(size.n(), size.m()) : timed;
    }

    /** Remembers what was fastest. */
    void remember(ProductSize size, Tile tile) {
        fastest.put(size, tile);
    }

    /** Whether the fastest tile of a product is known. */
    boolean knows(ProductSize size) {
        return only != null || fastest.containsKey(size);
    }

    /** What was timed. */
    Map<ProductSize, Tile> fastest() {
        return Map.copyOf(fastest);
    }

    /** The largest that wastes no rows and leaves enough groups. */
    private static Tile guess(int n, int m) {
        Tile best = Tile.ALL[0];
        for (Tile tile : Tile.ALL) {
            if (tile.height() < 2 * n && tile.groups(n, m) >= BUSY) {
                best = tile;
            }
        }
        return best;
    }

    /** The guess, and all others that are not mostly empty. */
    List<Tile> candidates(ProductSize size) {
        int n = size.n();
        int m = size.m();
        List<Tile> candidates = new ArrayList<>(List.of(guess(n, m)));
        for (Tile tile : Tile.ALL) {
            if (tile.height() < 2 * n && tile.width() < 2 * m && !candidates.contains(tile)) {
                candidates.add(tile);
            }
        }
        return candidates;
    }

    /** How many of k terms a group adds up, where a product has this many groups; a multiple of {@link Tile#DEPTH}. */
    int share(int groups, int k) {
        int most = Math.max(1, BUSY / groups);
        int share = Math.max(LEAST_SHARE, Tile.over(k, most));
        return Tile.over(share, Tile.DEPTH) * Tile.DEPTH;
    }
}
