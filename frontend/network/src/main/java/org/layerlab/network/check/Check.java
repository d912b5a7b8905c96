package org.layerlab.network.check;

/**
 * What one check found.
 *
 * @param name what was checked
 * @param passed whether it held
 * @param detail the figures, for a person
 */
public record Check(String name, boolean passed, String detail) {}
