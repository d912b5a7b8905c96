package org.layerlab.kernels;

import static org.layerlab.kernels.Parameter.bytes;
import static org.layerlab.kernels.Parameter.changed;
import static org.layerlab.kernels.Parameter.choice;
import static org.layerlab.kernels.Parameter.count;
import static org.layerlab.kernels.Parameter.number;
import static org.layerlab.kernels.Parameter.read;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.kernels.KernelFunction.Result;

/**
 * The kernels that the module offers: the one list of their names, parameters and what they do. The module's exports and
 * what calls them on the page are written from it; see {@link CallWriter}.
 */
final class KernelFunctions {
    private KernelFunctions() {}

    /** All of them, in the order of the module's exports. */
    static List<KernelFunction> all() {
        List<KernelFunction> all = new ArrayList<>(elementwise());
        all.addAll(UpdateWat.functions());
        all.addAll(costs());
        all.addAll(products());
        all.addAll(turnedProducts());
        all.addAll(wholes());
        return all;
    }

    /** What is done to each element. */
    private static List<KernelFunction> elementwise() {
        return List.of(
                KernelFunction.elements(
                        "activate",
                        "{@code A = g(Z)}, g being the activation with this number; A may be Z.",
                        choice("g"),
                        read("z"),
                        changed("a"),
                        count("count")),
                KernelFunction.elements(
                        "backward",
                        "{@code dZ = dA ∘ g'(Z)} with A = g(Z) given; dZ may be dA.",
                        choice("g"),
                        read("z"),
                        read("a"),
                        read("dA"),
                        changed("dZ"),
                        count("count")),
                KernelFunction.elements("scaleBy", "{@code A = A ∘ B}.", changed("a"), read("b"), count("count")),
                KernelFunction.elements(
                        "add",
                        "{@code C = A + B}; C may be either.",
                        read("a"),
                        read("b"),
                        changed("c"),
                        count("count")),
                KernelFunction.alone(
                        "outputError",
                        Result.NOTHING,
                        "{@code dZ = AL − Y}.",
                        read("al"),
                        read("y"),
                        changed("dZ"),
                        count("count")),
                KernelFunction.alone(
                        "dropout",
                        Result.NOTHING,
                        "{@code D = A ∘ mask}. Keeps an element where its hash, unsigned, is at most {@code last}.",
                        read("a"),
                        changed("mask"),
                        changed("d"),
                        count("count"),
                        choice("last"),
                        number("scale"),
                        choice("seed")),
                KernelFunction.shared(
                        "addBias",
                        Division.rows("z", "b", 1),
                        "{@code Z = Z + b} for n rows of m numbers.",
                        changed("z"),
                        read("b"),
                        count("n"),
                        count("m")));
    }

    /** What is summed over a batch. */
    private static List<KernelFunction> costs() {
        return List.of(
                KernelFunction.alone(
                        "crossEntropy",
                        Result.NUMBER,
                        "The sum of the examples' cross-entropies.",
                        read("al"),
                        read("y"),
                        count("count")),
                // Four rows are summed at a time, and what is over goes to the padding.
                KernelFunction.shared(
                        "sumColumns",
                        Division.rows("dZ", "db", 4),
                        "{@code db = scale·Σ dZ} over m columns, for n rows.",
                        read("dZ"),
                        count("n"),
                        count("m"),
                        number("scale"),
                        changed("db")),
                KernelFunction.alone(
                        "countCorrect",
                        Result.INTEGER,
                        "How many outputs are on their label's side of 0.5.",
                        read("al"),
                        read("y"),
                        count("count")));
    }

    /** Products, which divide themselves among threads. */
    private static List<KernelFunction> products() {
        return List.of(
                KernelFunction.shared(
                                "product",
                                Division.product(),
                                "{@code C = keep·C + A·B} or {@code keep·C + Aᵀ·B} with a keep of 0 or 1; aRow and aStep"
                                        + " are the bytes from row to row and from step to step of A, cRow those from"
                                        + " row to row of B and C, of which m columns take part.",
                                read("a"),
                                bytes("aRow"),
                                bytes("aStep"),
                                read("b"),
                                bytes("cRow"),
                                count("m"),
                                count("k"),
                                changed("c"),
                                number("keep"),
                                count("to"),
                                changed("scratch"))
                        .by("productShare"),
                KernelFunction.shared(
                        "productOfExamples",
                        Division.product(),
                        "float32: {@code C = keep·C + A·B} with a B of bytes as {@link #examples} takes them; k and m"
                                + " are the features and the examples that take part, and each example and row of A"
                                + " has {@code example} of them.",
                        read("a"),
                        read("b"),
                        count("example"),
                        bytes("cRow"),
                        count("m"),
                        count("k"),
                        changed("c"),
                        number("keep"),
                        count("to"),
                        changed("scratch")));
    }

    /** Products with a transposed B. */
    private static List<KernelFunction> turnedProducts() {
        return List.of(
                KernelFunction.shared(
                                "addTurned",
                                Division.product(),
                                "float32: {@code C = keep·C + scale·A·Bᵀ} with a B of many rows, which are copied, or of"
                                        + " bytes as above if {@code example} is not 0.",
                                read("a"),
                                read("b"),
                                count("example"),
                                count("m"),
                                count("k"),
                                number("scale"),
                                number("keep"),
                                changed("c"),
                                bytes("cRow"),
                                count("to"),
                                changed("scratch"))
                        .by("productTurned"),
                KernelFunction.shared(
                                "productT",
                                Division.product(),
                                "{@code C = scale·A·Bᵀ}; cRow is the bytes from row to row of C.",
                                read("a"),
                                read("b"),
                                count("m"),
                                count("k"),
                                number("scale"),
                                changed("c"),
                                bytes("cRow"),
                                count("from"),
                                count("to"),
                                changed("scratch"))
                        .by("productTShare"));
    }

    /** Examples, maps, fused steps and the limit. */
    private static List<KernelFunction> wholes() {
        return List.of(
                KernelFunction.shared(
                        "examples",
                        Division.examples(),
                        "Bytes, one example of {@code rows} after another, to a matrix / 255.",
                        read("bytes"),
                        count("rows"),
                        count("columns"),
                        changed("matrix")),
                KernelFunction.shared(
                        "maps",
                        Division.itself(arguments -> I64.of(arguments.get("work")), 0),
                        "The operation on maps with this number, as the words at this address describe it; worth"
                                + " sharing among threads if work is more than 0.",
                        choice("operation"),
                        read("at"),
                        count("work")),
                KernelFunction.alone(
                        "train",
                        Result.NUMBER,
                        "Runs iterations of the network described at this address; the summed cost before the last"
                                + " update.",
                        changed("network"),
                        count("iterations"),
                        number("rate"),
                        number("l1"),
                        number("l2")),
                KernelFunction.shared(
                        "limit",
                        Division.repeated("rounds"),
                        "Runs rounds of multiply-adds on registers alone, on each thread.",
                        count("rounds")));
    }
}
