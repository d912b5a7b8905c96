package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.training.Thinning;

/** The accuracies that a run was measured at, for its curves after a reload: at most some hundred, over the whole run. */
final class MeasuredAccuracies {
    /** Its place in what is told of a kept run. */
    private static final String KEY = "accuracies";

    private static final int MOST_POINTS = 600;

    private static final double DECIMALS = 1e5;

    /** Iteration, training accuracy, test accuracy. */
    private final List<double[]> points = new ArrayList<>();

    /** Adds accuracies, 0 to 1, NaN where there are no photos; what was measured later than this iteration is void. */
    void add(int iteration, double train, double test) {
        while (!points.isEmpty() && points.get(points.size() - 1)[0] >= iteration) {
            points.remove(points.size() - 1);
        }
        points.add(new double[] {iteration, rounded(train), rounded(test)});
        Thinning.thin(points, MOST_POINTS);
    }

    private static double rounded(double accuracy) {
        return Double.isNaN(accuracy) ? accuracy : Math.round(accuracy * DECIMALS) / DECIMALS;
    }

    /** Takes over those of a kept run; none where another version of the page kept it. */
    void read(String about) {
        try {
            double[] values = values(Json.parse(about).asObject().get(KEY));
            for (int i = 0; i + 2 < values.length; i += 3) {
                add((int) values[i], values[i + 1], values[i + 2]);
            }
        } catch (ParseException | UnsupportedOperationException e) {
            points.clear();
        }
    }

    private static double[] values(@Nullable JsonValue array) {
        if (array == null) {
            return new double[0];
        }
        JsonArray all = array.asArray();
        double[] values = new double[all.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = all.get(i).isNull() ? Double.NaN : all.get(i).asDouble();
        }
        return values;
    }

    /** Adds them to what is told of a kept run. */
    void addTo(JsonObject about) {
        JsonArray array = new JsonArray();
        for (double value : values()) {
            array.add(Double.isNaN(value) ? Json.NULL : Json.value(value));
        }
        about.add(KEY, array);
    }

    /** Iteration, training accuracy, test accuracy, iteration … */
    double[] values() {
        double[] values = new double[3 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            double[] point = points.get(i);
            System.arraycopy(point, 0, values, 3 * i, point.length);
        }
        return values;
    }
}
