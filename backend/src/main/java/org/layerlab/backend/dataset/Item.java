package org.layerlab.backend.dataset;

/**
 * One labeled image of a data set.
 *
 * @param name unique in its split, without a slash; any other printable character may be in it
 * @param label 0 is cat, 1 is dog: the index in {@link DataSet#classes()}
 */
public record Item(String name, int label) {}
