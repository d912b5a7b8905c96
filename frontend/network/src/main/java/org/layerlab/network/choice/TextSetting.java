package org.layerlab.network.choice;

/** A setting that is free text; its users check it. */
public final class TextSetting extends Setting<String> {
    /** Free text. */
    public TextSetting(String key, String label, String help, String byDefault) {
        super(key, label, help, byDefault);
    }

    @Override
    public String parse(String text) {
        return text;
    }

    @Override
    public String text(String value) {
        return value;
    }

    @Override
    public String require(String value) {
        return value;
    }
}
