package org.layerlab.page.parts;

import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.text.Text;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLSelectElement;

/** A form's control, whatever its kind, with its value as the text that a {@link Setting} reads. */
public final class Control {
    private Control() {}

    /** The value: of a checkbox {@code true} or {@code false}. */
    public static String value(HTMLElement control) {
        if (isSelect(control)) {
            return ((HTMLSelectElement) control).getValue();
        }
        HTMLInputElement input = (HTMLInputElement) control;
        return isCheckbox(control)
                ? String.valueOf(input.isChecked())
                : input.getValue().trim();
    }

    /** Shows a value; a field that has it already keeps its cursor. */
    public static void set(HTMLElement control, String value) {
        if (isSelect(control)) {
            ((HTMLSelectElement) control).setValue(value);
        } else if (isCheckbox(control)) {
            ((HTMLInputElement) control).setChecked(value.equals("true"));
        } else if (!value(control).equals(value)) {
            ((HTMLInputElement) control).setValue(value);
        }
    }

    /** Bounds a control as its setting is, unless the page bounds it. */
    public static void bound(HTMLElement control, Setting<?> setting) {
        if (control.hasAttribute("max")) {
            return;
        }
        if (setting instanceof NumberSetting number) {
            control.setAttribute("min", Text.number(number.range().least()));
            control.setAttribute("max", Text.number(number.range().most()));
        } else if (setting instanceof WholeSetting whole) {
            control.setAttribute("min", String.valueOf(whole.least()));
            control.setAttribute("max", String.valueOf(whole.most()));
        }
    }

    private static boolean isSelect(HTMLElement control) {
        return "SELECT".equals(control.getTagName());
    }

    private static boolean isCheckbox(HTMLElement control) {
        return "checkbox".equals(control.getAttribute("type"));
    }
}
