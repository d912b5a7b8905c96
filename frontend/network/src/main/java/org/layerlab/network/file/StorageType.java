package org.layerlab.network.file;

import org.layerlab.network.matrix.Precision;

/** The number format in which parameters are written. */
public enum StorageType {
    /** 8 bytes, exact: what was computed in float64 comes back digit for digit. */
    F64(Tensor.Type.F64),
    /** 4 bytes, about 7 digits. */
    F32(Tensor.Type.F32),
    /** 2 bytes, about 3 digits, at most 65,504 in size; for files that go over the network. */
    F16(Tensor.Type.F16),
    /** 2 bytes, about 2 digits, float32's range; NumPy does not know it. */
    BF16(Tensor.Type.BF16);

    private final Tensor.Type type;

    StorageType(Tensor.Type type) {
        this.type = type;
    }

    /** The format that keeps every digit of numbers computed in that precision. */
    public static StorageType of(Precision precision) {
        return precision == Precision.FLOAT64 ? F64 : F32;
    }

    Tensor.Type type() {
        return type;
    }
}
