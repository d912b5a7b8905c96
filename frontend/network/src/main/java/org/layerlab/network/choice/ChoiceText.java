package org.layerlab.network.choice;

/**
 * What is said of a {@link Choice}.
 *
 * @param id the name used in files, links and on the command line, such as {@code "relu"}
 * @param label the name in lists on a page: English, in sentence case
 * @param help one English sentence that says what the value does
 */
public record ChoiceText(String id, String label, String help) {}
