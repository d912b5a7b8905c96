package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.training.OpenCosts;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Trainer;

/**
 * What a run needs to continue, beside its parameters, its iteration and its costs: the optimizer's moments, in a file the
 * tensors {@code optimizer.moment1.W1, optimizer.moment1.b1, …}, and the costs that its next cost point averages, in
 * the card {@code openCosts}. A run that continues with these gives the digits of one that never stopped.
 *
 * @param moments of the parameters' shapes; none for plain descent
 * @param open costs since the last cost point
 */
public record RunState(List<Parameters> moments, OpenCosts open) {
    private static final String OPEN_COSTS = "openCosts";
    private static final String SUM = "sum";
    private static final String COUNT = "count";

    public RunState {
        moments = List.copyOf(moments);
    }

    /** Where this run stands. */
    public static RunState of(Trainer trainer) {
        return new RunState(trainer.optimizerState(), trainer.openCosts());
    }

    /**
     * Whether a file has the moments of this optimizer. Plain descent has none to miss.
     */
    public static boolean isIn(ParameterFile file, OptimizerKind optimizer) {
        return optimizer.moments() == 0 || file.extra().containsKey(name(optimizer.moments() - 1, "W1"));
    }

    /**
     * Where a file's run stands.
     *
     * @throws IllegalArgumentException naming a moment that is missing or has another shape than its parameter
     */
    public static RunState read(ParameterFile file, OptimizerKind optimizer) {
        List<Parameters> moments = new ArrayList<>();
        for (int i = 0; i < optimizer.moments(); i++) {
            moments.add(moment(file, i));
        }
        JsonValue open = file.card().json().get(OPEN_COSTS);
        JsonObject costs = open == null ? Json.object() : open.asObject();
        return new RunState(moments, openCosts(costs.get(SUM), costs.get(COUNT)));
    }

    private static OpenCosts openCosts(JsonValue sum, JsonValue count) {
        if (sum == null || count == null || !sum.isNumber() || JsonText.wholeNumber(count) < 1) {
            return OpenCosts.NONE;
        }
        return new OpenCosts(sum.asDouble(), (int) Math.min(Integer.MAX_VALUE, JsonText.wholeNumber(count)));
    }

    /** The moments as tensors of a file. */
    public Map<String, Tensor> tensors(StorageType type) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < moments.size(); i++) {
            for (Parameters.Named tensor : moments.get(i).named()) {
                if (tensor.learned()) {
                    tensors.put(
                            name(i, tensor.name()),
                            Tensor.of(type.type(), tensor.values(), tensor.rows(), tensor.columns()));
                }
            }
        }
        return tensors;
    }

    /** Tells the card of the open costs, where there are some. */
    public void addTo(CardBuilder card) {
        OpenCosts kept = open.finite();
        if (kept.count() == 0) {
            card.remove(OPEN_COSTS);
        } else {
            card.set(OPEN_COSTS, Json.object().add(SUM, kept.sum()).add(COUNT, kept.count()));
        }
    }

    private static Parameters moment(ParameterFile file, int i) {
        Parameters moment = file.parameters()
                .filled(like -> like.learned()
                        ? values(file, name(i, like.name()), like.rows(), like.columns())
                        : new double[like.rows()]);
        moment.requireFinite();
        return moment;
    }

    private static double[] values(ParameterFile file, String name, int rows, int columns) {
        Tensor tensor = file.extra().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the optimizer's state has no " + name);
        }
        if (!tensor.type().isFloat() || !tensor.shape().equals(List.of(rows, columns))) {
            throw new IllegalArgumentException(
                    name + " is " + tensor + ", but its parameter is " + rows + "×" + columns);
        }
        return tensor.toDoubles();
    }

    private static String name(int moment, String parameter) {
        return "optimizer.moment" + (moment + 1) + "." + parameter;
    }
}
