package org.layerlab.backend.dataset;

/** A data set that can be joined with others. */
interface DataSetPart extends DataSet {
    /** Its name among the others, without the path of the folders above. */
    String shortName();

    /** The size of an image file in bytes: files of other sizes are other photos; −1 where there is no file. */
    long size(Split split, String name);
}
