package org.layerlab.page.play.worker;

import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Parameters;

/**
 * How far the parameters of a repeated run are from those of its file.
 *
 * @param largest difference, as a share of the largest number of its matrix; 0 where all bits are the same
 * @param where it is, such as {@code W1[1, 0]}, counted from 0
 * @param saved the number there in the file
 * @param here the number there in the repeated run
 * @param stored the format of the file's numbers where it has fewer digits than the run; the repeated run's were rounded
 *     to it; else the run's own
 */
record ParameterDifference(double largest, String where, double saved, double here, StorageType stored) {
    /** A matrix whose numbers are all below this counts as if one were that large. */
    private static final double SMALL = 1e-6;

    /**
     * Compares.
     *
     * @param file parameters of the file; not modified
     * @param repeated parameters of the same shapes; not modified
     * @param own the format that keeps every digit of the run
     */
    static ParameterDifference of(Parameters file, Parameters repeated, StorageType own) {
        ParameterDifference found = in(file, repeated, own);
        if (found.largest == 0) {
            return found;
        }
        StorageType stored = StorageType.holding(file);
        if (stored.compareTo(own) <= 0) {
            return found;
        }
        try {
            return in(file, repeated.filled(tensor -> stored.rounded(tensor.values())), stored);
        } catch (IllegalArgumentException e) {
            // Too large for the file's format, so the file had others.
            return found;
        }
    }

    private static ParameterDifference in(Parameters file, Parameters repeated, StorageType stored) {
        ParameterDifference worst = new ParameterDifference(0, "", 0, 0, stored);
        List<Parameters.Named> theirs = file.named();
        List<Parameters.Named> ours = repeated.named();
        for (int t = 0; t < theirs.size(); t++) {
            double[] a = theirs.get(t).values();
            double[] b = ours.get(t).values();
            double size = SMALL;
            for (double value : a) {
                size = Math.max(size, Math.abs(value));
            }
            for (int i = 0; i < a.length; i++) {
                double difference = Math.abs(a[i] - b[i]) / size;
                // Not "greater": a NaN counts, too, and nothing is worse.
                if (!(difference <= worst.largest) && !Double.isNaN(worst.largest)) {
                    int columns = theirs.get(t).columns();
                    String where = theirs.get(t).name() + "[" + i / columns + ", " + i % columns + "]";
                    worst = new ParameterDifference(difference, where, a[i], b[i], stored);
                }
            }
        }
        return worst;
    }

    /** Adds itself to a verdict. */
    void addTo(JsonObject verdict, StorageType own) {
        verdict.add("largest", finite(largest))
                .add("where", where)
                .add("saved", String.valueOf(saved))
                .add("here", String.valueOf(here))
                .add("stored", stored == own ? "" : stored.common());
    }

    /** JSON has no NaN. */
    static double finite(double difference) {
        return Double.isFinite(difference) ? difference : 1;
    }
}
