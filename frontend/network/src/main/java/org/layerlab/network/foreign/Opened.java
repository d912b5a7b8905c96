package org.layerlab.network.foreign;

import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;

/**
 * A file of anyone that was opened.
 *
 * @param file as LayerLab has it
 * @param note what was assumed or changed on the way, a sentence on each line; empty for LayerLab's own files
 * @param storage the narrowest number format that keeps all digits
 * @param told whether the file, or who opened it, says the layers; else activations are assumed
 */
public record Opened(ParameterFile file, String note, StorageType storage, boolean told) {
    /** The note on one line. */
    public String line() {
        return note.replace('\n', ' ');
    }
}
