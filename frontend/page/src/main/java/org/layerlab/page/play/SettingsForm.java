package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Regularization;
import org.layerlab.network.training.TrainingRules;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.ChoiceSelect;
import org.layerlab.page.parts.ClassColors;
import org.layerlab.page.parts.Control;
import org.layerlab.page.settings.HiddenLayersSetting;
import org.layerlab.page.settings.PlayRow;
import org.layerlab.page.settings.PlayRows;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;

/** The playground's form: a control for each of {@link PlayRows}, found by its id. Shows settings and reads them back. */
final class SettingsForm {
    /** Stands in the list of activations where the layers differ. */
    private static final String EACH = "each";

    /** Percent that the slider offers. */
    private static final int USUAL_NOISE = 50;

    private static final String WHOLE = "1";

    private static final String ACTIVATION = "activation";

    /** The activations that are shown, as in a link. */
    private String each = "";

    private CustomPoints points = CustomPoints.NONE;

    /** The form on this page, its controls bounded as the settings are. */
    SettingsForm() {
        ChoiceSelect.fillAll();
        ChoiceSelect.fill(Dom.byId(PlayRows.RULES.controlId()), TrainingRules.values());
        for (PlayRow<?> row : PlayRows.ALL) {
            HTMLElement control = Dom.byId(row.controlId());
            if (row != PlayRows.DATASET) {
                control.setAttribute("title", Texts.said(row.setting().help()));
                Control.bound(control, row.setting());
            }
        }
    }

    /** Shows these settings. */
    void show(PlaySettings s) {
        points = s.points();
        // Where the layers differ, the list says so, and cannot be chosen: that is done on the drawing.
        boolean differ = s.activations().size() > 1;
        // A link may have more noise than the slider offers, or a part of a percent. The slider would change it, and
        // the form would then read another run.
        HTMLElement noise = Dom.byId(PlayRows.NOISE.controlId());
        noise.setAttribute("max", String.valueOf(Math.max(USUAL_NOISE, (int) Math.ceil(s.noise()))));
        noise.setAttribute("step", isWhole(s.noise()) ? WHOLE : "any");
        Dom.byId("activation-each").setHidden(!differ);
        each = PlayRows.ACTIVATION.setting().text(s.activations());
        for (PlayRow<?> row : PlayRows.ALL) {
            boolean own = differ && row.key().equals(ACTIVATION);
            show(row, own ? EACH : row.inForm(s.text(row)));
        }
        Dom.text("features-chosen", FeatureNames.text(s.features()));
        if (s.dataset().isTensorFlow()) {
            Dom.byId("tf-sets").setAttribute("open", "");
        }
        boolean custom = s.dataset() == Points.CUSTOM;
        Dom.show("generated-fields", !custom);
        Dom.show("custom-fields", custom);
        Dom.show("class-field", s.dataset().mostClasses() > 2 && s.rules() == TrainingRules.LAYERLAB);
        Dom.show("link-note", !s.fitsLink());
        Dom.show("regularization-note", lacksStrength(s));
        Dom.text("regenerate-label", custom ? Texts.of("New weights") : Texts.of("New points"));
        summarize(s);
    }

    /** Whether a penalty on large weights is chosen that has no effect, because its strength is 0. */
    static boolean lacksStrength(PlaySettings s) {
        return s.regularization() != Regularization.NONE && s.get(PlayRows.REGULARIZATION_RATE) == 0;
    }

    private static void show(PlayRow<?> row, String text) {
        if (row == PlayRows.DATASET || row == PlayRows.FEATURES) {
            List<String> values = Text.split(text, ',');
            for (HTMLInputElement box : boxes(row)) {
                box.setChecked(values.contains(box.getValue()));
            }
            return;
        }
        Control.set(Dom.byId(row.controlId()), text);
    }

    /** The settings as they stand in the form; what is wrong falls back to its default and is named. */
    PlaySettings.Parsed read() {
        StringBuilder fragment = new StringBuilder("points=" + points.encode());
        for (PlayRow<?> row : PlayRows.ALL) {
            fragment.append('&').append(row.key()).append('=').append(row.fromForm(read(row)));
        }
        return PlaySettings.parse(fragment.toString());
    }

    private String read(PlayRow<?> row) {
        if (row == PlayRows.DATASET || row == PlayRows.FEATURES) {
            StringBuilder checked = new StringBuilder();
            for (HTMLInputElement box : boxes(row)) {
                if (box.isChecked()) {
                    checked.append(checked.length() == 0 ? "" : ",").append(box.getValue());
                }
            }
            return checked.toString();
        }
        String value = Control.value(Dom.byId(row.controlId()));
        return row.key().equals(ACTIVATION) && value.equals(EACH) ? each : value;
    }

    /** Puts another shape into the form, as if a person had written it. */
    void shape(List<Integer> hidden, List<Activation> activations) {
        Control.set(Dom.byId("network-shape"), HiddenLayersSetting.unitsText(hidden));
        each = PlayRows.ACTIVATION.setting().text(activations);
        Dom.select(ACTIVATION).setValue(EACH);
    }

    /** Puts another seed into the form, as if a person had written it. */
    void seed(long seed) {
        Control.set(Dom.byId("seed"), String.valueOf(seed));
    }

    /** Shows the noise as NumPy's number while its slider is moved, by whole percents. */
    void showNoise() {
        HTMLInputElement noise = Dom.input("noise");
        noise.setAttribute("step", WHOLE);
        Dom.text("noise-value", noiseText(Double.parseDouble(noise.getValue())));
    }

    private static boolean isWhole(double percent) {
        return percent == Math.rint(percent);
    }

    private static String noiseText(double percent) {
        return isWhole(percent) ? NumberFormat.decimals(percent / 100, 2) : NumberFormat.significant(percent / 100, 6);
    }

    /** Shows what follows from the settings: the noise as NumPy's number, the shape and its parameters, the names. */
    private static void summarize(PlaySettings s) {
        String noise = noiseText(s.noise());
        Dom.text("noise-value", noise);
        Dom.byId("noise").setAttribute("aria-valuetext", noise);
        Dom.text(
                "network-summary",
                Texts.of(
                        "{0}: {1} parameters",
                        s.shapeText(" · "),
                        NumberFormat.grouped(s.architecture().parameterCount())));
        NumberFormat.write(Dom.byId("iteration-total"), s.iterations());
        ClassColors.explain(s.dataset(), s.classes(), s.points().names());
        for (HTMLElement chip : Dom.all("[data-set]")) {
            boolean chosen = chip.getAttribute("data-set").equals(s.dataset().id());
            chip.setAttribute("aria-pressed", String.valueOf(chosen));
        }
        for (HTMLElement chip : Dom.all("[data-preset]")) {
            PlaySettings preset = preset(chip.getAttribute("data-preset"));
            chip.setAttribute("aria-pressed", String.valueOf(preset.sameRun(s)));
        }
    }

    /**
     * The buttons that set much at once.
     *
     * @param preset gets the one that is chosen of the tutorial's experiments
     */
    static void bindChips(Consumer<PlaySettings> preset) {
        for (HTMLElement chip : Dom.all("[data-preset]")) {
            Dom.on(chip, "click", event -> preset.accept(preset(chip.getAttribute("data-preset"))));
        }
        for (HTMLElement chip : Dom.all("[data-set]")) {
            Dom.on(chip, "click", event -> choose(chip.getAttribute("data-set")));
        }
    }

    /** One of the tutorial's experiments: its settings but for the hidden layers. */
    private static PlaySettings preset(String hidden) {
        return PlaySettings.parse("networkShape=" + hidden).settings();
    }

    /** Chooses a data set, as if a person had chosen it in the form. */
    private static void choose(String dataset) {
        for (HTMLInputElement box : boxes(PlayRows.DATASET)) {
            if (box.getValue().equals(dataset)) {
                box.click();
            }
        }
    }

    /** The radio buttons or checkboxes of a setting. */
    private static List<HTMLInputElement> boxes(PlayRow<?> row) {
        List<HTMLInputElement> boxes = new ArrayList<>();
        for (HTMLElement element : Dom.all("input[name=" + row.key() + "]")) {
            boxes.add((HTMLInputElement) element);
        }
        return boxes;
    }
}
