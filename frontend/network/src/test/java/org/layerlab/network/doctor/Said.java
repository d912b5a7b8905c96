package org.layerlab.network.doctor;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.layerlab.network.doctor.Diagnosis.Kind;

/** What the doctor says in the course of a training, without the silence and without saying a thing twice in a row. */
final class Said {
    private final List<Diagnosis> all = new ArrayList<>();

    void hear(Diagnosis diagnosis) {
        if (diagnosis.kind() != Kind.HEALTHY && (all.isEmpty() || !last().equals(diagnosis))) {
            all.add(diagnosis);
        }
    }

    Diagnosis last() {
        assertFalse(all.isEmpty(), "the doctor said nothing");
        return all.get(all.size() - 1);
    }

    Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        all.forEach(diagnosis -> kinds.add(diagnosis.kind()));
        return kinds;
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
