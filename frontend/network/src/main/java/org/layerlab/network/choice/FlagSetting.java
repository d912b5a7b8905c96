package org.layerlab.network.choice;

/** A setting that is on or off. */
public final class FlagSetting extends Setting<Boolean> {
    /** Something to switch on or off. */
    public FlagSetting(String key, String label, String help, boolean byDefault) {
        super(key, label, help, byDefault);
    }

    /** Reads {@code "true"} and {@code "false"}, in any case. */
    @Override
    public Boolean parse(String text) {
        boolean value = text.trim().equalsIgnoreCase("true");
        if (!value && !text.trim().equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(name() + " '" + text.trim() + "' is not true or false");
        }
        return value;
    }

    @Override
    public String text(Boolean value) {
        return value.toString();
    }

    @Override
    public Boolean require(Boolean value) {
        return value;
    }
}
