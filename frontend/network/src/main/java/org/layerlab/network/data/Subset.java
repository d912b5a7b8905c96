package org.layerlab.network.data;

/** A part of many examples, drawn by a seed: the same on the server, on the command line and in the page. */
public final class Subset {
    private Subset() {}

    /**
     * The indices of at most {@code limit} of {@code m} examples, ascending: those that come first in NumPy's
     * {@code permutation(m)} of that seed. A smaller limit with the same seed gives a part of a larger one's.
     *
     * @param limit at least 0
     * @throws IllegalArgumentException when the limit is negative, or the seed not between 0 and 4,294,967,295
     */
    public static int[] of(int m, int limit, long seed) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit " + limit + " is negative");
        }
        boolean[] chosen = new boolean[m];
        int[] order = new NumpyRandom(seed).permutation(m);
        int count = Math.min(limit, m);
        for (int i = 0; i < count; i++) {
            chosen[order[i]] = true;
        }
        int[] indices = new int[count];
        int at = 0;
        for (int i = 0; i < m; i++) {
            if (chosen[i]) {
                indices[at++] = i;
            }
        }
        return indices;
    }
}
