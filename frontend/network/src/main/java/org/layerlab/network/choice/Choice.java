package org.layerlab.network.choice;

/** One value of a list that a person picks from: an activation, an optimizer, a schedule. */
public interface Choice {
    /** What is said of it. */
    ChoiceText said();

    /** The name used in files, links and on the command line, such as {@code "relu"}. */
    default String id() {
        return said().id();
    }

    /** The name in lists on a page: English, in sentence case. */
    default String label() {
        return said().label();
    }

    /** One English sentence that says what the value does. */
    default String help() {
        return said().help();
    }
}
