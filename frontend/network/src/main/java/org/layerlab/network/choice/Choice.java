package org.layerlab.network.choice;

/** One value of a list that a person picks from: an activation, an optimizer, a schedule. */
public interface Choice {
    /** The name used in files, links and on the command line, such as {@code "relu"}. */
    String id();

    /** The name in lists on a page: English, in sentence case. */
    String label();

    /** One English sentence that says what the value does. */
    String help();
}
