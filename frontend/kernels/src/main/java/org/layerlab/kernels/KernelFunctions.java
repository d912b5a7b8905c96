package org.layerlab.kernels;

import static org.layerlab.kernels.Parameter.Kind.BYTES;
import static org.layerlab.kernels.Parameter.Kind.CHANGED;
import static org.layerlab.kernels.Parameter.Kind.CHOICE;
import static org.layerlab.kernels.Parameter.Kind.COUNT;
import static org.layerlab.kernels.Parameter.Kind.NUMBER;
import static org.layerlab.kernels.Parameter.Kind.READ;

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
        all.addAll(updates());
        all.addAll(costs());
        all.addAll(products());
        all.addAll(wholes());
        return all;
    }

    /** What is done to each element. */
    private static List<KernelFunction> elementwise() {
        return List.of(
                KernelFunction.elements("activate")
                        .does("{@code A = g(Z)}, g being the activation with this number; A may be Z.")
                        .takes(CHOICE.of("g"), READ.of("z"), CHANGED.of("a"), COUNT.of("count")),
                KernelFunction.elements("backward")
                        .does("{@code dZ = dA ∘ g'(Z)} with A = g(Z) given; dZ may be dA.")
                        .takes(CHOICE.of("g"), READ.of("z", "a", "dA"), CHANGED.of("dZ"), COUNT.of("count")),
                KernelFunction.elements("scaleBy")
                        .does("{@code A = A ∘ B}.")
                        .takes(CHANGED.of("a"), READ.of("b"), COUNT.of("count")),
                KernelFunction.elements("add")
                        .does("{@code C = A + B}; C may be either.")
                        .takes(READ.of("a", "b"), CHANGED.of("c"), COUNT.of("count")),
                KernelFunction.alone("outputError", Result.NOTHING)
                        .does("{@code dZ = AL − Y}.")
                        .takes(READ.of("al", "y"), CHANGED.of("dZ"), COUNT.of("count")),
                KernelFunction.alone("dropout", Result.NOTHING)
                        .does(
                                "{@code D = A ∘ mask}. Keeps an element where its hash, unsigned, is at most {@code last}.")
                        .takes(READ.of("a"), CHANGED.of("mask", "d"), COUNT.of("count"))
                        .takes(CHOICE.of("last"), NUMBER.of("scale"), CHOICE.of("seed")),
                KernelFunction.shared("addBias", Division.rows("z", "b", 1))
                        .does("{@code Z = Z + b} for n rows of m numbers.")
                        .takes(CHANGED.of("z"), READ.of("b"), COUNT.of("n", "m")));
    }

    /** The updates of parameters, each with penalties. */
    private static List<KernelFunction> updates() {
        return List.of(
                KernelFunction.elements("descend")
                        .does("{@code W −= rate·G} with {@code G = dW + l1·sign(W) + l2·W}.")
                        .takes(CHANGED.of("w"), READ.of("dW"), COUNT.of("count"), NUMBER.of("rate", "l1", "l2")),
                KernelFunction.elements("momentum")
                        .does("{@code V = momentum·V + G, W −= rate·V}.")
                        .takes(CHANGED.of("w"), READ.of("dW"), CHANGED.of("v"), COUNT.of("count"))
                        .takes(NUMBER.of("rate", "momentum", "l1", "l2")),
                KernelFunction.elements("adam")
                        .does("{@code M = β1·M + (1 − β1)·G, S = β2·S + (1 − β2)·G², W −= rate·meanScale·M /"
                                + " (√(squareScale·S) + ε)}.")
                        .takes(CHANGED.of("w"), READ.of("dW"), CHANGED.of("m", "s"), COUNT.of("count"))
                        .takes(NUMBER.of("rate", "meanScale", "squareScale", "l1", "l2")));
    }

    /** What is summed over a batch. */
    private static List<KernelFunction> costs() {
        return List.of(
                KernelFunction.alone("crossEntropy", Result.NUMBER)
                        .does("The sum of the examples' cross-entropies.")
                        .takes(READ.of("al", "y"), COUNT.of("count")),
                // Four rows are summed at a time, and what is over goes to the padding.
                KernelFunction.shared("sumColumns", Division.rows("dZ", "db", 4))
                        .does("{@code db = scale·Σ dZ} over m columns, for n rows.")
                        .takes(READ.of("dZ"), COUNT.of("n", "m"), NUMBER.of("scale"), CHANGED.of("db")),
                KernelFunction.alone("countCorrect", Result.INTEGER)
                        .does("How many outputs are on their label's side of 0.5.")
                        .takes(READ.of("al", "y"), COUNT.of("count")));
    }

    /** Products, which divide themselves among threads. */
    private static List<KernelFunction> products() {
        return List.of(
                KernelFunction.shared("product", Division.product())
                        .does("{@code C = keep·C + A·B} or {@code keep·C + Aᵀ·B} with a keep of 0 or 1; aRow and aStep"
                                + " are the bytes from row to row and from step to step of A, cRow those from"
                                + " row to row of B and C, of which m columns take part.")
                        .takes(READ.of("a"), BYTES.of("aRow", "aStep"), READ.of("b"), BYTES.of("cRow"))
                        .takes(
                                COUNT.of("m", "k"),
                                CHANGED.of("c"),
                                NUMBER.of("keep"),
                                COUNT.of("to"),
                                CHANGED.of("scratch"))
                        .by("productShare"),
                KernelFunction.shared("productOfExamples", Division.product())
                        .does(
                                "float32: {@code C = keep·C + A·B} with a B of bytes as {@link #examples} takes them; k and m"
                                        + " are the features and the examples that take part, and each example and row of A"
                                        + " has {@code example} of them.")
                        .takes(READ.of("a", "b"), COUNT.of("example"), BYTES.of("cRow"), COUNT.of("m", "k"))
                        .takes(CHANGED.of("c"), NUMBER.of("keep"), COUNT.of("to"), CHANGED.of("scratch")),
                KernelFunction.shared("addTurned", Division.product())
                        .does("float32: {@code C = keep·C + scale·A·Bᵀ} with a B of many rows, which are copied, or of"
                                + " bytes as above if {@code example} is not 0.")
                        .takes(READ.of("a", "b"), COUNT.of("example", "m", "k"), NUMBER.of("scale", "keep"))
                        .takes(CHANGED.of("c"), BYTES.of("cRow"), COUNT.of("to"), CHANGED.of("scratch"))
                        .by("productTurned"),
                KernelFunction.shared("productT", Division.product())
                        .does("{@code C = scale·A·Bᵀ}; cRow is the bytes from row to row of C.")
                        .takes(READ.of("a", "b"), COUNT.of("m", "k"), NUMBER.of("scale"))
                        .takes(CHANGED.of("c"), BYTES.of("cRow"), COUNT.of("from", "to"), CHANGED.of("scratch"))
                        .by("productTShare"));
    }

    /** Examples, maps, fused steps and the limit. */
    private static List<KernelFunction> wholes() {
        return List.of(
                KernelFunction.shared("examples", Division.examples())
                        .does("Bytes, one example of {@code rows} after another, to a matrix / 255.")
                        .takes(READ.of("bytes"), COUNT.of("rows", "columns"), CHANGED.of("matrix")),
                KernelFunction.shared("maps", Division.itself(Division.work("work"), 0))
                        .does("The operation on maps with this number, as the words at this address describe it; worth"
                                + " sharing among threads if work is more than 0.")
                        .takes(CHOICE.of("operation"), READ.of("at"), COUNT.of("work")),
                KernelFunction.alone("train", Result.NUMBER)
                        .does(
                                "Runs iterations of the network described at this address; the summed cost before the last"
                                        + " update.")
                        .takes(CHANGED.of("network"), COUNT.of("iterations"), NUMBER.of("rate", "l1", "l2")),
                KernelFunction.shared("limit", Division.repeated("rounds"))
                        .does("Runs rounds of multiply-adds on registers alone, on each thread.")
                        .takes(COUNT.of("rounds")));
    }
}
