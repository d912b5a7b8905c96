package org.layerlab.network.foreign;

import java.util.Map;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.file.TensorFile;

/** What is in a file, for people, in a text of bounded length. */
final class Listing {
    private static final int MOST = 12;

    private Listing() {}

    /** {@code 'fc1.weight' F32 (4, 2), 'fc1.bias' F32 (4), … and 7 more}. */
    static String of(TensorFile file) {
        StringBuilder list = new StringBuilder();
        int shown = 0;
        for (Map.Entry<String, Tensor> entry : file.tensors().entrySet()) {
            if (shown == MOST) {
                break;
            }
            list.append(shown == 0 ? "" : ", ").append(of(entry.getKey(), entry.getValue()));
            shown++;
        }
        for (String name : file.skipped().keySet()) {
            if (shown == MOST) {
                break;
            }
            list.append(shown == 0 ? "" : ", ")
                    .append(ParameterFileException.quote(name))
                    .append(" (not numbers)");
            shown++;
        }
        int more = file.tensors().size() + file.skipped().size() - shown;
        return more == 0 ? list.toString() : list + ", and " + more + " more";
    }

    static String of(String name, Tensor tensor) {
        return ParameterFileException.quote(name) + " " + tensor;
    }
}
