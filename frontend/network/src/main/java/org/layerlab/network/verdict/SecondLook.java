package org.layerlab.network.verdict;

import java.util.Arrays;
import java.util.function.Function;
import org.layerlab.network.data.PhotoParts;
import org.layerlab.network.data.PhotoSet;

/**
 * A second look at photos that are not familiar at first sight: at their parts, which show finer detail than the whole. A
 * photo is then as familiar as they are on average, with the whole as one of them:
 *
 * <pre>{@code  σ(Σ_v log(f_v / (1 − f_v)) / n)}</pre>
 *
 * <p>Each view is wrong about other pictures, so that their mean is wrong about fewer. Four of five of the built-in model's
 * validation photos are so familiar that nobody has to look twice.
 */
public final class SecondLook {
    /** From this familiarity on, a second look is not worth its time: hardly a mean would come out low. */
    private static final double FAMILIAR = 0.98;

    /** Familiarity of exactly 0 or 1 is taken for one so near to it. */
    private static final double NEAREST = 1e-12;

    /** Photos whose parts are looked at together. */
    private static final int TOGETHER = 32;

    private SecondLook() {}

    /** Whether a photo of this familiarity is looked at again. */
    public static boolean isWorthIt(double familiarity) {
        return familiarity < FAMILIAR;
    }

    /**
     * How familiar photos are after a second look at those where it {@linkplain #isWorthIt is worth it}.
     *
     * @param whole how familiar each of them is as a whole; not modified
     * @param photos with all their pixels
     * @param look tells how familiar photos are to the network
     * @return as many numbers, each 0 to 1
     */
    public static double[] found(double[] whole, PhotoSet photos, Function<PhotoSet, double[]> look) {
        int[] again = new int[whole.length];
        int count = 0;
        for (int i = 0; i < whole.length; i++) {
            if (isWorthIt(whole[i])) {
                again[count++] = i;
            }
        }
        double[] found = whole.clone();
        PhotoSet unfamiliar = photos.part(Arrays.copyOf(again, count));
        for (int from = 0; from < count; from += TOGETHER) {
            int m = Math.min(TOGETHER, count - from);
            double[] seen = look.apply(unfamiliar.parts(from, m));
            for (int j = 0; j < m; j++) {
                int photo = again[from + j];
                found[photo] = mean(whole[photo], seen, j * PhotoParts.COUNT);
            }
        }
        return found;
    }

    private static double mean(double whole, double[] seen, int from) {
        double sum = Answers.logit(whole, NEAREST);
        for (int v = 0; v < PhotoParts.COUNT; v++) {
            sum += Answers.logit(seen[from + v], NEAREST);
        }
        return 1 / (1 + Math.exp(-sum / (1 + PhotoParts.COUNT)));
    }
}
