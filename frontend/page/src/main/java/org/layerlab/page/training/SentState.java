package org.layerlab.page.training;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.OpenCosts;
import org.layerlab.network.training.TrainerState;
import org.layerlab.page.message.GpuMessages;

/** A run's state on its way from one worker to another. */
public final class SentState {
    private SentState() {}

    /**
     * As a message.
     *
     * @param milliseconds that it took to come to it
     */
    public static GpuMessages.State message(TrainerState state, double milliseconds) {
        List<Parameters> all = new ArrayList<>(List.of(state.parameters()));
        all.addAll(state.moments());
        int count = 0;
        for (Parameters parameters : all) {
            for (Parameters.Named tensor : parameters.named()) {
                count += tensor.values().length;
            }
        }
        float[] numbers = new float[count];
        int at = 0;
        for (Parameters parameters : all) {
            for (Parameters.Named tensor : parameters.named()) {
                for (double value : tensor.values()) {
                    numbers[at++] = (float) value;
                }
            }
        }
        double[] costs = new double[2 * state.costs().size()];
        for (int i = 0; i < state.costs().size(); i++) {
            costs[2 * i] = state.costs().get(i).iteration();
            costs[2 * i + 1] = state.costs().get(i).cost();
        }
        return GpuMessages.state(
                state.iteration(),
                numbers,
                costs,
                state.open().sum(),
                state.open().count(),
                state.cost(),
                milliseconds);
    }

    /**
     * What {@link #message} said.
     *
     * @param like parameters of the network
     * @param moments how many the optimizer keeps
     */
    public static TrainerState of(GpuMessages.State message, Parameters like, int moments) {
        float[] numbers = message.getNumbers().copyToJavaArray();
        int[] at = {0};
        Parameters.Source next = tensor -> {
            double[] values = new double[tensor.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = numbers[at[0]++];
            }
            return values;
        };
        Parameters parameters = like.filled(next);
        List<Parameters> rest = new ArrayList<>();
        for (int i = 0; i < moments; i++) {
            rest.add(like.filled(next));
        }
        double[] told = message.getCosts().copyToJavaArray();
        List<CostPoint> costs = new ArrayList<>();
        for (int i = 0; i < told.length; i += 2) {
            costs.add(new CostPoint((int) told[i], told[i + 1]));
        }
        OpenCosts open = new OpenCosts(message.getOpenSum(), message.getOpenCount());
        return new TrainerState(message.getIteration(), parameters, rest, costs, open, message.getCost());
    }
}
