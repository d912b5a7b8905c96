package org.layerlab.network.choice;

import java.util.List;

/** A setting that is on or off. */
public final class FlagSetting extends Setting<Boolean> {
    /** Something to switch on or off. */
    public FlagSetting(String key, String label, String help, boolean byDefault) {
        super(key, label, help, byDefault);
    }

    /** Reads {@code "true"} and {@code "false"}, in any case. */
    @Override
    public Boolean parse(String text) {
        boolean value = is("true", text.trim());
        if (!value && !is("false", text.trim())) {
            throw new IllegalArgumentException(name() + " '" + text.trim() + "' is not true or false");
        }
        return value;
    }

    /** Whether a text is that word of a to z, in any case. To ask String would bring the cases of all scripts into pages. */
    private static boolean is(String word, String text) {
        if (text.length() != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = text.charAt(i);
            if (c != word.charAt(i) && c != word.charAt(i) + 'A' - 'a') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String text(Boolean value) {
        return value.toString();
    }

    @Override
    public List<String> shown(Boolean value) {
        return List.of(value ? "on" : "off");
    }

    @Override
    public Boolean require(Boolean value) {
        return value;
    }
}
