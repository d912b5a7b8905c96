package org.layerlab.network.choice;

import org.layerlab.network.text.Decimal;
import org.layerlab.network.text.Text;

/** A setting with numbers as values. */
public final class NumberSetting extends Setting<Double> {
    private final Range range;

    /** A number within a range. */
    public NumberSetting(String key, String label, String help, double byDefault, Range range) {
        super(key, label, help, byDefault);
        this.range = range;
    }

    /** This setting with another default and range, as a form or a link restricts it. */
    public NumberSetting within(double otherDefault, Range other) {
        return new NumberSetting(key(), label(), help(), otherDefault, other);
    }

    /** The numbers that it may have. */
    public Range range() {
        return range;
    }

    @Override
    public Double parse(String text) {
        double value;
        try {
            value = Decimal.parse(text.trim());
        } catch (NumberFormatException e) {
            throw notANumber(text.trim(), e);
        }
        if (!range.contains(value)) {
            throw range.refusal(name(), text.trim());
        }
        return withoutSign(value);
    }

    @Override
    public String text(Double value) {
        return Text.number(value);
    }

    @Override
    public Double require(Double value) {
        if (!range.contains(value)) {
            throw range.refusal(name(), Text.number(value));
        }
        return withoutSign(value);
    }

    /** The same number; 0 for −0, which texts do not tell apart. */
    private static double withoutSign(double value) {
        return value + 0.0;
    }
}
