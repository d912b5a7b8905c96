package org.layerlab.network.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.file.TensorFile;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.MapShape;

/**
 * Finds the one way in which a file of another program is a network.
 *
 * @param program whose names they are
 * @param contents the layers as they lie there
 * @param plan the way
 */
record ForeignNetwork(String program, Contents contents, Plan plan) {
    private static final String FORMAT = "format";

    /** As many pairs of a layer and a normalization are looked at, over all layouts and orders: about a second. */
    private static final long MOST_PAIRS = 50_000_000;

    /**
     * Reads names and shapes; the numbers stay where they are.
     *
     * @param said the layers, where somebody told them
     * @throws ParameterFileException when there is no such way, or more than one
     */
    static ForeignNetwork of(TensorFile file, @Nullable Architecture said, Limits limits)
            throws ParameterFileException {
        boolean positional = Renaming.isPositional(file);
        Contents contents = Contents.of(positional ? Renaming.ofPositions(file) : Renaming.ofVariables(file));
        if (contents.weights().isEmpty()) {
            throw new ParameterFileException("it has no weights");
        }
        if (contents.has(Role.MATRIX)) {
            requireAllLayers(contents, said != null);
        }
        long count = 0;
        for (Tensor tensor : contents.tensors()) {
            count += tensor.size();
        }
        if (count > limits.parameters()) {
            throw new ParameterFileException(
                    "the file has " + count + " parameters; at most " + limits.parameters() + " are allowed");
        }
        String format = file.metadata().getOrDefault(FORMAT, "");
        List<Plan> plans = new ArrayList<>();
        boolean unclear = false;
        List<Layout> layouts = layouts(contents, format);
        List<List<Weights>> orders = LayerOrder.of(contents);
        int norms = contents.norms().size();
        if ((long) layouts.size() * orders.size() * orders.get(0).size() * norms > MOST_PAIRS) {
            throw new ParameterFileException(
                    "it has " + orders.get(0).size() + " layers and " + norms
                            + " batch normalizations, too many for names that say neither their order nor which belong together");
        }
        for (Layout layout : layouts) {
            for (List<Weights> order : orders) {
                List<Weights> layers = LayerOrder.withNorms(order, contents.norms(), layout);
                unclear |= layers == null;
                Plan plan = new Plan(layout, layers == null ? order : layers);
                if (layers != null && (said == null ? plan.fits() : plan.fits(said))) {
                    plans.add(plan);
                }
            }
        }
        if (plans.isEmpty()) {
            throw new ParameterFileException(
                    unclear
                            ? "nothing says which layers its batch normalizations belong to"
                            : said == null ? "its layers do not fit together" : "it does not have layers " + said);
        }
        Plan plan = plans.size() == 1 ? plans.get(0) : choose(plans, file, contents, positional);
        return new ForeignNetwork(program(file, contents, plan.layout(), format), contents, plan);
    }

    /** Of W1, b1, W3, b3 somebody forgot W2; of W1 alone, b1. Programs leave out biases on purpose. */
    private static void requireAllLayers(Contents contents, boolean told) throws ParameterFileException {
        Set<Integer> numbers = new TreeSet<>();
        for (Weights layer : contents.weights()) {
            if (layer.b() == null) {
                throw new ParameterFileException(
                        "layer " + ParameterFileException.quote(layer.place().layer()) + " has no biases");
            }
            if (layer.norm() != null && !told) {
                // LayerLab's own convolutions look like this too.
                throw new ParameterFileException("it has a batch normalization, but nothing that says the layers");
            }
            if (layer.place().numbers().size() == 1 && layer.place().stem().equals(".")) {
                numbers.add(layer.place().lastNumber());
            }
        }
        int next = numbers.contains(0) ? 0 : 1;
        for (int number : numbers) {
            if (number != next) {
                throw new ParameterFileException("W" + next + " is missing, but there is W" + number);
            }
            next++;
        }
    }

    private static List<Layout> layouts(Contents contents, String format) throws ParameterFileException {
        boolean weight = contents.has(Role.WEIGHT);
        boolean kernel = contents.has(Role.KERNEL);
        boolean matrix = contents.has(Role.MATRIX);
        if ((weight && kernel) || (kernel && matrix) || (weight && matrix)) {
            throw new ParameterFileException("its weights are named in the manner of several programs");
        }
        boolean maps = contents.hasConvolutions();
        if (kernel) {
            return List.of(Layout.KERAS);
        }
        if (weight) {
            return !maps || format.equals("pt")
                    ? List.of(Layout.PYTORCH)
                    : format.equals("mlx") ? List.of(Layout.MLX) : List.of(Layout.PYTORCH, Layout.MLX);
        }
        return maps ? List.of(Layout.values()) : List.of(Layout.PYTORCH, Layout.KERAS);
    }

    /** Of several ways the one that the names' conventions or the file's order speak for. */
    private static Plan choose(List<Plan> plans, TensorFile file, Contents contents, boolean positional)
            throws ParameterFileException {
        Layout layout = plans.get(0).layout();
        boolean one = true;
        for (Plan plan : plans) {
            one &= plan.layout() == layout;
        }
        if (!one) {
            if (positional || contents.hasConvolutions()) {
                throw new ParameterFileException(
                        "its shapes fit both as (out, in) and as (in, out), and nothing says which");
            }
            layout = contents.hasRows() ? Layout.KERAS : Layout.PYTORCH;
        }
        List<Plan> left = new ArrayList<>();
        for (Plan plan : plans) {
            if (plan.layout() == layout) {
                left.add(plan);
            }
        }
        if (left.size() == 1) {
            return left.get(0);
        }
        for (Plan plan : left) {
            if (file.ordered() && contents.isInFilesOrder(plan.layers())) {
                return plan;
            }
        }
        throw new ParameterFileException("its layers fit together in several orders, and their names do not say which");
    }

    private static String program(TensorFile file, Contents contents, Layout layout, String format) {
        if (contents.has(Role.KERNEL)) {
            boolean flax = format.equals("flax");
            for (String name : file.tensors().keySet()) {
                flax |= name.startsWith("params/") || name.startsWith("params.") || name.startsWith("batch_stats");
            }
            return flax ? "Flax" : "Keras";
        }
        if (contents.has(Role.WEIGHT)) {
            return layout == Layout.MLX || format.equals("mlx") ? "MLX" : "PyTorch";
        }
        return "NumPy";
    }

    /**
     * The numbers as LayerLab lays them out.
     *
     * @param photo the side of the photos that the network takes; 0 where its input is something else
     */
    Parameters parameters(Architecture architecture, int photo) throws ParameterFileException {
        return plan.parameters(architecture, flattened(architecture, photo));
    }

    /** What a dense first layer sees channel by channel, as PyTorch flattens it; one pixel where nothing was flattened so. */
    MapShape flattened(Architecture architecture, int photo) {
        MapShape input = architecture.slots().get(0).input();
        if (!program.equals("PyTorch") || plan.layers().get(0).isConvolution()) {
            return new MapShape(1, 1, input.features());
        }
        // Of a dense network only the number of features is known.
        MapShape whole = new MapShape(Math.max(1, photo), Math.max(1, photo), PhotoPreparation.CHANNELS);
        return input.pixels() == 1 && input.features() == whole.features() ? whole : input;
    }

    /** The network's layers: those that were told, or those that the file tells. */
    Architecture architecture(Optional<Architecture> said) throws ParameterFileException {
        if (said.isPresent()) {
            return said.get();
        }
        if (contents.hasConvolutions()) {
            throw new ParameterFileException("the stride, padding and pooling of its convolutions are not in the file:"
                    + " tell its layers, such as " + plan.guess()
                    + ", with layerlab convert IN OUT --layers …, or in Python with safetensors.torch.save_file(tensors,"
                    + " \"model.safetensors\", metadata={\"layerlab\": json.dumps({\"layers\": \"…\"})})");
        }
        try {
            return plan.dense();
        } catch (IllegalArgumentException e) {
            throw new ParameterFileException(String.valueOf(e.getMessage()), e);
        }
    }
}
