package org.layerlab.network.file;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Precision;

/** The number format in which parameters are written. */
public enum StorageType {
    /** 8 bytes, exact: what was computed in float64 comes back digit for digit. */
    F64(Tensor.Type.F64, "float64"),
    /** 4 bytes, about 7 digits. */
    F32(Tensor.Type.F32, "float32"),
    /** 2 bytes, about 3 digits, at most 65,504 in size; for files that go over the network. */
    F16(Tensor.Type.F16, "float16"),
    /** 2 bytes, about 2 digits, float32's range; NumPy does not know it. */
    BF16(Tensor.Type.BF16, "bfloat16");

    private final Tensor.Type type;
    private final String common;

    StorageType(Tensor.Type type, String common) {
        this.type = type;
        this.common = common;
    }

    /** What the command line calls it, such as f16. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The narrowest format that holds all of these exactly. */
    public static StorageType of(Collection<Tensor> tensors) {
        boolean wide = false;
        Set<StorageType> types = EnumSet.noneOf(StorageType.class);
        for (Tensor tensor : tensors) {
            Optional<StorageType> type = of(tensor.type());
            type.ifPresent(types::add);
            wide |= type.isEmpty();
        }
        if (wide || types.isEmpty() || types.contains(F64)) {
            return F64;
        }
        return types.size() == 1 ? types.iterator().next() : F32;
    }

    private static Optional<StorageType> of(Tensor.Type type) {
        for (StorageType candidate : values()) {
            if (candidate.type == type) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The format that keeps every digit of numbers computed in that precision. */
    public static StorageType of(Precision precision) {
        return precision == Precision.FLOAT64 ? F64 : F32;
    }

    /** The format of the fewest digits that holds each of these numbers exactly. */
    public static StorageType holding(Parameters parameters) {
        for (StorageType type : new StorageType[] {BF16, F16, F32}) {
            if (type.holds(parameters)) {
                return type;
            }
        }
        return F64;
    }

    private boolean holds(Parameters parameters) {
        for (Parameters.Named tensor : parameters.named()) {
            try {
                if (!Arrays.equals(rounded(tensor.values()), tensor.values())) {
                    return false;
                }
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return true;
    }

    /**
     * Numbers as a file of this format gives them back.
     *
     * @param values not modified
     * @throws IllegalArgumentException when a finite one is too large for the format
     */
    public double[] rounded(double[] values) {
        return Tensor.of(type, values, values.length).toDoubles();
    }

    /** What programmers call it: {@code float16}. */
    public String common() {
        return common;
    }

    Tensor.Type type() {
        return type;
    }
}
