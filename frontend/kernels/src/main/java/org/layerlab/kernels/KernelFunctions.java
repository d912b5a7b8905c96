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
        all.addAll(wholes());
        return all;
    }

    /** What is done to each element. */
    private static List<KernelFunction> elementwise() {
        return List.of(
                KernelFunction.elements("activate")
                        .does("{@code A = g(Z)}, g being the activation with this number; A may be Z.")
                        .takes(choice("g"), read("z"), changed("a"), count("count")),
                KernelFunction.elements("backward")
                        .does("{@code dZ = dA ∘ g'(Z)} with A = g(Z) given; dZ may be dA.")
                        .takes(choice("g"), read("z", "a", "dA"), changed("dZ"), count("count")),
                KernelFunction.elements("scaleBy")
                        .does("{@code A = A ∘ B}.")
                        .takes(changed("a"), read("b"), count("count")),
                KernelFunction.elements("add")
                        .does("{@code C = A + B}; C may be either.")
                        .takes(read("a", "b"), changed("c"), count("count")),
                KernelFunction.alone("outputError", Result.NOTHING)
                        .does("{@code dZ = AL − Y}.")
                        .takes(read("al", "y"), changed("dZ"), count("count")),
                KernelFunction.alone("dropout", Result.NOTHING)
                        .does(
                                "{@code D = A ∘ mask}. Keeps an element where its hash, unsigned, is at most {@code last}.")
                        .takes(read("a"), changed("mask", "d"), count("count"), choice("last"), number("scale"))
                        .takes(choice("seed")),
                KernelFunction.shared("addBias", Division.rows("z", "b", 1))
                        .does("{@code Z = Z + b} for n rows of m numbers.")
                        .takes(changed("z"), read("b"), count("n", "m")));
    }

    /** What is summed over a batch. */
    private static List<KernelFunction> costs() {
        return List.of(
                KernelFunction.alone("crossEntropy", Result.NUMBER)
                        .does("The sum of the examples' cross-entropies.")
                        .takes(read("al", "y"), count("count")),
                // Four rows are summed at a time, and what is over goes to the padding.
                KernelFunction.shared("sumColumns", Division.rows("dZ", "db", 4))
                        .does("{@code db = scale·Σ dZ} over m columns, for n rows.")
                        .takes(read("dZ"), count("n", "m"), number("scale"), changed("db")),
                KernelFunction.alone("countCorrect", Result.INTEGER)
                        .does("How many outputs are on their label's side of 0.5.")
                        .takes(read("al", "y"), count("count")));
    }

    /** Products, which divide themselves among threads. */
    private static List<KernelFunction> products() {
        return List.of(
                KernelFunction.shared("product", Division.product())
                        .does("{@code C = keep·C + A·B} or {@code keep·C + Aᵀ·B} with a keep of 0 or 1; aRow and aStep"
                                + " are the bytes from row to row and from step to step of A, cRow those from"
                                + " row to row of B and C, of which m columns take part.")
                        .takes(read("a"), bytes("aRow", "aStep"), read("b"), bytes("cRow"), count("m", "k"))
                        .takes(changed("c"), number("keep"), count("to"), changed("scratch"))
                        .by("productShare"),
                KernelFunction.shared("productOfExamples", Division.product())
                        .does(
                                "float32: {@code C = keep·C + A·B} with a B of bytes as {@link #examples} takes them; k and m"
                                        + " are the features and the examples that take part, and each example and row of A"
                                        + " has {@code example} of them.")
                        .takes(read("a", "b"), count("example"), bytes("cRow"), count("m", "k"), changed("c"))
                        .takes(number("keep"), count("to"), changed("scratch")),
                KernelFunction.shared("addTurned", Division.product())
                        .does("float32: {@code C = keep·C + scale·A·Bᵀ} with a B of many rows, which are copied, or of"
                                + " bytes as above if {@code example} is not 0.")
                        .takes(read("a", "b"), count("example", "m", "k"), number("scale", "keep"), changed("c"))
                        .takes(bytes("cRow"), count("to"), changed("scratch"))
                        .by("productTurned"),
                KernelFunction.shared("productT", Division.product())
                        .does("{@code C = scale·A·Bᵀ}; cRow is the bytes from row to row of C.")
                        .takes(read("a", "b"), count("m", "k"), number("scale"), changed("c"), bytes("cRow"))
                        .takes(count("from", "to"), changed("scratch"))
                        .by("productTShare"));
    }

    /** Examples, maps, fused steps and the limit. */
    private static List<KernelFunction> wholes() {
        return List.of(
                KernelFunction.shared("examples", Division.examples())
                        .does("Bytes, one example of {@code rows} after another, to a matrix / 255.")
                        .takes(read("bytes"), count("rows", "columns"), changed("matrix")),
                KernelFunction.shared("maps", Division.itself(Division.work("work"), 0))
                        .does("The operation on maps with this number, as the words at this address describe it; worth"
                                + " sharing among threads if work is more than 0.")
                        .takes(choice("operation"), read("at"), count("work")),
                KernelFunction.alone("train", Result.NUMBER)
                        .does(
                                "Runs iterations of the network described at this address; the summed cost before the last"
                                        + " update.")
                        .takes(changed("network"), count("iterations"), number("rate", "l1", "l2")),
                KernelFunction.shared("limit", Division.repeated("rounds"))
                        .does("Runs rounds of multiply-adds on registers alone, on each thread.")
                        .takes(count("rounds")));
    }
}
