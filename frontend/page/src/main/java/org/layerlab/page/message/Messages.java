package org.layerlab.page.message;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.doctor.Diagnosis;
import org.layerlab.page.photos.worker.FirstLayer;
import org.layerlab.page.photos.worker.Nearest;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * All that page and worker say to each other. Each message has a {@code type}; the page's begin a run or steer it, the
 * worker's tell what came of it.
 */
public final class Messages {
    private Messages() {}

    /** What every message has. */
    public interface Message extends JSObject {
        @JSProperty
        String getType();
    }

    // ---- from the page to the worker ----

    /** {@code play}, {@code pause}, {@code explain}, {@code check}, {@code resume}, {@code kept?}, {@code forget}: no more than their name. */
    @JSBody(params = "type", script = "return {type: type};")
    public static native Message command(String type);

    /** {@code points}: begins a run on 2-D points; the settings as in a link's fragment. */
    @JSBody(params = "settings", script = "return {type: 'points', text: settings};")
    public static native Message points(String settings);

    /** {@code open}: shows a saved parameter file. */
    @JSBody(params = "file", script = "return {type: 'open', bytes: file};")
    public static native Message open(Int8Array file);

    /** {@code save}: asks for a parameter file of the run as it is; what its card says of it, as JSON. */
    @JSBody(params = "about", script = "return {type: 'save', text: about};")
    public static native Message save(String about);

    /** {@code convert}: asks the lab for a file as safetensors; its card says what the text says, if it says anything. */
    @JSBody(
            params = {"file", "about"},
            script = "return {type: 'convert', bytes: file, text: about};")
    public static native Message convert(Int8Array file, String about);

    /** What {@link #convert} holds. */
    public interface Convert extends Text, Bytes {}

    /** {@code continue}: takes a saved run on photos up where it stopped, and waits there. */
    @JSBody(params = "file", script = "return {type: 'continue', bytes: file};")
    public static native Message continueRun(Int8Array file);

    /** {@code verify}: trains a saved run again from its recipe and compares; {@code halt} ends that. */
    @JSBody(params = "file", script = "return {type: 'verify', bytes: file};")
    public static native Message verify(Int8Array file);

    /** {@code selftest}: runs the self-test; its golden files are below the assets' address. */
    @JSBody(params = "assets", script = "return {type: 'selftest', text: assets};")
    public static native Message selfTest(String assets);

    /** {@code bench}: measures the figure of that id; all of them where it is empty. */
    @JSBody(params = "only", script = "return {type: 'bench', text: only};")
    public static native Message bench(String only);

    /** {@code step}: makes so many updates. */
    @JSBody(params = "count", script = "return {type: 'step', number: count};")
    public static native Message step(int count);

    /** {@code adjust}: goes on with another rate, schedule, penalty or number of iterations. */
    @JSBody(params = "settings", script = "return {type: 'adjust', text: settings};")
    public static native Message adjust(String settings);

    /**
     * {@code watch}: looks at some units of each layer, told by {@link #drawing}.
     *
     * @param first the first unit that is shown of each layer, from the input on
     * @param most how many are shown of each layer at most; 0 to look at none
     */
    @JSBody(
            params = {"first", "most"},
            script = "return {type: 'watch', first: first, most: most};")
    public static native Message watch(Int32Array first, int most);

    /** What {@link #watch} holds. */
    public interface Watch extends Message {
        @JSProperty
        Int32Array getFirst();

        @JSProperty
        int getMost();
    }

    /**
     * {@code edit}: sets a weight by hand.
     *
     * @param layer from 1
     * @param row the unit, from 0
     * @param column the unit before, from 0; −1 for the bias
     */
    @JSBody(
            params = {"layer", "row", "column", "value"},
            script = "return {type: 'edit', layer: layer, row: row, column: column, number: value};")
    public static native Message edit(int layer, int row, int column, double value);

    /** What {@link #edit} holds, the number being the value. */
    public interface Edit extends Valued {
        @JSProperty
        int getLayer();

        @JSProperty
        int getRow();

        @JSProperty
        int getColumn();
    }

    /** {@code seek}: takes the run to an iteration of its past. */
    @JSBody(params = "iteration", script = "return {type: 'seek', number: iteration};")
    public static native Message seek(int iteration);

    /** {@code pace}: lets a run make so many iterations a second; 0 for as many as it can. */
    @JSBody(params = "perSecond", script = "return {type: 'pace', number: perSecond};")
    public static native Message pace(double perSecond);

    /** {@code rules}: what ends the run early; the settings as in a link's fragment. */
    @JSBody(params = "settings", script = "return {type: 'rules', text: settings};")
    public static native Message rules(String settings);

    /** {@code classify}: asks for a photo's probability; 64×64 pixels in BGR, see {@link PhotoSet}. */
    @JSBody(
            params = {"photo", "token"},
            script = "return {type: 'classify', bytes: photo, number: token};")
    public static native Message classify(Int8Array photo, int token);

    /** {@code maps}: asks what a convolutional network's layers make of a photo. */
    @JSBody(
            params = {"photo", "token"},
            script = "return {type: 'maps', bytes: photo, number: token};")
    public static native Message maps(Int8Array photo, int token);

    /** {@code mapped}: what {@link #maps} asked for; the layers as JSON, a byte a pixel. */
    @JSBody(
            params = {"token", "layers", "pictures"},
            script = "return {type: 'mapped', number: token, text: layers, bytes: pictures};")
    public static native Message mapped(int token, String layers, Int8Array pictures);

    /** What {@link #mapped} holds. */
    public interface Mapped extends Text, Bytes {}

    /** {@code class-train}: learns a person's own classes from labelled photos; the classes' names as JSON. */
    @JSBody(
            params = {"names", "photos", "labels"},
            script = "return {type: 'class-train', text: names, bytes: photos, labels: labels};")
    public static native Message classTrain(String names, Int8Array photos, Int8Array labels);

    /** What {@link #classTrain} holds. */
    public interface Labelled extends Text, Bytes {
        @JSProperty
        Int8Array getLabels();
    }

    /** {@code class-ask}: asks which of a person's own classes a photo is of. */
    @JSBody(
            params = {"photo", "token"},
            script = "return {type: 'class-ask', bytes: photo, number: token};")
    public static native Message classAsk(Int8Array photo, int token);

    /** {@code class-save}: asks for the network of a person's own classes. */
    @JSBody(params = "about", script = "return {type: 'class-save', text: about};")
    public static native Message classSave(String about);

    /** {@code class-trained}: what came of {@link #classTrain}, as JSON. */
    @JSBody(params = "summary", script = "return {type: 'class-trained', text: summary};")
    public static native Message classTrained(String summary);

    /** {@code class-said}: the probability of each class. */
    @JSBody(
            params = {"token", "probabilities"},
            script = "return {type: 'class-said', number: token, values: probabilities};")
    public static native Message classSaid(int token, Float64Array probabilities);

    /** What {@link #classSaid} holds. */
    public interface ClassSaid extends Valued, Tested {}

    /** {@code photos}: loads what photos are missing, begins a run on them and trains; the settings as JSON. */
    @JSBody(params = "settings", script = "return {type: 'photos', text: settings};")
    public static native Message photos(String settings);

    /** {@code look}: loads photos of a data set without training on them; its source as JSON. */
    @JSBody(params = "source", script = "return {type: 'look', text: source};")
    public static native Message look(String source);

    /** {@code own}: takes a person's own photos to learn from; files and their paths, in the same order. */
    @JSBody(
            params = {"files", "paths"},
            script = "return {type: 'own', files: files, paths: paths};")
    public static native Message own(JSArray<File> files, JSArray<JSString> paths);

    /** {@code judge}: asks for each file's probability. */
    @JSBody(
            params = {"files", "token"},
            script = "return {type: 'judge', files: files, number: token};")
    public static native Message judge(JSArray<File> files, int token);

    /** What {@link #own} and {@link #judge} hold. */
    public interface Files extends Valued {
        @JSProperty
        JSArray<File> getFiles();

        @JSProperty
        JSArray<JSString> getPaths();
    }

    /** {@code matter}: asks what mattered in a photo, given as for {@link #classify}. */
    @JSBody(
            params = {"photo", "token"},
            script = "return {type: 'matter', bytes: photo, number: token};")
    public static native Message matter(Int8Array photo, int token);

    /** {@code nearest}: asks for the training photos that are nearest to one. */
    @JSBody(
            params = {"photo", "token"},
            script = "return {type: 'nearest', bytes: photo, number: token};")
    public static native Message nearest(Int8Array photo, int token);

    /** {@code weights}: asks for the first layer's strongest units, at most so many. */
    @JSBody(params = "count", script = "return {type: 'weights', number: count};")
    public static native Message weights(int count);

    /** {@code survey}: asks for the probabilities of all photos of {@code train} or {@code test}. */
    @JSBody(params = "split", script = "return {type: 'survey', text: split};")
    public static native Message survey(String split);

    /** {@code pixels}: asks for some photos of {@code train} or {@code test}, by their indices. */
    @JSBody(
            params = {"split", "indices", "token"},
            script = "return {type: 'pixels', text: split, indices: indices, number: token};")
    public static native Message pixels(String split, Int32Array indices, int token);

    /** What {@link #pixels} holds. */
    public interface Pixels extends Text, Valued {
        @JSProperty
        Int32Array getIndices();
    }

    /** {@link #points}, {@link #adjust}, {@link #photos}, {@link #save}, {@link #bench} and others: a text. */
    public interface Text extends Message {
        @JSProperty
        String getText();
    }

    /** {@link #step}, {@link #classify}: a number. */
    public interface Valued extends Message {
        @JSProperty
        double getNumber();
    }

    /** {@link #open}, {@link #classify}, {@link #matter}, {@link #nearest}, {@link #file}: bytes. */
    public interface Bytes extends Valued {
        @JSProperty
        Int8Array getBytes();
    }

    // ---- from the worker to the page ----

    /** {@code awake}: the worker listens. */
    public static Message awake() {
        return command("awake");
    }

    /** {@code failed}: why the last request came to nothing. */
    @JSBody(params = "text", script = "return {type: 'failed', text: text};")
    public static native Message failed(String text);

    /** {@code file}: what {@code save} asked for. */
    @JSBody(params = "bytes", script = "return {type: 'file', bytes: bytes};")
    public static native Message file(Int8Array bytes);

    /** {@code note}: what is to be known of the run that stands ready. */
    @JSBody(params = "text", script = "return {type: 'note', text: text};")
    public static native Message note(String text);

    /** {@code verifying}: how many iterations are made again. */
    @JSBody(
            params = {"done", "total"},
            script = "return {type: 'verifying', done: done, total: total};")
    public static native Message verifying(int done, int total);

    /** What {@link #verifying} holds. */
    public interface Verifying extends Message {
        @JSProperty
        int getDone();

        @JSProperty
        int getTotal();
    }

    /** {@code verified}: what {@code verify} found, as JSON. */
    @JSBody(params = "verdict", script = "return {type: 'verified', text: verdict};")
    public static native Message verified(String verdict);

    /**
     * {@code probability}: what {@code classify} asked for.
     *
     * @param found how much there was to go by; NaN where that is not known
     */
    @JSBody(
            params = {"probability", "found", "token"},
            script = "return {type: 'probability', value: probability, found: found, number: token};")
    public static native Message probability(double probability, double found, int token);

    /** {@code tested}: the probabilities for the test examples, in their order. */
    @JSBody(params = "probabilities", script = "return {type: 'tested', values: probabilities};")
    public static native Message tested(Float64Array probabilities);

    /** What {@link #tested} holds. */
    public interface Tested extends Message {
        @JSProperty
        Float64Array getValues();
    }

    /** {@code checked}: what one check of the self-test found. */
    @JSBody(
            params = {"name", "passed", "detail", "milliseconds", "done", "total"},
            script = "return {type: 'checked', text: name, passed: passed, detail: detail, number: milliseconds,"
                    + " done: done, total: total};")
    public static native Message checked(
            String name, boolean passed, String detail, double milliseconds, int done, int total);

    /** What {@link #checked} holds: the text is the check's name, the number its milliseconds. */
    public interface Checked extends Text, Valued {
        @JSProperty
        boolean isPassed();

        @JSProperty
        String getDetail();

        @JSProperty
        int getDone();

        @JSProperty
        int getTotal();
    }

    /** {@code measured}: a figure of the benchmark. */
    @JSBody(
            params = {"id", "name", "value", "unit", "gigaflops", "threads", "done", "total"},
            script = "return {type: 'measured', id: id, text: name, number: value, unit: unit, gigaflops: gigaflops,"
                    + " threads: threads, done: done, total: total};")
    public static native Message measured(
            String id, String name, double value, String unit, double gigaflops, int threads, int done, int total);

    /** What {@link #measured} holds: the text is the figure's name, the number its value. */
    public interface Measured extends Text, Valued {
        @JSProperty
        String getId();

        @JSProperty
        String getUnit();

        @JSProperty
        double getGigaflops();

        @JSProperty
        int getThreads();

        @JSProperty
        int getDone();

        @JSProperty
        int getTotal();
    }

    /**
     * {@code drawing}: what {@code watch} asked for.
     *
     * @param first as it was asked for
     * @param maps for each layer from the input on and each unit shown, its values over the plane: rows of cells from
     *     the top, −127 to 127
     * @param weights for each layer after the input and each unit shown: its bias, then its weights from the units
     *     shown before
     */
    @JSBody(
            params = {"first", "maps", "weights"},
            script = "return {type: 'drawing', first: first, maps: maps, weights: weights};")
    public static native Message drawing(Int32Array first, Int8Array maps, Float64Array weights);

    /** What {@link #drawing} holds. */
    public interface Drawing extends Message {
        @JSProperty
        Int32Array getFirst();

        @JSProperty
        Int8Array getMaps();

        @JSProperty
        Float64Array getWeights();
    }

    /**
     * {@code explained}: the next update's numbers, which {@code explain} asked for.
     *
     * @param names of the matrices, with commas between them
     * @param numbers for each its rows, its columns, and the values of its first four rows and columns
     * @param iteration updates made so far
     */
    @JSBody(
            params = {"names", "numbers", "iteration"},
            script = "return {type: 'explained', text: names, numbers: numbers, number: iteration};")
    public static native Message explained(String names, Float64Array numbers, int iteration);

    /** What {@link #explained} holds, the number being the iteration. */
    public interface Explained extends Text, Valued {
        @JSProperty
        Float64Array getNumbers();
    }

    /** {@code gradients}: how far backward's gradients are from central differences, which {@code check} asked for. */
    @JSBody(
            params = {"distance", "compared", "total"},
            script = "return {type: 'gradients', number: distance, done: compared, total: total};")
    public static native Message gradients(double distance, double compared, double total);

    /** What {@link #gradients} holds, the number being the relative distance. */
    public interface Gradients extends Valued {
        @JSProperty
        int getDone();

        @JSProperty
        int getTotal();
    }

    /** {@code bayes}: the best accuracy that any classifier can reach on the points, 0 to 1. */
    @JSBody(params = "optimum", script = "return {type: 'bayes', number: optimum};")
    public static native Message bayes(double optimum);

    /** {@code cut}: what came after this iteration is no longer so, for something was changed here by hand. */
    @JSBody(params = "iteration", script = "return {type: 'cut', number: iteration};")
    public static native Message cut(int iteration);

    /** {@code stopped}: why the run ended early. */
    @JSBody(params = "why", script = "return {type: 'stopped', text: why};")
    public static native Message stopped(String why);

    /** {@code diagnosis}: what the doctor says. */
    public static Message diagnosis(Diagnosis diagnosis) {
        JsonArray remedies = new JsonArray();
        for (Diagnosis.Remedy remedy : diagnosis.remedies()) {
            remedies.add(
                    new JsonArray().add(remedy.label()).add(remedy.settings()).add(remedy.iteration()));
        }
        return diagnosis(diagnosis.kind().name(), diagnosis.title(), diagnosis.text(), remedies.toString());
    }

    @JSBody(
            params = {"kind", "title", "text", "remedies"},
            script = "return {type: 'diagnosis', kind: kind, title: title, text: text, remedies: remedies};")
    private static native Message diagnosis(String kind, String title, String text, String remedies);

    /** What {@link #diagnosis} holds. */
    public interface Finding extends Text {
        @JSProperty
        String getKind();

        @JSProperty
        String getTitle();

        @JSProperty
        String getRemedies();
    }

    /** The diagnosis in a message. */
    static Diagnosis diagnosis(Finding finding) {
        List<Diagnosis.Remedy> remedies = new ArrayList<>();
        for (JsonValue value : Json.parse(finding.getRemedies()).asArray()) {
            JsonArray remedy = value.asArray();
            remedies.add(new Diagnosis.Remedy(
                    remedy.get(0).asString(),
                    remedy.get(1).asString(),
                    remedy.get(2).asInt()));
        }
        return new Diagnosis(
                Diagnosis.Kind.valueOf(finding.getKind()), finding.getTitle(), finding.getText(), remedies);
    }

    /**
     * {@code ready}: a run stands at its beginning, or a saved one at its end.
     *
     * @param settings as in a link's fragment; empty for photos
     * @param card the model card as JSON; empty for a new run
     * @param window {x low, x high, y low, y high}: the part of the plane that the boundary shows
     */
    @JSBody(
            params = {"settings", "card", "trainX", "trainY", "testX", "testY", "window"},
            script = "return {type: 'ready', text: settings, card: card, trainX: trainX, trainY: trainY, testX: testX,"
                    + " testY: testY, window: window};")
    public static native Message ready(
            String settings,
            String card,
            Float64Array trainX,
            Float64Array trainY,
            Float64Array testX,
            Float64Array testY,
            Float64Array window);

    /** What {@link #ready} holds: points as shape (2, m), row by row. */
    public interface Ready extends Text {
        @JSProperty
        String getCard();

        @JSProperty
        Float64Array getTrainX();

        @JSProperty
        Float64Array getTrainY();

        @JSProperty
        Float64Array getTestX();

        @JSProperty
        Float64Array getTestY();

        @JSProperty
        Float64Array getWindow();
    }

    /**
     * {@code snapshot}: a run at one moment.
     *
     * @param iteration updates made
     * @param furthest the most that were made, before the run was taken back
     * @param perSecond updates a second, lately; 0 while paused
     * @param cost before the last update; NaN before the first
     * @param train accuracy on the training examples, 0 to 1
     * @param test accuracy on the test examples, 0 to 1
     * @param running whether it goes on by itself
     * @param done whether all iterations are made
     * @param costs cost points since the last snapshot: iteration, cost, iteration, cost …
     * @param boundary probabilities on the grid of the window, rows from its top; null where there is nothing new
     */
    @JSBody(
            params = {
                "iteration",
                "furthest",
                "perSecond",
                "cost",
                "train",
                "test",
                "running",
                "done",
                "costs",
                "boundary"
            },
            script =
                    "return {type: 'snapshot', iteration: iteration, furthest: furthest, perSecond: perSecond, cost: cost,"
                            + " train: train, test: test, running: running, done: done, costs: costs, boundary: boundary};")
    public static native Message snapshot(
            int iteration,
            int furthest,
            double perSecond,
            double cost,
            double train,
            double test,
            boolean running,
            boolean done,
            Float64Array costs,
            @Nullable Float32Array boundary);

    /** What {@link #snapshot} holds. */
    public interface Snapshot extends Message {
        @JSProperty
        int getIteration();

        @JSProperty
        int getFurthest();

        @JSProperty
        double getPerSecond();

        @JSProperty
        double getCost();

        @JSProperty
        double getTrain();

        @JSProperty
        double getTest();

        @JSProperty
        boolean isRunning();

        @JSProperty
        boolean isDone();

        @JSProperty
        Float64Array getCosts();

        @JSProperty
        @Nullable
        Float32Array getBoundary();
    }

    /** What {@link #probability} holds. */
    public interface Probability extends Valued {
        @JSProperty
        double getValue();

        @JSProperty
        double getFound();
    }

    // ---- from the worker to the page, of photos ----

    /** {@code loading}: how far the photos have come, for people; total 0 where it is not known. */
    @JSBody(
            params = {"text", "done", "total"},
            script = "return {type: 'loading', text: text, number: done, total: total};")
    public static native Message loading(String text, double done, double total);

    /** What {@link #loading} holds. */
    public interface Loading extends Text, Valued {
        @JSProperty
        double getTotal();
    }

    /** {@code loaded}: the photos are there; their labels, and what there is to tell of those that were left out. */
    @JSBody(
            params = {"note", "train", "test"},
            script = "return {type: 'loaded', text: note, train: train, test: test};")
    public static native Message loaded(String note, Int8Array train, Int8Array test);

    /** What {@link #loaded} holds. */
    public interface Loaded extends Text {
        @JSProperty
        Int8Array getTrain();

        @JSProperty
        Int8Array getTest();
    }

    /**
     * {@code validated}: how well a run did on its validation part.
     *
     * @param best the iteration of the best measurement so far, whose parameters are kept
     */
    @JSBody(
            params = {"iteration", "cost", "accuracy", "best", "bestAccuracy"},
            script = "return {type: 'validated', number: iteration, cost: cost, accuracy: accuracy, best: best,"
                    + " bestAccuracy: bestAccuracy};")
    public static native Message validated(int iteration, double cost, double accuracy, int best, double bestAccuracy);

    /** What {@link #validated} holds, the number being the iteration. */
    public interface Validated extends Valued {
        @JSProperty
        double getCost();

        @JSProperty
        double getAccuracy();

        @JSProperty
        int getBest();

        @JSProperty
        double getBestAccuracy();
    }

    /** {@code calibrated}: how far the network's probabilities can be trusted, as in a card; empty where unknown. */
    @JSBody(params = "calibration", script = "return {type: 'calibrated', text: calibration};")
    public static native Message calibrated(String calibration);

    /** {@code kept}: what is known of the run that this browser keeps, as JSON; empty where there is none. */
    @JSBody(params = "about", script = "return {type: 'kept', text: about};")
    public static native Message kept(String about);

    /** {@code mattered}: what {@link #matter} asked for: three times 64×64 numbers, the last of them not for all networks. */
    @JSBody(
            params = {"token", "covered", "sensitive", "mapped"},
            script = "return {type: 'mattered', number: token, covered: covered, sensitive: sensitive,"
                    + " mapped: mapped};")
    public static native Message mattered(int token, Float32Array covered, Float32Array sensitive, Float32Array mapped);

    /** What {@link #mattered} holds. */
    public interface Mattered extends Valued {
        @JSProperty
        Float32Array getCovered();

        @JSProperty
        Float32Array getSensitive();

        @JSProperty
        Float32Array getMapped();
    }

    /**
     * {@code near}: what {@link #nearest} asked for.
     *
     * @param how {@code activations}, {@code features} or {@code pixels}, see {@link Nearest#by}
     * @param searched how many photos were looked through
     */
    @JSBody(
            params = {"token", "how", "searched", "pixels", "labels"},
            script = "return {type: 'near', number: token, text: how, total: searched, bytes: pixels,"
                    + " labels: labels};")
    public static native Message near(int token, String how, int searched, Int8Array pixels, Int8Array labels);

    /** What {@link #near} holds: the total is how many were searched. */
    public interface Near extends Bytes, Loading {
        @JSProperty
        Int8Array getLabels();
    }

    /** {@code layer}: what {@link #weights} asked for; see {@link FirstLayer}. */
    @JSBody(
            params = {"units", "lessStart", "pictures", "dogwards"},
            script = "return {type: 'layer', number: units, lessStart: lessStart, bytes: pictures, values: dogwards};")
    public static native Message layer(int units, boolean lessStart, Int8Array pictures, Float64Array dogwards);

    /** What {@link #layer} holds. */
    public interface Layer extends Bytes, Tested {
        @JSProperty
        boolean isLessStart();
    }

    /** {@code surveyed}: what {@link #survey} asked for. */
    @JSBody(
            params = {"split", "probabilities"},
            script = "return {type: 'surveyed', text: split, values: probabilities};")
    public static native Message surveyed(String split, Float64Array probabilities);

    /** What {@link #surveyed} holds. */
    public interface Surveyed extends Text, Tested {}

    /** {@code pictures}: what {@link #pixels} asked for. */
    @JSBody(
            params = {"token", "pixels"},
            script = "return {type: 'pictures', number: token, bytes: pixels};")
    public static native Message pictures(int token, Int8Array pixels);

    /**
     * {@code judged}: one of the files that {@link #judge} gave.
     *
     * @param index of the file
     * @param why it cannot be judged; empty where it was
     */
    @JSBody(
            params = {"token", "index", "why", "pixels", "probability", "found"},
            script = "return {type: 'judged', number: token, index: index, text: why, bytes: pixels,"
                    + " value: probability, found: found};")
    public static native Message judged(
            int token, int index, String why, Int8Array pixels, double probability, double found);

    /** What {@link #judged} holds. */
    public interface Judged extends Bytes, Text, Probability {
        @JSProperty
        int getIndex();
    }
}
