package org.layerlab.page.play.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.layerlab.network.check.GradientCheck;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.message.PlayMessages;

/** The next update's numbers, matrix by matrix, each with its first rows and columns. */
final class Explanation {
    /** How many rows and columns of a matrix are told. */
    static final int CORNER = 4;

    /** Multiplications that a gradient check may take: about a second. */
    private static final double MOST_WORK = 2e8;

    private static final int MOST_EXAMPLES = 100;

    private final Network network;
    private final List<String> names = new ArrayList<>();
    /** Rows, columns and values of one matrix after another. */
    private double[] numbers = {};

    private Explanation(Network network) {
        this.network = network;
    }

    /**
     * The answer that tells them: X, Y, then W, b, Z, A, dZ, dW, db of each layer, what the optimizer keeps of each W and b
     * (V of momentum; M and S of Adam), the cost J, the rate, the update's number t, and as h what the update also takes: the
     * momentum, λ of L1 and λ of L2.
     */
    static PlayMessages.Explained of(Trainer trainer) {
        return new Explanation(trainer.network()).message(trainer);
    }

    private PlayMessages.Explained message(Trainer trainer) {
        Trainer.Trial trial = trainer.trial();
        add("X", trial.X());
        add("Y", trial.Y());
        Parameters parameters = network.parameters();
        Parameters gradients = network.gradients();
        for (int l = 1; l <= network.architecture().depth(); l++) {
            add("W" + l, "b" + l, parameters.layers().get(l - 1));
            add("Z" + l, trial.pass().Z(l));
            add("A" + l, trial.pass().A(l));
            add("dZ" + l, trial.pass().dZ(l));
            add("dW" + l, "db" + l, gradients.layers().get(l - 1));
        }
        List<Parameters> moments = trainer.optimizerState();
        for (int i = 0; i < moments.size(); i++) {
            String name = moments.size() == 1 ? "V" : i == 0 ? "M" : "S";
            for (int l = 1; l <= network.architecture().depth(); l++) {
                add(name + "W" + l, name + "b" + l, moments.get(i).layers().get(l - 1));
            }
        }
        add("J", 1, 1, new double[] {trial.cost()});
        add("t", 1, 1, new double[] {trainer.iteration() + 1});
        add("α", 1, 1, new double[] {trial.rate()});
        Hyperparameters h = trainer.hyperparameters();
        add("h", 1, 3, new double[] {h.momentum(), h.l1(), h.l2()});
        return PlayMessages.explained(String.join(",", names), numbers, trainer.iteration());
    }

    private void add(String W, String b, Parameters.Dense dense) {
        add(W, dense.rows(), dense.columns(), dense.W());
        add(b, dense.rows(), 1, dense.b());
    }

    private void add(String name, Matrix M) {
        add(name, M.rows(), M.columns(), network.kernels().read(M));
    }

    private void add(String name, int rows, int columns, double[] values) {
        names.add(name);
        int down = Math.min(CORNER, rows);
        int across = Math.min(CORNER, columns);
        int at = numbers.length;
        numbers = Arrays.copyOf(numbers, at + 2 + down * across);
        numbers[at] = rows;
        numbers[at + 1] = columns;
        for (int i = 0; i < down * across; i++) {
            numbers[at + 2 + i] = values[i / across * columns + i % across];
        }
    }

    /** The answer that compares backward's gradients with central differences, on as many as take about a second. */
    static PlayMessages.Gradients gradientCheck(Network network, LabeledSet examples) {
        long total = network.architecture().parameterCount();
        int m = Math.min(MOST_EXAMPLES, examples.size());
        long most = Math.max(1, (long) (MOST_WORK / (2.0 * m * total)));
        double[] x = new double[examples.features() * m];
        for (int i = 0; i < x.length; i++) {
            x[i] = examples.X()[i / m * examples.size() + i % m];
        }
        double[] y = new double[m];
        System.arraycopy(examples.Y(), 0, y, 0, m);
        GradientCheck.Result result =
                GradientCheck.compare(network, new LabeledSet(examples.features(), m, x, y), Math.min(most, total));
        return PlayMessages.gradients(result.distance(), (double) result.compared(), (double) total);
    }
}
