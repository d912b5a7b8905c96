package org.layerlab.page.lab.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.check.Check;
import org.layerlab.network.check.ContractNumbers;
import org.layerlab.network.check.GoldenChecks;
import org.layerlab.network.check.KernelContract;
import org.layerlab.network.check.NumberText;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.verdict.Predictor;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Http;
import org.layerlab.page.kernels.KernelChoice;

/** Runs all checks in the worker, one after the other, so that each is told as soon as it is done. */
public final class SelfTest {
    /** Hears what came of the checks. */
    public interface Listener {
        /**
         * One more check is done.
         *
         * @param milliseconds how long it took
         * @param done how many parts are done, of {@code total}
         */
        void checked(Check check, double milliseconds, int done, int total);

        /** All are done. */
        void finished();
    }

    private interface Part {
        List<Check> run() throws ParameterFileException;
    }

    private static final int ROUNDS = 200;

    /**
     * Cost lines of the reference kernels where others train: half of the self-test's time went into the rest, and the
     * contract compares the two kernels anyway.
     */
    private static final int REFERENCE_LINES = 30;

    /** Around the widths of vectors, and of what a sum is added up by. */
    private static final int[] BATCHES = {1, 2, 3, 4, 5, 7, 8, 300, 511, 514};

    /** First and last layers whose units are and are not as many as kernels do at a time. */
    private static final List<Architecture> FUSED = List.of(
            Architecture.relu(2, 1),
            Architecture.relu(2, 4, 1),
            Architecture.relu(2, 7, 1),
            Architecture.relu(2, 3, 5, 2, 1),
            Architecture.of(List.of(2, 6, 1), Activation.TANH));

    private final String assets;
    private final KernelChoice choice;
    private final Listener listener;
    private final List<String> files = new ArrayList<>();
    private final Map<String, byte[]> loaded = new LinkedHashMap<>();
    private final List<Part> parts = new ArrayList<>();
    /** By the number of a part: how many threads have to compute before it runs. */
    private final Map<Integer, Integer> waiting = new LinkedHashMap<>();

    /** What all the kernels of a precision are compared with. */
    private final Map<Precision, ContractNumbers> numbers = new LinkedHashMap<>();

    private @Nullable Arrival arrival;
    private final Clock.Task next = Clock.soon(this::runNext);
    private int done;

    /**
     * A self-test that fetches its golden files below {@code assets}.
     *
     * @param assets the address of the assets, without a slash at its end
     * @param choice the kernels that this browser gets, which are checked besides those in plain Java
     */
    public SelfTest(String assets, KernelChoice choice, Listener listener) {
        this.assets = assets;
        this.choice = choice;
        this.listener = listener;
        files.add(GoldenChecks.RANDOM);
        files.add(GoldenChecks.TENSOR_FLOW);
        files.addAll(GoldenChecks.STEPS);
        files.addAll(GoldenChecks.CIRCLES);
    }

    /** Fetches the golden files, then runs. */
    public void start() {
        for (String file : files) {
            Http.getBytes(
                    assets + "/golden/" + file + ".npz",
                    (received, total) -> {},
                    why -> {},
                    bytes -> {
                        loaded.put(file, bytes.copyToJavaArray());
                        if (loaded.size() == files.size()) {
                            plan();
                            next.run();
                        }
                    },
                    why -> {
                        listener.checked(new Check(file + ".npz is there", false, why), 0, 0, 1);
                        listener.finished();
                    });
        }
    }

    private void plan() {
        Map<String, Supplier<Kernels>> kernels = new LinkedHashMap<>();
        // Not the reference kernels: the contract compares with them.
        kernels.put("plain Java, float32", FloatKernels::new);
        String variant = choice.variant();
        if (!variant.equals("plain")) {
            for (Precision precision : Precision.values()) {
                kernels.put(variant + ", " + precision.id(), () -> choice.kernels(precision));
            }
        }
        parts.add(() -> List.of(kernelsAreLoaded()));
        parts.add(() -> List.of(NumberText.check()));
        parts.add(() -> List.of(GoldenChecks.random(golden(GoldenChecks.RANDOM))));
        parts.add(() -> List.of(GoldenChecks.tensorFlow(golden(GoldenChecks.TENSOR_FLOW))));
        Map<String, Supplier<Kernels>> exact = new LinkedHashMap<>();
        exact.put("reference", ReferenceKernels::new);
        if (!variant.equals("plain")) {
            exact.put(variant, () -> choice.kernels(Precision.FLOAT64));
        }
        for (String step : GoldenChecks.STEPS) {
            exact.forEach((name, maker) ->
                    parts.add(() -> List.of(by(name, GoldenChecks.step(step, golden(step), maker.get())))));
        }
        kernels.forEach((name, maker) -> parts.add(() -> contract(name, maker.get())));
        if (!variant.equals("plain")) {
            parts.add(() -> List.of(fusedStepsEqualSingleOnes()));
            parts.add(() -> List.of(memoryIsGivenBack()));
        }
        if (choice.hasWide()) {
            parts.add(() -> List.of(TilesCheck.digits(choice)));
        }
        int threads = choice.mostThreads();
        if (threads > 1) {
            waiting.put(parts.size(), threads);
            for (Precision precision : Precision.values()) {
                String name = variant + ", " + precision.id() + ", " + threads + " threads";
                parts.add(() -> contract(name, choice.kernels(precision)));
            }
            ThreadsCheck check = new ThreadsCheck(choice);
            parts.add(() -> List.of(check.digits()));
            parts.add(() -> List.of(check.loss()));
        }
        for (String circles : GoldenChecks.CIRCLES) {
            exact.forEach((name, maker) -> {
                int lines = name.equals(variant) || variant.equals("plain") ? Integer.MAX_VALUE : REFERENCE_LINES;
                parts.add(() -> List.of(by(name, GoldenChecks.circles(circles, golden(circles), maker.get(), lines))));
            });
        }
    }

    /** Else nothing would tell that the checks of the kernels and of the threads are left out. */
    private Check kernelsAreLoaded() {
        String failure = choice.failure();
        return new Check("kernels are loaded", failure.isEmpty(), failure.isEmpty() ? choice.variant() : failure);
    }

    private List<Check> contract(String name, Kernels kernels) {
        ContractNumbers known = numbers.computeIfAbsent(kernels.precision(), ContractNumbers::new);
        return KernelContract.run(kernels, known).stream()
                .map(check -> new Check("kernels (" + name + "): " + check.name(), check.passed(), check.detail()))
                .toList();
    }

    /**
     * Many updates in one call against one by one, to the last bit: for every activation, and for batches around the
     * widths of vectors and blocks.
     */
    private Check fusedStepsEqualSingleOnes() {
        StringBuilder differing = new StringBuilder();
        for (Precision precision : Precision.values()) {
            for (Activation g : Activation.values()) {
                Architecture architecture = Architecture.of(List.of(2, 9, 6, 1), g);
                if (differs(precision, architecture, Points.MOONS.generate(101, 0.2, 1))) {
                    differing.append(precision.id() + " " + g.id() + "; ");
                }
            }
            for (int m : BATCHES) {
                for (Architecture architecture : FUSED) {
                    if (differs(precision, architecture, someExamples(m))) {
                        differing.append(precision.id() + " " + architecture + " of " + m + "; ");
                    }
                }
            }
        }
        return new Check(
                "fused steps equal single ones",
                differing.length() == 0,
                differing.length() == 0
                        ? "to the last bit, in every activation and with batches of 1 to " + BATCHES[BATCHES.length - 1]
                        : "different: " + differing);
    }

    private boolean differs(Precision precision, Architecture architecture, LabeledSet points) {
        Parameters single = trained(choice.kernels(precision), architecture, points, 1);
        Parameters fused = trained(choice.kernels(precision), architecture, points, 50);
        for (int l = 0; l < single.layers().size(); l++) {
            Parameters.Dense a = single.layers().get(l);
            Parameters.Dense b = fused.layers().get(l);
            if (!Arrays.equals(a.W(), b.W()) || !Arrays.equals(a.b(), b.b())) {
                return true;
            }
        }
        return false;
    }

    private static LabeledSet someExamples(int m) {
        double[] Y = new double[m];
        for (int j = 0; j < m; j++) {
            Y[j] = j % 2;
        }
        return new LabeledSet(2, m, new NumpyRandom(m).normals(2 * m), Y);
    }

    private static Parameters trained(Kernels kernels, Architecture architecture, LabeledSet points, int atOnce) {
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 3));
        Trainer trainer = new Trainer(network, points, Hyperparameters.plain(0.1, 101));
        while (!trainer.done()) {
            trainer.steps(atOnce);
        }
        Parameters parameters = network.parameters();
        kernels.releaseAll();
        return parameters;
    }

    /** Trains, predicts and closes a network again and again: the kernels' memory must not grow with it. */
    private Check memoryIsGivenBack() {
        long usedBefore = choice.usedBytes();
        long sizeAfterFirst = 0;
        Architecture architecture = Architecture.relu(2, 200, 30, 1);
        LabeledSet points = Points.MOONS.generate(700, 0.2, 1);
        for (int round = 0; round < ROUNDS; round++) {
            Kernels kernels = choice.kernels(round % 2 == 0 ? Precision.FLOAT64 : Precision.FLOAT32);
            Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, round));
            Trainer trainer = new Trainer(network, points, Hyperparameters.plain(0.1, 3));
            while (!trainer.done()) {
                trainer.steps(3);
            }
            new Predictor(network).evaluate(points);
            trainer.release();
            network.release();
            kernels.releaseAll();
            if (round == 1) {
                sizeAfterFirst = choice.memoryBytes();
            }
        }
        boolean same = choice.usedBytes() == usedBefore && choice.memoryBytes() == sizeAfterFirst;
        return new Check(
                "memory is given back",
                same,
                ROUNDS + " networks: " + (choice.usedBytes() - usedBefore) + " bytes still used, memory went from "
                        + sizeAfterFirst + " to " + choice.memoryBytes());
    }

    private static Check by(String kernels, Check check) {
        return new Check(check.name() + " (" + kernels + ")", check.passed(), check.detail());
    }

    private Map<String, Tensor> golden(String name) throws ParameterFileException {
        byte[] bytes = loaded.get(name);
        return Npz.read(bytes == null ? new byte[0] : bytes);
    }

    private void runNext() {
        if (done == parts.size()) {
            listener.finished();
            return;
        }
        double start = Clock.now();
        List<Check> checks;
        try {
            Integer threads = waiting.get(done);
            if (threads != null) {
                if (arrival == null) {
                    arrival = new Arrival(choice, threads);
                }
                if (!arrival.complete()) {
                    next.run();
                    return;
                }
            }
            checks = parts.get(done).run();
        } catch (ParameterFileException | RuntimeException e) {
            checks = List.of(new Check("part " + (done + 1), false, String.valueOf(e)));
        }
        double each = (Clock.now() - start) / checks.size();
        done++;
        for (Check check : checks) {
            listener.checked(check, each, done, parts.size());
        }
        next.run();
    }
}
