package org.layerlab.page.photos;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.parts.Thumbs;
import org.teavm.jso.dom.html.HTMLElement;

/** What a network has learned: the test photos by verdict and certainty, its surest mistakes, its first weights. */
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
        Dom.show("measure", !known);
        Dom.text(
                "learned-note",
                known ? "" : Texts.of("This network has not been measured here yet, or train one and watch."));
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
            Dom.byId("histogram").setInnerHTML("");
            Dom.byId("histogram")
                    .setAttribute("aria-label", Texts.of("Histogram of probabilities: nothing measured yet"));
            Dom.byId("mistakes").clear();
            return;
        }
        int[] counts = new int[4];
        for (int i = 0; i < labels.length; i++) {
            counts[2 * labels[i] + (probabilities[i] > 0.5 ? 1 : 0)]++;
        }
        for (int i = 0; i < CELLS.length; i++) {
            Dom.text(CELLS[i], NumberFormat.grouped(counts[i]));
        }
        Dom.text("confusion-count", NumberFormat.grouped(labels.length));
        histogram(labels, probabilities);
        if (fresh || Clock.now() - lastMistakes > PICTURES_MS) {
            lastMistakes = Clock.now();
            mistakes(worker, labels, probabilities);
        }
    }

    /** Asks for the weights, at once or when the last ones have been seen for a while. */
    void askWeights(boolean atOnce) {
        if (atOnce || Clock.now() - lastWeights > PICTURES_MS) {
            lastWeights = Clock.now();
            network.ask(NetworkMessages.weights(WEIGHTS), LearnedPanel::layer);
        }
    }

    private static void histogram(byte[] labels, double[] probabilities) {
        int[][] bins = new int[2][BINS];
        int most = 1;
        for (int i = 0; i < labels.length; i++) {
            int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
            bins[labels[i]][bin]++;
            most = Math.max(most, bins[labels[i]][bin]);
        }
        StringBuilder svg = new StringBuilder();
        double width = 200.0 / BINS;
        int sure = 0;
        for (int label = 0; label <= 1; label++) {
            for (int bin = 0; bin < BINS; bin++) {
                double height = 56.0 * bins[label][bin] / most;
                svg.append("<rect class=\"class-")
                        .append(label)
                        .append(bin < BINS / 2 == (label == 0) ? "\"" : " wrong\"")
                        .append(" x=\"")
                        .append(bin * width + 0.5)
                        .append("\" y=\"")
                        .append(label == 0 ? 59 - height : 61)
                        .append("\" width=\"")
                        .append(width - 1)
                        .append("\" height=\"")
                        .append(height)
                        .append("\"><title>")
                        .append(bins[label][bin])
                        .append(label == 0 ? " cats" : " dogs")
                        .append("</title></rect>");
            }
            sure += bins[label][0] + bins[label][1] + bins[label][BINS - 1] + bins[label][BINS - 2];
        }
        svg.append("<path d=\"M0 60H200M100 0V120\"/>");
        HTMLElement histogram = Dom.byId("histogram");
        histogram.setInnerHTML(svg.toString());
        histogram.setAttribute(
                "aria-label",
                Texts.of(
                        "Histogram of probabilities: of {0} test photos, {1} have a probability below 0.1 or above 0.9",
                        labels.length, sure));
    }

    private void mistakes(PhotoWorker worker, byte[] labels, double[] probabilities) {
        List<Integer> wrong = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if (probabilities[i] > 0.5 != (labels[i] == 1)) {
                wrong.add(i);
            }
        }
        wrong.sort((a, b) -> Double.compare(Math.abs(probabilities[b] - 0.5), Math.abs(probabilities[a] - 0.5)));
        int[] indices = new int[Math.min(MISTAKES, wrong.size())];
        for (int k = 0; k < indices.length; k++) {
            indices[k] = wrong.get(k);
        }
        HTMLElement strip = Dom.byId("mistakes");
        if (indices.length == 0) {
            strip.clear();
            Dom.text("mistakes-note", Texts.of("No mistake on the test photos."));
            return;
        }
        Dom.text(
                "mistakes-note",
                Texts.of("The test photos on which it is most sure and wrong. Choose one to ask why."));
        pictures.turnTo(worker.link());
        pictures.ask(PhotoMessages.pixels("test", indices), answer -> {
            byte[] pixels = answer.getBytes().copyToJavaArray();
            strip.clear();
            for (int k = 0; k < indices.length; k++) {
                byte[] photo = Thumbs.photo(pixels, k);
                int label = labels[indices[k]];
                double p = probabilities[indices[k]];
                HTMLElement figure = Dom.create("figure");
                figure.appendChild(Thumbs.button(
                        photo,
                        label,
                        Texts.of(
                                "a {0}, but it says {1} with {2} %",
                                Thumbs.word(label), Thumbs.word(1 - label), NumberFormat.percent(Math.max(p, 1 - p))),
                        () -> chosen.photo(photo)));
                HTMLElement caption = Dom.create("figcaption");
                caption.setAttribute("class", "figure");
                Dom.setText(caption, NumberFormat.decimals(p, 2));
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
        for (int k = 0; k < pictures.length / PhotoInput.FEATURES; k++) {
            HTMLElement frame = Dom.create("div");
            frame.setAttribute("class", "thumb");
            frame.setAttribute("role", "img");
            if (dogwards.length == 0) {
                frame.setAttribute("class", "thumb plain");
                frame.setAttribute("aria-label", Texts.of("filter {0}", k + 1));
            } else {
                int side = dogwards[k] > 0 ? 1 : 0;
                frame.setAttribute("data-class", String.valueOf(side));
                frame.setAttribute(
                        "aria-label", Texts.of("weights of unit {0}, towards {1}", k + 1, Thumbs.word(side)));
            }
            frame.appendChild(Thumbs.canvas(Thumbs.photo(pictures, k)));
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
                            "The {0} filters of the first convolution, each a pattern that is looked for at every place; grey is 0.",
                            units));
            return;
        }
        String grey = layer.isLessStart()
                ? Texts.of(
                        "grey is 0. What is left of the random start is taken off, so that what was learned can be seen.")
                : Texts.of("grey is 0.");
        Dom.text(
                "weights-note",
                units == 1
                        ? Texts.of(
                                "The 12,288 weights of the one unit as a picture: {0} Bright colours speak for dog, dark ones for cat.",
                                grey)
                        : Texts.of(
                                "The strongest of {0} units, each one’s 12,288 weights as a picture: {1} The mark says where it pulls, round to cat or square to dog, were all units behind it active.",
                                NumberFormat.grouped(units), grey));
    }
}
