package org.layerlab.page.play;

import java.util.List;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;

/** The playground's form: shows settings and reads them back. */
final class SettingsForm {
    private static final String EACH = "each";

    /** The activations that are shown, as in a link. */
    private String each = "";

    /** Puts another shape into the form, as if a person had written it. */
    void shape(List<Integer> hidden, List<Activation> activations) {
        value("network-shape", PlaySettings.unitsText(hidden));
        each = PlaySettings.activationText(activations);
        Dom.select("activation").setValue(EACH);
    }

    private CustomPoints points = CustomPoints.NONE;

    /** Shows these settings. */
    void show(PlaySettings s) {
        for (HTMLElement element : Dom.all("input[name=dataset]")) {
            HTMLInputElement radio = (HTMLInputElement) element;
            radio.setChecked(radio.getValue().equals(s.dataset().id()));
        }
        points = s.points();
        value("perc-train-data", String.valueOf(s.percTrainData()));
        boolean custom = s.dataset() == Points.CUSTOM;
        Dom.show("generated-fields", !custom);
        Dom.show("custom-fields", custom);
        Dom.show("link-note", !s.fitsLink());
        Dom.text("regenerate-label", custom ? Texts.of("New weights") : Texts.of("New points"));
        value(
                "stop-cost",
                s.stop().cost() == 0 ? "" : PlaySettings.number(s.stop().cost()));
        value(
                "stop-patience",
                s.stop().patience() == 0 ? "" : String.valueOf(s.stop().patience()));
        value(
                "stop-seconds",
                s.stop().seconds() == 0 ? "" : PlaySettings.number(s.stop().seconds()));
        value("noise", PlaySettings.number(s.noise()));
        value("train-size", String.valueOf(s.trainSize()));
        value("test-size", String.valueOf(s.testSize()));
        value("seed", String.valueOf(s.seed()));
        value("network-shape", s.hiddenText());
        value("learning-rate", PlaySettings.number(s.learningRate()));
        value("iterations", String.valueOf(s.iterations()));
        value("batch-size", s.batchSize() == 0 ? "" : String.valueOf(s.batchSize()));
        Dom.select("optimizer").setValue(s.optimizer().id());
        Dom.select("schedule").setValue(s.schedule().id());
        Dom.select("initialization").setValue(s.initialization().id());
        // Where the layers differ, the list says so, and cannot be chosen: that is done on the drawing.
        boolean differ = s.activations().size() > 1;
        Dom.byId("activation-each").setHidden(!differ);
        each = PlaySettings.activationText(s.activations());
        Dom.select("activation").setValue(differ ? EACH : each);
        Dom.select("regularization").setValue(s.regularization());
        value("regularization-rate", PlaySettings.number(s.regularizationRate()));
        Dom.select("precision").setValue(s.precision().id());
        Dom.input("show-test-data").setChecked(s.showTestData());
        Dom.input("discretize").setChecked(s.discretize());
        summarise(s);
    }

    /** The settings as they stand in the form; what is wrong falls back to its default and is named. */
    PlaySettings.Parsed read() {
        String dataset = PlaySettings.DEFAULT.dataset().id();
        for (HTMLElement element : Dom.all("input[name=dataset]")) {
            HTMLInputElement radio = (HTMLInputElement) element;
            if (radio.isChecked()) {
                dataset = radio.getValue();
            }
        }
        String batch = text("batch-size");
        String activation = Dom.select("activation").getValue();
        return PlaySettings.parse(String.join(
                "&",
                List.of(
                        "dataset=" + dataset,
                        "noise=" + text("noise"),
                        "trainSize=" + text("train-size"),
                        "testSize=" + text("test-size"),
                        "seed=" + text("seed"),
                        "networkShape=" + text("network-shape"),
                        "learningRate=" + text("learning-rate"),
                        "iterations=" + text("iterations"),
                        "batchSize=" + (batch.isEmpty() ? "0" : batch),
                        "optimizer=" + Dom.select("optimizer").getValue(),
                        "initialization=" + Dom.select("initialization").getValue(),
                        "schedule=" + Dom.select("schedule").getValue(),
                        "activation=" + (activation.equals(EACH) ? each : activation),
                        "regularization=" + Dom.select("regularization").getValue(),
                        "regularizationRate=" + text("regularization-rate"),
                        "precision=" + Dom.select("precision").getValue(),
                        "showTestData=" + Dom.input("show-test-data").isChecked(),
                        "discretize=" + Dom.input("discretize").isChecked(),
                        "points=" + points.encode(),
                        "percTrainData=" + text("perc-train-data"),
                        "stopCost=" + orZero("stop-cost"),
                        "stopPatience=" + orZero("stop-patience"),
                        "stopSeconds=" + orZero("stop-seconds"))));
    }

    private static String orZero(String id) {
        String text = text(id);
        return text.isEmpty() ? "0" : text;
    }

    /** Puts another seed into the form, as if a person had written it. */
    void seed(long seed) {
        value("seed", String.valueOf(seed));
    }

    /** Shows the noise as NumPy's number while its slider is moved. */
    void showNoise() {
        Dom.text("noise-value", NumberFormat.decimals(Double.parseDouble(text("noise")) / 100, 2));
    }

    /** Shows what follows from the settings: the noise as NumPy's number, the shape and its parameters, the names. */
    void summarise(PlaySettings s) {
        String noise = NumberFormat.decimals(s.noise() / 100, 2);
        Dom.text("noise-value", noise);
        Dom.byId("noise").setAttribute("aria-valuetext", noise);
        Dom.text(
                "network-summary",
                Texts.of(
                        "{0}: {1} parameters",
                        s.shapeText(" · "),
                        NumberFormat.grouped(s.architecture().parameterCount())));
        NumberFormat.write(Dom.byId("iteration-total"), s.iterations());
        Dom.text("class-0-name", Texts.said(s.dataset().className(0)) + " (0)");
        Dom.text("class-1-name", Texts.said(s.dataset().className(1)) + " (1)");
        for (HTMLElement chip : Dom.all("[data-preset]")) {
            PlaySettings preset = preset(chip.getAttribute("data-preset"));
            chip.setAttribute("aria-pressed", String.valueOf(sameRun(preset, s)));
        }
    }

    /** One of the tutorial's experiments: its settings but for the hidden layers. */
    static PlaySettings preset(String hidden) {
        return PlaySettings.parse("networkShape=" + hidden).settings();
    }

    private static boolean sameRun(PlaySettings a, PlaySettings b) {
        return a.fragment()
                .equals(PlaySettings.parse(b.fragment() + "&showTestData=false&discretize=false")
                        .settings()
                        .fragment());
    }

    private static String text(String id) {
        return Dom.input(id).getValue().trim();
    }

    private static void value(String id, String value) {
        if (!text(id).equals(value)) {
            Dom.input(id).setValue(value);
        }
    }
}
