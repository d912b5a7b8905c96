package org.layerlab.network.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;

class SameRunsTest {
    @Test
    void aSeedIsARunAndAHundredOfThemHaveEveryChoice() {
        StringBuilder all = new StringBuilder();
        Set<String> digests = new HashSet<>();
        for (long seed = 1; seed <= 100; seed++) {
            String detail = SameRuns.run(seed, new ReferenceKernels()).detail();
            digests.add(detail.substring(0, detail.indexOf(' ')));
            all.append(detail).append('\n');
        }
        assertEquals(100, digests.size());
        String seven = SameRuns.run(7, new ReferenceKernels()).detail();
        assertTrue(all.toString().contains(seven), seven);
        for (OptimizerKind optimizer : OptimizerKind.values()) {
            assertTrue(all.toString().contains("optimizer=" + optimizer.id()), optimizer.id());
        }
        for (Schedule schedule : Schedule.values()) {
            assertTrue(all.toString().contains("schedule=" + schedule.id()), schedule.id());
        }
        for (String output : List.of("softmax3]", "softmax6]", "1linear]", ", 1]")) {
            assertTrue(all.toString().contains(output), output);
        }
        for (Activation g : Activation.values()) {
            assertTrue(all.toString().contains("] " + g.id() + " "), g.id());
        }
    }
}
