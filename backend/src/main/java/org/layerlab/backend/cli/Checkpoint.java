package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.network.Centring;
import org.layerlab.network.Parameters;
import org.layerlab.network.Trainer;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.matrix.Precision;

/**
 * A run in the middle, in a safetensors file: a model that works as it is, and beside it what going on needs. The
 * optimizer's moments are tensors {@code moment1.W1} …, the first bias as training has it (before the mean is folded
 * in) is {@code centred.b1}; the card's {@code checkpoint} has the settings, which a run that goes on has to share.
 */
final class Checkpoint {
    private static final String SETTINGS = "settings";
    private static final String ITERATIONS = "iterations";
    private static final String CENTRED_BIAS = "centred.b1";

    private final Path path;
    private final JsonObject settings;
    private final Precision precision;

    /**
     * The checkpoint of a run.
     *
     * @param settings all that decides what the run computes
     */
    Checkpoint(Path path, JsonObject settings, Precision precision) {
        this.path = path;
        this.settings = settings;
        this.precision = precision;
    }

    Path path() {
        return path;
    }

    /**
     * Writes where a run is, whole or not at all.
     *
     * @param mean that the training photos are less; empty where they are as they are
     * @param card of the model as it is now
     */
    void write(Trainer trainer, double[] mean, ModelCard.Builder card) throws CommandException {
        Parameters own = trainer.network().parameters();
        Map<String, Tensor> extra = new LinkedHashMap<>();
        Tensor.Type type = precision == Precision.FLOAT64 ? Tensor.Type.F64 : Tensor.Type.F32;
        Parameters published = own;
        if (mean.length > 0) {
            published = Centring.fold(own, mean);
            double[] b = own.layers().get(0).b();
            extra.put(CENTRED_BIAS, Tensor.of(type, b, b.length, 1));
        }
        List<Parameters> moments = trainer.optimizerState();
        for (int i = 0; i < moments.size(); i++) {
            List<Parameters.Dense> layers = moments.get(i).layers();
            for (int l = 1; l <= layers.size(); l++) {
                Parameters.Dense layer = layers.get(l - 1);
                extra.put(name(i, "W", l), Tensor.of(type, layer.W(), layer.rows(), layer.columns()));
                extra.put(name(i, "b", l), Tensor.of(type, layer.b(), layer.rows(), 1));
            }
        }
        Trainer.OpenCosts open = trainer.openCosts();
        card.set(
                "checkpoint",
                new JsonObject()
                        .add(SETTINGS, settings)
                        .add("openCostSum", open.sum())
                        .add("openCostCount", open.count()));
        StorageType storage = precision == Precision.FLOAT64 ? StorageType.F64 : StorageType.F32;
        try {
            ModelFiles.write(path, new ParameterFile(published, card.build(), extra).toSafetensors(storage));
        } catch (IllegalArgumentException e) {
            throw new CommandException("checkpoint " + path + " can't be written: " + e.getMessage(), e);
        }
    }

    /**
     * Takes the run up where the file left it.
     *
     * @throws CommandException when there is no such file, it is no checkpoint, or one of a run with other settings
     */
    void resume(Trainer trainer) throws CommandException {
        ParameterFile file = ModelFiles.read(path);
        JsonValue about = file.card().json().get("checkpoint");
        if (about == null || !about.isObject() || !(about.asObject().get(SETTINGS) instanceof JsonObject theirs)) {
            throw new CommandException(path + " is a model, but not a checkpoint");
        }
        int iteration =
                (int) Math.min(Integer.MAX_VALUE, file.card().iteration().orElse(-1));
        requireSame(theirs, iteration);
        try {
            trainer.network().set(trained(file));
            List<Parameters> moments = new ArrayList<>();
            for (int i = 0; i < trainer.hyperparameters().optimizer().moments(); i++) {
                moments.add(moment(file, i));
            }
            trainer.resume(
                    iteration,
                    moments,
                    file.card().costs(),
                    new Trainer.OpenCosts(
                            about.asObject().getDouble("openCostSum", 0),
                            about.asObject().getInt("openCostCount", 0)));
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new CommandException("checkpoint " + path + " is damaged: " + e.getMessage(), e);
        }
    }

    private void requireSame(JsonObject theirs, int iteration) throws CommandException {
        for (JsonObject.Member member : settings) {
            String key = member.getName();
            JsonValue here = member.getValue();
            JsonValue there = theirs.get(key);
            if (here.equals(there)) {
                continue;
            }
            boolean longer = key.equals(ITERATIONS)
                    && settings.getString("schedule", "").equals("constant")
                    && here.asInt() >= iteration;
            // At a constant rate the number of iterations changes nothing in those that are done.
            if (!longer) {
                throw new CommandException("checkpoint " + path + " is of a run with " + key + " " + text(there)
                        + ", but this run has " + key + " " + text(here));
            }
        }
        if (iteration < 0 || iteration > settings.getInt(ITERATIONS, 0)) {
            throw new CommandException("checkpoint " + path + " is at iteration " + iteration + ", but this run has "
                    + settings.getInt(ITERATIONS, 0));
        }
    }

    private static String text(@org.jspecify.annotations.Nullable JsonValue value) {
        return value == null ? "none" : value.isString() ? value.asString() : value.toString();
    }

    private static Parameters trained(ParameterFile file) {
        Tensor bias = file.extra().get(CENTRED_BIAS);
        if (bias == null) {
            return file.parameters();
        }
        List<Parameters.Dense> layers = new ArrayList<>(file.parameters().layers());
        Parameters.Dense first = layers.get(0);
        layers.set(0, new Parameters.Dense(first.rows(), first.columns(), first.W(), bias.toDoubles()));
        return new Parameters(layers);
    }

    private static Parameters moment(ParameterFile file, int i) {
        List<Parameters.Dense> layers = new ArrayList<>();
        List<Parameters.Dense> shapes = file.parameters().layers();
        for (int l = 1; l <= shapes.size(); l++) {
            Parameters.Dense shape = shapes.get(l - 1);
            layers.add(new Parameters.Dense(
                    shape.rows(), shape.columns(), values(file, name(i, "W", l)), values(file, name(i, "b", l))));
        }
        return new Parameters(layers);
    }

    private static double[] values(ParameterFile file, String name) {
        Tensor tensor = file.extra().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return tensor.toDoubles();
    }

    private static String name(int moment, String kind, int layer) {
        return "moment" + (moment + 1) + "." + kind + layer;
    }
}
