package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonArray;
import java.util.List;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.matrix.Precision;

/** Training's values in a model card's form. */
final class Cards {
    private Cards() {}

    static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /** The format that keeps every digit of numbers computed in that precision. */
    static StorageType storage(Precision precision) {
        return precision == Precision.FLOAT64 ? StorageType.F64 : StorageType.F32;
    }
}
