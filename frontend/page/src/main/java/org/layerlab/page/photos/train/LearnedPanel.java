package org.layerlab.page.photos.train;

import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.parts.Thumbs;
import org.layerlab.page.photos.PhotoWorker;
import org.teavm.jso.dom.html.HTMLElement;

/** What a network has learned: test photos by verdict and confidence, its worst mistakes, its first weights. */
final class LearnedPanel {
    private static final int BINS = 20;
    private static final int MISTAKES = 12;
    private static final int WEIGHTS = 24;

    /** Pictures that change faster than this cannot be looked at. */
    private static final double PICTURES_MS = 5000;

    private static final String[] CELLS = {"cat-cat", "cat-dog", "dog-cat", "dog-dog"};

    /** What happens when a photo, or a cell of the confusion, is chosen. */
    interface Chosen {
        void photo(byte[] bgr);

        /** The test photos of a class on which the verdict was right, or wrong. */
        void cell(int label, boolean right);

        /** Whether the network that is shown was trained here, and so has something to show before it is measured. */
        boolean trainedHere();
    }

    private final Chosen chosen;
    private final Asker network;
    private final Asker pictures = new Asker(why -> Dom.text("mistakes-note", Texts.said(why)));
    private double lastMistakes = -PICTURES_MS;
    private double lastWeights = -PICTURES_MS;

    /** The panel on this page; asks the network that judges. */
    LearnedPanel(Asker network, Chosen chosen) {
        this.network = network;
        this.chosen = chosen;
        for (HTMLElement cell : Dom.all("#confusion [data-cell]")) {
            int number = Integer.parseInt(cell.getAttribute("data-cell"));
            Dom.on(cell, "click", event -> chosen.cell(number / 2, number / 2 == number % 2));
        }
    }

    /** Shows what is known of a worker's network. */
    void show(PhotoWorker worker, boolean fresh) {
        double[] probabilities = worker.probabilities("test");
        byte[] labels = worker.labels("test");
        boolean known = probabilities != null && labels != null;
        Dom.show("learned", known || chosen.trainedHere());
        for (HTMLElement card : Dom.all("#learned .measured")) {
            card.setHidden(!known);
        }
        Dom.show("measure", !known);
        Dom.text(
                "learned-note",
                known
                        ? ""
                        : Texts.of("This network has not been measured here yet. Measure it, or train one and watch."));
        for (HTMLElement cell : Dom.all("#confusion .cell")) {
            if (known) {
                cell.removeAttribute("disabled");
            } else {
                cell.setAttribute("disabled", "");
            }
        }
        if (probabilities == null || labels == null) {
            for (String cell : CELLS) {
                Dom.text(cell, "–");
            }
            Dom.byId("histogram-bars").clear();
            Dom.byId("histogram")
                    .setAttribute("aria-label", Texts.of("Histogram of probabilities: nothing measured yet"));
            Dom.byId("mistakes").clear();
            return;
        }
        Judgments judgments = new Judgments(labels, probabilities);
        int[] counts = judgments.confusion();
        for (int i = 0; i < CELLS.length; i++) {
            Dom.text(CELLS[i], NumberFormat.grouped(counts[i]));
        }
        Dom.text("confusion-count", NumberFormat.grouped(labels.length));
        histogram(judgments);
        if (fresh || Clock.now() - lastMistakes > PICTURES_MS) {
            lastMistakes = Clock.now();
            mistakes(worker, judgments);
        }
    }

    /** Asks for the weights, at once or when the last ones have been seen for a while. */
    void askWeights(boolean atOnce) {
        if (atOnce || Clock.now() - lastWeights > PICTURES_MS) {
            lastWeights = Clock.now();
            network.ask(NetworkMessages.weights(WEIGHTS), LearnedPanel::layer);
        }
    }

    private static void histogram(Judgments judgments) {
        int[][] bins = judgments.histogram(BINS);
        int most = 1;
        int sure = 0;
        for (int[] ofLabel : bins) {
            for (int count : ofLabel) {
                most = Math.max(most, count);
            }
            sure += ofLabel[0] + ofLabel[1] + ofLabel[BINS - 1] + ofLabel[BINS - 2];
        }
        HTMLElement bars = Dom.byId("histogram-bars");
        bars.clear();
        for (int label = 0; label <= 1; label++) {
            for (int bin = 0; bin < BINS; bin++) {
                bars.appendChild(bar(label, bin, bins[label][bin], most));
            }
        }
        Dom.byId("histogram")
                .setAttribute(
                        "aria-label",
                        Texts.of(
                                "Histogram of probabilities: of {0} test photos, {1} have a probability below 0.1 or above 0.9",
                                judgments.labels().length, sure));
    }

    /** A bar of the histogram: cats grow up from its middle line, dogs down. */
    private static HTMLElement bar(int label, int bin, int count, int most) {
        double width = 200.0 / BINS;
        double height = 56.0 * count / most;
        boolean right = bin < BINS / 2 == (label == 0);
        HTMLElement bar = Dom.copyOf("histogram-bar-template").querySelector("rect");
        bar.setAttribute("class", (label == 0 ? "class-0" : "class-1") + (right ? "" : " wrong"));
        bar.setAttribute("x", String.valueOf(bin * width + 0.5));
        bar.setAttribute("y", String.valueOf(label == 0 ? 59 - height : 61));
        bar.setAttribute("width", String.valueOf(width - 1));
        bar.setAttribute("height", String.valueOf(height));
        Dom.setText(
                bar.querySelector("title"),
                label == 0
                        ? Texts.of("{0} cats", NumberFormat.grouped(count))
                        : Texts.of("{0} dogs", NumberFormat.grouped(count)));
        return bar;
    }

    private void mistakes(PhotoWorker worker, Judgments judgments) {
        int[] indices = judgments.mistakes(MISTAKES);
        HTMLElement strip = Dom.byId("mistakes");
        if (indices.length == 0) {
            strip.clear();
            Dom.text("mistakes-note", Texts.of("No mistakes on the test photos."));
            return;
        }
        Dom.text(
                "mistakes-note", Texts.of("Test photos it got wrong with the most confidence. Choose one to see why."));
        pictures.turnTo(worker.link());
        pictures.ask(PhotoMessages.pixels("test", indices), answer -> {
            byte[] pixels = answer.getBytes().copyToJavaArray();
            strip.clear();
            for (int k = 0; k < indices.length; k++) {
                byte[] photo = Thumbs.photo(pixels, k, indices.length);
                int label = judgments.labels()[indices[k]];
                double confidence = judgments.confidence(indices[k]);
                HTMLElement figure = Dom.create("figure");
                figure.appendChild(Thumbs.button(
                        photo,
                        label,
                        Texts.of(
                                "Shows a {0}, but the network says {1} ({2} %)",
                                Thumbs.word(label), Thumbs.word(1 - label), NumberFormat.percent(confidence)),
                        () -> chosen.photo(photo)));
                HTMLElement caption = Dom.create("figcaption");
                caption.setAttribute("class", "figure");
                Dom.setText(
                        caption, Texts.of("{0} {1}\u00a0%", Thumbs.word(1 - label), NumberFormat.percent(confidence)));
                figure.appendChild(caption);
                strip.appendChild(figure);
            }
        });
    }

    /** Shows the first layer. */
    private static void layer(NetworkMessages.Layer layer) {
        byte[] pictures = layer.getPictures().copyToJavaArray();
        double[] dogwards = layer.getDogwards().copyToJavaArray();
        int units = layer.getUnits();
        HTMLElement strip = Dom.byId("weights");
        strip.clear();
        for (int k = 0; k < layer.getCount(); k++) {
            HTMLElement frame = Dom.create("div");
            frame.setAttribute("class", "thumb");
            frame.setAttribute("role", "img");
            if (dogwards.length == 0) {
                frame.setAttribute("class", "thumb plain");
                frame.setAttribute("aria-label", Texts.of("Filter {0}", k + 1));
            } else {
                int side = dogwards[k] > 0 ? 1 : 0;
                frame.setAttribute("data-class", String.valueOf(side));
                frame.setAttribute("aria-label", Texts.of("Weights of unit {0}, toward {1}", k + 1, Thumbs.word(side)));
            }
            frame.appendChild(Thumbs.canvas(Thumbs.photo(pictures, k, layer.getCount())));
            strip.appendChild(frame);
        }
        if (pictures.length == 0) {
            Dom.text("weights-note", "");
            return;
        }
        if (dogwards.length == 0) {
            Dom.text(
                    "weights-note",
                    Texts.of(
                            "The {0} filters of the first convolution, each a pattern it looks for everywhere; gray is 0.",
                            units));
            return;
        }
        Dom.text("weights-note", weightsNote(units, layer.isLessStart()));
    }

    private static String weightsNote(int units, boolean lessStart) {
        String note = units == 1
                ? Texts.of(
                        "The weights of the one unit as a picture; gray is 0. Bright colors favor dog, dark ones cat.")
                : Texts.of(
                        "The strongest of {0} units, each one’s weights as a picture; gray is 0. The mark shows which way a unit pulls if all later units are active: round for cat, square for dog.",
                        NumberFormat.grouped(units));
        return lessStart
                ? note + " " + Texts.of("The initial random weights are subtracted, to show what the network learned.")
                : note;
    }
}
