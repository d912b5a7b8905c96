package org.layerlab.backend.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.DataSetException;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.Split;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Network;
import org.layerlab.network.verdict.Answers;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Predictor;
import org.layerlab.network.verdict.Reliability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a model on labeled photos. */
@Command(
        name = "evaluate",
        description = {
            "Measures a model on labeled photos.",
            "Prints the accuracy, the confusion matrix, and the expected calibration error over 15 bins: the average "
                    + "difference between predicted probability and accuracy."
        })
public final class EvaluateCommand implements Callable<Integer> {
    private static final double CONFIDENT = 0.9;

    /** Photos, and what the model says of them. */
    private record Measured(PhotoExamples photos, Answers answers) {}

    private final TerminalOutput console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A .safetensors or .npz file.")
    private Path model;

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "PATH",
            description = "A folder or zip of labeled photos, or: drawings. Several are combined.")
    private List<String> sources;

    /** The part of a data set to measure on. */
    enum Part {
        TRAIN,
        TEST,
        ALL
    }

    @Option(
            names = "--split",
            paramLabel = "PART",
            defaultValue = "test",
            description = "Part to measure on: test, train, all. Default: ${DEFAULT-VALUE}.")
    private Part part;

    @Option(
            names = "--test-fraction",
            paramLabel = "FRACTION",
            defaultValue = "1",
            description =
                    "Test on this fraction of a data set without a test split, as train does. Default: all of it.")
    private double testFraction;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of that split. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--neither",
            paramLabel = "PATH",
            description = "Also count how many pictures of this folder or zip, which show neither a cat nor a dog, are "
                    + "called unsure. Each is counted separately if there are several.")
    private List<Path> neither = List.of();

    @Option(names = "--cache", paramLabel = "DIR", description = "Keep prepared photos in this folder.")
    private @Nullable Path cache;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    public EvaluateCommand(TerminalOutput console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Photos.requireSplit(spec, testFraction, seed);
        ParameterFile file = ModelFiles.read(model, console);
        PhotoPreparation how = Photos.preparation(model, file.card());
        Network network = Photos.network(model, file, how, console);
        Predictor predictor = new Predictor(network, Photos.familiarity(file.card()));
        ExampleStore store = Photos.store(cache);
        // Before the work on the photos.
        List<DataSet> neithers = openNeither();
        try {
            measure(file, how, predictor, store);
            for (int i = 0; i < neithers.size(); i++) {
                printNeither(
                        neither.get(i),
                        neithers.get(i),
                        predictor,
                        store,
                        how,
                        file.card().calibration());
            }
        } finally {
            neithers.forEach(DataSet::close);
        }
        return 0;
    }

    private void measure(ParameterFile file, PhotoPreparation how, Predictor predictor, ExampleStore store)
            throws CommandException {
        List<Measured> measured = new ArrayList<>();
        try (DataSet dataSet = Photos.open(sources, testFraction, seed)) {
            for (Split split : splits(dataSet)) {
                measured.add(measured(predictor, store, dataSet, split, how));
            }
        }
        int total = measured.stream().mapToInt(part -> part.photos.size()).sum();
        double[] probabilities = new double[total];
        double[] found = new double[total];
        int[] labels = new int[total];
        int[][] confusion = new int[2][2];
        int m = 0;
        for (Measured part : measured) {
            for (int i = 0; i < part.photos.size(); i++, m++) {
                probabilities[m] = part.answers.probabilities()[i];
                found[m] = part.answers.found()[i];
                labels[m] = part.photos.Y()[i];
                confusion[labels[m]][probabilities[m] > 0.5 ? 1 : 0]++;
            }
        }
        print(confusion);
        printCalibration(new Answers(probabilities, found), labels, file.card().calibration());
    }

    /** What the model says of a part of a data set, after a second look where it takes one. */
    private Measured measured(
            Predictor predictor, ExampleStore store, DataSet dataSet, Split split, PhotoPreparation how)
            throws CommandException {
        PhotoExamples seen = Photos.prepared(store, dataSet, split, how.plain(), console);
        Answers answers = Photos.answers(model, predictor, Photos.plain(seen, how));
        if (!how.hasDetail()) {
            return new Measured(seen, answers);
        }
        PhotoExamples closer =
                Photos.prepared(store, dataSet, split, how.plain().detailed(), console);
        if (!closer.names().equals(seen.names())) {
            throw new CommandException("the photos changed while they were looked at: there were " + seen.size()
                    + ", now there are " + closer.size());
        }
        return new Measured(
                seen, predictor.lookedAgain(answers, closer.photos().set().at(how.side())));
    }

    private void printCalibration(Answers answers, int[] labels, Optional<Calibration> calibration) {
        double[] probabilities = answers.probabilities();
        console.print("calibration error: " + error(probabilities, labels) + " % uncalibrated");
        if (calibration.isEmpty()) {
            return;
        }
        Calibration known = calibration.get();
        double[] calibrated =
                Arrays.stream(probabilities).map(known::calibrated).toArray();
        int unsure = 0;
        int neither = 0;
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            neither += known.neither(answers.found()[i]) ? 1 : 0;
            if (known.unsure(probabilities[i], answers.found()[i])) {
                unsure++;
            } else if (probabilities[i] > 0.5 == (labels[i] == 1)) {
                right++;
            }
        }
        int sure = labels.length - unsure;
        console.print("calibration error: " + error(calibrated, labels) + " % calibrated, "
                + String.format(
                        Locale.ROOT,
                        "temperature %.3f from %d validation photos",
                        known.temperature(),
                        known.examples()));
        console.print("unsure: " + OutputOptions.percent((double) unsure / labels.length) + " %, "
                + Photos.unsureRule(known)
                + (known.leastFound() == 0
                        ? ""
                        : " (" + OutputOptions.percent((double) neither / labels.length) + " %)")
                + (sure == 0
                        ? ""
                        : "; accuracy of the others: " + OutputOptions.percent((double) right / sure) + " %"));
    }

    /** Opens the pictures of neither class; the caller closes them. */
    private List<DataSet> openNeither() throws CommandException {
        List<DataSet> opened = new ArrayList<>();
        try {
            for (Path path : neither) {
                opened.add(DataSets.neither("neither", path));
            }
            return opened;
        } catch (DataSetException e) {
            opened.forEach(DataSet::close);
            throw new CommandException("--neither: " + e.getMessage(), e);
        }
    }

    private void printNeither(
            Path path,
            DataSet dataSet,
            Predictor predictor,
            ExampleStore store,
            PhotoPreparation how,
            Optional<Calibration> calibration)
            throws CommandException {
        Answers answers = measured(predictor, store, dataSet, Split.TRAIN, how).answers;
        int total = answers.probabilities().length;
        int unsure = 0;
        int confident = 0;
        for (int i = 0; i < total; i++) {
            double p = answers.probabilities()[i];
            double calibrated = calibration.isPresent() ? calibration.get().calibrated(p) : p;
            if (calibration.isPresent() && calibration.get().unsure(p, answers.found()[i])) {
                unsure++;
            } else {
                confident += Math.max(calibrated, 1 - calibrated) >= CONFIDENT ? 1 : 0;
            }
        }
        console.print("neither, " + path.getFileName() + ": " + OutputOptions.percent((double) unsure / total)
                + " % of " + total + " pictures unsure; "
                + OutputOptions.percent((double) confident / total) + " % called cat or dog with at least 90 %");
    }

    private static String error(double[] probabilities, int[] labels) {
        return OutputOptions.percent(Reliability.of(probabilities, labels).expectedCalibrationError());
    }

    private List<Split> splits(DataSet opened) throws CommandException {
        List<Split> splits = new ArrayList<>();
        for (Split split : Split.values()) {
            boolean asked = part == Part.ALL || part.name().equals(split.name());
            if (asked && !opened.items(split).isEmpty()) {
                splits.add(split);
            }
        }
        if (splits.isEmpty()) {
            throw new CommandException("data set " + String.join(", ", sources) + " has no "
                    + part.name().toLowerCase(Locale.ROOT) + " images; it has "
                    + opened.items(Split.TRAIN).size() + " to train on and "
                    + opened.items(Split.TEST).size() + " to test on");
        }
        return splits;
    }

    private void print(int[][] confusion) {
        int correct = confusion[0][0] + confusion[1][1];
        int total = correct + confusion[0][1] + confusion[1][0];
        console.print("accuracy: " + OutputOptions.percent((double) correct / total) + " %");
        console.print(String.format(Locale.ROOT, "%-12s%10s%10s", "", "said cat", "said dog"));
        for (int label = 0; label < confusion.length; label++) {
            console.print(String.format(
                    Locale.ROOT,
                    "%-12s%10d%10d",
                    "is " + DataSet.CLASSES.get(label),
                    confusion[label][0],
                    confusion[label][1]));
        }
        console.say(Accuracies.basis(correct, total));
    }
}
