package org.layerlab.network.choice;

import org.layerlab.network.text.Decimal;

/** A setting with whole numbers as values: counts and seeds. */
public final class WholeSetting extends Setting<Long> {
    private final long least;
    private final long most;

    /**
     * A whole number.
     *
     * @param least the smallest value that is allowed
     * @param most the largest value that is allowed, at most 2⁵³
     */
    public WholeSetting(String key, String label, String help, long byDefault, long least, long most) {
        super(key, label, help, byDefault);
        this.least = least;
        this.most = most;
    }

    /** This setting with another default and other bounds, as a form or a link restricts it. */
    public WholeSetting within(long otherDefault, long otherLeast, long otherMost) {
        return new WholeSetting(key(), label(), help(), otherDefault, otherLeast, otherMost);
    }

    /** The smallest value. */
    public long least() {
        return least;
    }

    /** The largest value. */
    public long most() {
        return most;
    }

    /** Reads {@code "300"} and also {@code "3e2"}. */
    @Override
    public Long parse(String text) {
        String trimmed = text.trim();
        double value;
        try {
            value = Decimal.parse(trimmed);
        } catch (NumberFormatException e) {
            throw notANumber(trimmed, e);
        }
        if (!(value >= least && value <= most)) {
            throw range().refusal(name(), trimmed);
        }
        try {
            return (long) Decimal.whole(trimmed);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name() + " " + trimmed + " is not a whole number", e);
        }
    }

    @Override
    public String text(Long value) {
        return value.toString();
    }

    @Override
    public Long require(Long value) {
        if (value < least || value > most) {
            throw range().refusal(name(), value.toString());
        }
        return value;
    }

    /** The numbers that it may have. */
    public Range range() {
        return Range.between((double) least, (double) most);
    }
}
