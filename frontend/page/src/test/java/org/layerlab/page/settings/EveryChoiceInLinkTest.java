package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;

/** Each choice through a link and back, with each other one. */
class EveryChoiceInLinkTest {
    @ParameterizedTest
    @EnumSource(Points.class)
    void aLinkBringsEveryCombinationBack(Points points) {
        for (Activation activation : Activation.values()) {
            for (OptimizerKind optimizer : OptimizerKind.values()) {
                for (Schedule schedule : Schedule.values()) {
                    for (Initialization initialization : Initialization.values()) {
                        String link = "dataset=" + points.id() + "&networkShape=3&activation=" + activation.id()
                                + "&optimizer=" + optimizer.id() + "&schedule=" + schedule.id() + "&initialization="
                                + initialization.id();
                        PlaySettings.Parsed parsed = PlaySettings.parse(link);
                        assertEquals(List.of(), parsed.problems(), link);
                        PlaySettings back =
                                PlaySettings.parse(parsed.settings().fragment()).settings();
                        assertEquals(parsed.settings(), back, link);
                        assertEquals(points.id(), back.text(PlayRows.DATASET));
                        assertEquals(activation.id(), back.text(PlayRows.ACTIVATION));
                        assertEquals(optimizer.id(), back.text(PlayRows.OPTIMIZER));
                        assertEquals(schedule.id(), back.text(PlayRows.SCHEDULE));
                        assertEquals(initialization.id(), back.text(PlayRows.INITIALIZATION));
                    }
                }
            }
        }
    }
}
