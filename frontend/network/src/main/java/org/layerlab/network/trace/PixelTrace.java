package org.layerlab.network.trace;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.function.Elementary;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.MapShape;

/**
 * How one value that a group of layers gives comes about from what goes into the group. Where a max-pool follows, the
 * trace goes back to the pixel that won.
 *
 * @param seen what the group's first layer looks at, in pixels of the group's input
 * @param field the same in pixels of the network's input: the receptive field
 * @param steps in order; the first is a {@link Step.WeightedSum}, a {@link Step.Mean} or a {@link Step.Given}, the last
 *     gives the value
 */
public record PixelTrace(Area seen, Area field, List<Step> steps) {
    public PixelTrace {
        steps = List.copyOf(steps);
    }

    /**
     * Traces a value of a group's output.
     *
     * @param group index in {@link TracedPass#groups}
     * @throws IllegalArgumentException when there is no such group or no such place in it
     */
    public static PixelTrace of(TracedPass pass, int group, int channel, int y, int x) {
        if (group < 0 || group >= pass.groups().size()) {
            throw new IllegalArgumentException(
                    "there is no group " + group + " among " + pass.groups().size());
        }
        LayerGroup layers = pass.groups().get(group);
        MapShape output = layers.output();
        if (y < 0
                || y >= output.height()
                || x < 0
                || x >= output.width()
                || channel < 0
                || channel >= output.channels()) {
            throw new IllegalArgumentException(
                    "row " + y + ", column " + x + ", channel " + channel + " is not in " + output);
        }
        return new Walk(pass, layers, channel, y, x).trace();
    }

    /** The value. */
    public double value() {
        return steps.get(steps.size() - 1).out();
    }

    /** The place in the output of a group's first layer that a value of its last one comes from: through pools, that which won. */
    static Area origin(TracedPass pass, LayerGroup group, int channel, int y, int x) {
        return new Walk(pass, group, channel, y, x).origin();
    }

    /** From a value back to where it comes from, and forward again. */
    private static final class Walk {
        private final TracedPass pass;
        private final Architecture architecture;
        private final LayerGroup group;
        private final int channel;
        /** The place after each of the group's layers, from the first to the last. */
        private final Area[] places;

        Walk(TracedPass pass, LayerGroup group, int channel, int y, int x) {
            this.pass = pass;
            this.group = group;
            this.channel = channel;
            architecture = pass.architecture();
            places = new Area[group.last() - group.first() + 1];
            Area place = new Area(y, x, 1, 1);
            for (int i = group.last(); i >= group.first(); i--) {
                places[i - group.first()] = place;
                if (i > group.first() && architecture.layers().get(i) instanceof LayerKind.MaxPool) {
                    place = winner(i, place);
                }
            }
        }

        Area origin() {
            return places[0];
        }

        private boolean isHead(int i) {
            LayerKind kind = architecture.layers().get(i);
            return i == group.first() && (kind.weighted() || kind instanceof LayerKind.AveragePool);
        }

        /** The pixel of a pool's input that gave the one at this place: the first of the greatest. */
        private Area winner(int i, Area place) {
            Area square = place.before(architecture.layers().get(i), architecture.shape(i));
            int at = greatest(square(i, square));
            return new Area(square.y() + at / square.width(), square.x() + at % square.width(), 1, 1);
        }

        private double[] square(int i, Area square) {
            double[] values = new double[square.height() * square.width()];
            for (int k = 0; k < values.length; k++) {
                values[k] = pass.value(i, square.y() + k / square.width(), square.x() + k % square.width(), channel);
            }
            return values;
        }

        private static int greatest(double[] values) {
            int best = 0;
            for (int k = 1; k < values.length; k++) {
                best = values[k] > values[best] ? k : best;
            }
            return best;
        }

        PixelTrace trace() {
            List<Step> steps = new ArrayList<>();
            Area seen = places[0];
            int next = group.first();
            if (isHead(next)) {
                seen = seen.before(architecture.layers().get(next), group.input());
                head(next, steps);
                next++;
            } else {
                seen = architecture.layers().get(next) instanceof LayerKind.MaxPool ? winner(next, seen) : seen;
                steps.add(new Step.Given(pass.value(next, seen.y(), seen.x(), channel)));
            }
            for (int i = next; i <= group.last(); i++) {
                step(i, steps);
            }
            Area field = seen.within(group.input());
            for (int i = group.first() - 1; i >= 0; i--) {
                field = field.before(architecture.layers().get(i), architecture.shape(i))
                        .within(architecture.shape(i));
            }
            return new PixelTrace(seen, field, steps);
        }

        private void head(int i, List<Step> steps) {
            LayerKind kind = architecture.layers().get(i);
            if (kind instanceof LayerKind.AveragePool) {
                Area all = Area.all(group.input());
                double sum = 0;
                for (double value : square(i, all)) {
                    sum += value;
                }
                int count = group.input().pixels();
                steps.add(new Step.Mean(count, sum, sum / count));
                return;
            }
            Step.WeightedSum sum = weightedSum(channel);
            steps.add(sum);
            if (kind instanceof LayerKind.Dense dense) {
                steps.add(new Step.Activated(
                        dense.activation(), sum.out(), dense.activation().value(sum.out())));
            } else if (kind instanceof LayerKind.Softmax softmax) {
                steps.add(softmax(softmax.units()));
            }
        }

        private Step softmax(int units) {
            double[] Z = new double[units];
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < units; k++) {
                Z[k] = weightedSum(k).out();
                most = Math.max(most, Z[k]);
            }
            double sum = 0;
            for (double z : Z) {
                sum += Elementary.exp(z - most);
            }
            return new Step.Softmaxed(Z, channel, Elementary.exp(Z[channel] - most) / sum);
        }

        private Step.WeightedSum weightedSum(int unit) {
            MapShape input = group.input();
            Area seen = places[0].before(architecture.layers().get(group.first()), input);
            Parameters.Dense layer = pass.parameters(group.number());
            boolean own = architecture.layers().get(group.first()) instanceof LayerKind.Depthwise;
            int channels = own ? 1 : input.channels();
            int from = own ? unit : 0;
            double[] patch = new double[layer.columns()];
            double[] weights = new double[patch.length];
            double[] products = new double[patch.length];
            double sum = 0;
            for (int i = 0; i < patch.length; i++) {
                int y = seen.y() + i / channels / seen.width();
                int x = seen.x() + i / channels % seen.width();
                boolean inside = y >= 0 && y < input.height() && x >= 0 && x < input.width();
                patch[i] = inside ? pass.value(group.first(), y, x, from + i % channels) : 0;
                weights[i] = layer.W()[unit * patch.length + i];
                products[i] = patch[i] * weights[i];
                sum += products[i];
            }
            double bias = layer.b()[unit];
            return new Step.WeightedSum(seen, from, channels, patch, weights, products, sum, bias, sum + bias);
        }

        private void step(int i, List<Step> steps) {
            LayerKind kind = architecture.layers().get(i);
            double in = steps.get(steps.size() - 1).out();
            if (kind instanceof LayerKind.BatchNorm) {
                steps.add(normalized(in));
            } else if (kind instanceof LayerKind.Activate activate) {
                steps.add(new Step.Activated(
                        activate.activation(), in, activate.activation().value(in)));
            } else if (kind instanceof LayerKind.MaxPool) {
                double[] values = square(i, places[i - group.first()].before(kind, architecture.shape(i)));
                int winner = greatest(values);
                steps.add(new Step.Pooled(values, winner, values[winner]));
            } else if (kind instanceof LayerKind.Add) {
                Area place = places[i - group.first()];
                double kept = pass.value(pass.skip(i), place.y(), place.x(), channel);
                steps.add(new Step.Added(in, kept, in + kept));
            }
        }

        private Step normalized(double in) {
            Parameters.Norm norm = pass.parameters(group.number()).norm();
            if (norm == null) {
                throw new IllegalStateException("gamma" + group.number() + " is missing");
            }
            double deviation = Math.sqrt(norm.variance()[channel] + Parameters.Norm.EPSILON);
            double gamma = norm.gamma()[channel];
            double beta = norm.beta()[channel];
            double mean = norm.mean()[channel];
            return new Step.Normalized(in, mean, deviation, gamma, beta, gamma * (in - mean) / deviation + beta);
        }
    }
}
