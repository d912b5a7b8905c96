package org.layerlab.network.file;

import com.eclipsesource.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.text.Text;

/**
 * Writes a network as an ONNX model: IR version 8, operator set 14, one {@code Gemm} and one activation for each dense
 * layer. The examples are rows there, so that a layer is {@code A = g(A·Wᵀ + bᵀ)}. Maps have their channels first there:
 * the graph turns its input round before the first convolution.
 *
 * <p>ONNX is a protocol buffer; the field numbers are those of its {@code onnx.proto}. A message's length comes before
 * its bytes, so messages are collected as lists of pieces and copied once, at the end.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">how protocol buffers are encoded</a>
 */
final class Onnx {
    /** Changes when what is exported does. */
    private static final String PRODUCER_VERSION = "1.0";

    private Onnx() {}

    static byte[] write(Parameters parameters, ModelCard card) {
        Architecture architecture = card.architecture();
        ProtoMessage graph = new ProtoMessage();
        List<ProtoMessage> initializers = architecture.isDense()
                ? dense(graph, parameters, architecture)
                : new OnnxLayers(graph, parameters, architecture).add();
        graph.add(2, card.name().filter(name -> !name.trim().isEmpty()).orElse("layerlab"));
        initializers.forEach(tensor -> graph.add(5, tensor));
        String layout = layout(card);
        graph.add(10, layout); // doc_string
        graph.add(11, value(OnnxNodes.INPUT, architecture.inputs(), layout));
        graph.add(
                12,
                architecture.isRegression()
                        ? value(OnnxNodes.OUTPUT, 1, "The number that the network predicts.")
                        : architecture.outputs() == 1
                                ? value(OnnxNodes.OUTPUT, 1, "The probability of " + className(card, 1) + ".")
                                : value(
                                        OnnxNodes.OUTPUT,
                                        architecture.outputs(),
                                        "The probability of each class" + names(card) + "."));

        ProtoMessage model = new ProtoMessage();
        model.add(1, 8); // ir_version
        model.add(2, "LayerLab"); // producer_name
        model.add(3, PRODUCER_VERSION); // producer_version
        model.add(5, card.iteration().orElse(0)); // model_version
        model.add(6, description(card, layout)); // doc_string
        model.add(7, graph);
        model.add(8, new ProtoMessage().add(2, 14)); // opset_import: the default domain's version
        model.add(14, property(Names.CARD, card.toString())); // metadata_props
        List<String> classes = card.classes();
        if (!classes.isEmpty()) {
            model.add(14, property("classes", classNames(classes)));
        }
        return model.toBytes();
    }

    private static ProtoMessage property(String key, String value) {
        return new ProtoMessage().add(1, key).add(2, value);
    }

    /** As a JSON list, in the order of the outputs; of one output first that of class 0. */
    private static String classNames(List<String> classes) {
        JsonArray names = new JsonArray();
        classes.forEach(names::add);
        return names.toString();
    }

    /** The name of the network and what its maker says of it, before what goes in and comes out. */
    private static String description(ModelCard card, String layout) {
        StringBuilder text = new StringBuilder();
        card.name().ifPresent(name -> text.append(name).append("\n\n"));
        card.description().ifPresent(description -> text.append(description).append("\n\n"));
        return text.append(layout).toString();
    }

    private static List<ProtoMessage> dense(ProtoMessage graph, Parameters parameters, Architecture architecture) {
        int depth = architecture.depth();
        for (int l = 1; l <= depth; l++) {
            String a = l == 1 ? OnnxNodes.INPUT : "A" + (l - 1);
            String out = l == depth ? OnnxNodes.OUTPUT : "A" + l;
            graph.add(1, OnnxNodes.gemm(a, "W" + l, "b" + l, "Z" + l));
            graph.add(1, OnnxNodes.activation(architecture.activations().get(l - 1), "Z" + l, out));
        }
        List<ProtoMessage> initializers = new ArrayList<>();
        for (int l = 1; l <= depth; l++) {
            Parameters.Dense layer = parameters.layers().get(l - 1);
            initializers.add(OnnxNodes.initializer("W" + l, layer.W(), layer.rows(), layer.columns()));
            initializers.add(OnnxNodes.initializer("b" + l, layer.b(), layer.rows()));
        }
        return initializers;
    }

    private static String layout(ModelCard card) {
        boolean photos = card.kind().equals(Optional.of(ModelCard.Kind.PHOTOS)) && card.takesPhotos();
        String X = photos ? photos(card) : "X is (N, " + card.architecture().inputs() + "): each row an example.";
        if (card.architecture().isRegression()) {
            return X + " probability is (N, 1): the number that the network predicts, not a probability.";
        }
        if (card.architecture().outputs() > 1) {
            return X + " probability is (N, " + card.architecture().outputs() + "): of each class" + names(card) + ".";
        }
        return X + " probability is (N, 1): the " + (photos ? "photo" : "example") + " is of " + className(card, 1)
                + " where it is over 0.5, else of " + className(card, 0) + ".";
    }

    /** {@code class 1 (dog)}, or without a name {@code class 1}. */
    private static String className(ModelCard card, int i) {
        List<String> classes = card.classes();
        return "class " + i + (i < classes.size() ? " (" + classes.get(i) + ")" : "");
    }

    /** {@code : 0 is cup, 1 is plate}; empty where the card names no classes. */
    private static String names(ModelCard card) {
        StringBuilder names = new StringBuilder();
        List<String> classes = card.classes();
        for (int i = 0; i < classes.size(); i++) {
            names.append(i == 0 ? ": " : ", ").append(i).append(" is ").append(classes.get(i));
        }
        return names.toString();
    }

    /** How a photo becomes a row of X. */
    private static String photos(ModelCard card) {
        String rows = "X is (N, " + card.architecture().inputs() + "): each row a photo";
        try {
            PhotoPreparation how = card.preparation();
            return rows + " of " + how.side() + "×" + how.side() + " pixels, row by row, each pixel "
                    + how.order().label().toLowerCase(Locale.ROOT) + ", divided by " + Text.number(how.divisor())
                    + ". Resize: " + how.resize().id() + ". Crop: " + how.crop().id() + "."
                    + (how.mirror() ? mirrored(card.architecture().outputs()) : "");
        } catch (IllegalArgumentException e) {
            // Prepared by another program, in a way that its card tells.
            return rows + ", prepared as the input of its card says.";
        }
    }

    /** What is asked beside the photo, see {@link org.layerlab.network.verdict.Answers}. */
    private static String mirrored(int outputs) {
        return " Ask about the photo and its mirror image, and average the logarithms of the "
                + (outputs > 1 ? "probabilities, then scale them to sum to 1." : "odds.");
    }

    /** What goes in or out: a matrix of N rows. */
    private static ProtoMessage value(String name, int columns, String description) {
        ProtoMessage shape = new ProtoMessage()
                .add(1, new ProtoMessage().add(2, "N")) // dim_param
                .add(1, new ProtoMessage().add(1, columns)); // dim_value
        ProtoMessage type = new ProtoMessage()
                .add(1, new ProtoMessage().add(1, OnnxNodes.FLOAT).add(2, shape)); // tensor_type
        return new ProtoMessage().add(1, name).add(2, type).add(3, description);
    }
}
