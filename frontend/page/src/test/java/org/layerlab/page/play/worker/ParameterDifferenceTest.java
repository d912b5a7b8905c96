package org.layerlab.page.play.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;

class ParameterDifferenceTest {
    private final Parameters trained = Initialization.HE.parameters(Architecture.relu(2, 7, 1), 3);

    private Parameters in(StorageType type) {
        return trained.filled(tensor -> type.rounded(tensor.values()));
    }

    private static Parameters changed(Parameters parameters, int at, double by) {
        Parameters changed = parameters.filled(tensor -> tensor.values().clone());
        changed.layers().get(0).W()[at] += by;
        return changed;
    }

    @ParameterizedTest
    @EnumSource(StorageType.class)
    void whatAFileRoundedIsTheSame(StorageType type) {
        ParameterDifference found = ParameterDifference.of(in(type), trained, StorageType.F64);
        assertEquals(0, found.largest());
        assertEquals(type, found.stored());
    }

    @ParameterizedTest
    @EnumSource(StorageType.class)
    void aWeightThatWasChangedIsFound(StorageType type) {
        Parameters file = changed(in(type), 5, 0.01);
        ParameterDifference found = ParameterDifference.of(file, trained, StorageType.F64);
        assertEquals("W1[2, 1]", found.where());
        assertTrue(found.largest() > 1e-3, found.toString());
        JsonObject told = new JsonObject();
        found.addTo(told, StorageType.F64);
        assertEquals("W1[2, 1]", told.getString("where", ""));
    }

    @Test
    void theLastBitCounts() {
        Parameters file = changed(trained, 2, 0);
        file.layers().get(0).W()[2] = Math.nextUp(file.layers().get(0).W()[2]);
        ParameterDifference found = ParameterDifference.of(file, trained, StorageType.F64);
        assertTrue(found.largest() > 0 && found.largest() < 1e-15, found.toString());
        assertEquals(StorageType.F64, found.stored());
    }

    @Test
    void aWeightNearZeroIsMeasuredByTheLargestOfItsMatrix() {
        Parameters file = changed(trained, 0, 0);
        file.layers().get(0).W()[0] = 1e-9;
        Parameters here = changed(file, 0, 1e-7);
        assertTrue(ParameterDifference.of(file, here, StorageType.F32).largest() < 1e-6);
    }

    @Test
    void nanIsAsFarOffAsCanBe() {
        JsonObject told = new JsonObject();
        ParameterDifference.of(trained, changed(trained, 1, Double.NaN), StorageType.F64)
                .addTo(told, StorageType.F64);
        assertEquals("W1[0, 1]", told.getString("where", ""));
        assertEquals(1, told.getDouble("largest", 0));
    }
}
