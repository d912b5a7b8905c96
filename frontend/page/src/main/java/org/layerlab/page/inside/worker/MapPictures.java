package org.layerlab.page.inside.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.trace.LayerGroup;
import org.layerlab.network.trace.TracedPass;
import org.layerlab.page.message.NetworkMessages;

/**
 * What groups of layers give, as gray pictures: black where a map is least (0 where it has no negative values), white
 * where it is greatest. What has a single pixel is told as numbers.
 */
final class MapPictures {
    /** Of each group as many as there is room for, those that say most. */
    private static final int SHOWN = 16;

    private MapPictures() {}

    /** The strongest maps of each group. */
    static NetworkMessages.Mapped strongest(TracedPass pass) {
        ByteArrayOutputStream pictures = new ByteArrayOutputStream();
        JsonArray groups = new JsonArray();
        for (LayerGroup group : pass.groups()) {
            MapShape shape = group.output();
            double[] values = pass.given(group);
            JsonArray channels = new JsonArray();
            JsonArray numbers = new JsonArray();
            for (int channel : byStrength(values, shape.channels())) {
                channels.add(channel);
                if (shape.pixels() == 1) {
                    numbers.add(values[channel]);
                } else {
                    draw(values, shape, channel, pictures);
                }
            }
            groups.add(Json.object().add("channels", channels).add("values", numbers));
        }
        return NetworkMessages.mapped(groups.toString(), pictures.toByteArray());
    }

    /**
     * One map and its greatest pixel; and what goes into its group: the mean of the maps there, of a mean its map,
     * nothing of a photo.
     */
    static NetworkMessages.Mapped one(TracedPass pass, int index, int channel) {
        LayerGroup group = pass.groups().get(index);
        ByteArrayOutputStream pictures = new ByteArrayOutputStream();
        MapShape shape = group.output();
        double[] values = pass.given(group);
        draw(values, shape, channel, pictures);
        int greatest = greatest(values, shape, channel);
        MapShape input = group.input();
        if (index > 0 && input.pixels() > 1) {
            boolean own = shape.pixels() == 1 && shape.channels() == input.channels();
            double[] taken = pass.taken(group);
            if (own) {
                draw(taken, input, channel, pictures);
            } else {
                draw(mean(taken, input), new MapShape(input.height(), input.width(), 1), 0, pictures);
            }
        }
        JsonObject told = Json.object().add("y", greatest / shape.width()).add("x", greatest % shape.width());
        return NetworkMessages.mapped(told.toString(), pictures.toByteArray());
    }

    private static double[] mean(double[] values, MapShape shape) {
        double[] mean = new double[shape.pixels()];
        for (int i = 0; i < values.length; i++) {
            mean[i / shape.channels()] += values[i] / shape.channels();
        }
        return mean;
    }

    private static List<Integer> byStrength(double[] values, int channels) {
        double[] strength = new double[channels];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            strength[i % channels] += Math.abs(values[i]);
        }
        for (int c = 0; c < channels; c++) {
            order.add(c);
        }
        order.sort((a, b) -> Double.compare(strength[b], strength[a]));
        return order.subList(0, Math.min(SHOWN, channels));
    }

    private static void draw(double[] values, MapShape shape, int channel, ByteArrayOutputStream pictures) {
        double least = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = channel; i < values.length; i += shape.channels()) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        double span = Math.max(1e-30, most - least);
        for (int i = channel; i < values.length; i += shape.channels()) {
            pictures.write((int) Math.round(255 * (values[i] - least) / span));
        }
    }

    /** Which pixel of a map is greatest; one at the edge sees padding, and counts only where there are no others. */
    private static int greatest(double[] values, MapShape shape, int channel) {
        int best = -1;
        for (int p = 0; p < shape.pixels(); p++) {
            int y = p / shape.width();
            int x = p % shape.width();
            boolean isEdge = y == 0 || x == 0 || y == shape.height() - 1 || x == shape.width() - 1;
            boolean hasInside = shape.height() > 2 && shape.width() > 2;
            double value = values[p * shape.channels() + channel];
            if (!(isEdge && hasInside) && (best < 0 || value > values[best * shape.channels() + channel])) {
                best = p;
            }
        }
        return best;
    }
}
