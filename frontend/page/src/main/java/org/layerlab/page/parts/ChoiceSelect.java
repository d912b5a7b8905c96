package org.layerlab.page.parts;

import org.layerlab.network.choice.Choice;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Regularization;
import org.layerlab.network.training.Schedule;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * Fills each {@code <select data-choices="NAME">} with the values of a list: {@code activation, initialization,
 * optimizer, precision, regularization, schedule}. With {@code data-short} their labels are cut to fit a narrow column.
 */
public final class ChoiceSelect {
    private static final int SHORT = 6;

    private ChoiceSelect() {}

    /** Fills all of the page; options that stand there already stay behind the new ones. */
    public static void fillAll() {
        for (HTMLElement select : Dom.all("select[data-choices]")) {
            fill(select);
        }
    }

    /** Fills one. */
    public static void fill(HTMLElement select) {
        fill(select, values(select.getAttribute("data-choices")));
    }

    /** Fills one with these values. */
    public static void fill(HTMLElement select, Choice[] values) {
        boolean cut = select.hasAttribute("data-short");
        HTMLElement after = select.querySelector("option");
        for (Choice choice : values) {
            HTMLElement option = Dom.create("option");
            String label = Texts.said(choice.label());
            option.setAttribute("value", choice.id());
            option.setAttribute("title", Texts.said(choice.help()));
            Dom.setText(option, cut ? shortened(label) : label);
            if (after == null) {
                select.appendChild(option);
            } else {
                select.insertBefore(option, after);
            }
        }
    }

    /** The first word of a label, itself cut where it is long: {@code "Leaky"}, {@code "Sigm."}. */
    static String shortened(String label) {
        int blank = label.indexOf(' ');
        String word = blank < 0 ? label : label.substring(0, blank);
        return word.length() <= SHORT ? word : word.substring(0, SHORT - 2) + ".";
    }

    /** The values of a list. */
    static Choice[] values(String list) {
        return switch (list) {
            case "activation" -> Activation.values();
            case "initialization" -> Initialization.values();
            case "optimizer" -> OptimizerKind.values();
            case "precision" -> Precision.values();
            case "regularization" -> Regularization.values();
            case "schedule" -> Schedule.values();
            default -> throw new IllegalArgumentException("no list of choices is called '" + list + "'");
        };
    }
}
