package org.layerlab.page.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class KeptPlaceTest {
    private final List<Consumer<Boolean>> asked = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final KeptPlace place = new KeptPlace(asked::add, (about, checkpoint, done) -> {
        kept.add(about);
        done.accept(null);
    });

    private void put(String about) {
        place.put(about, new byte[1], why -> told.add(String.valueOf(why)));
    }

    private void answer(boolean free) {
        asked.remove(0).accept(free);
    }

    @Test
    void theFirstTabKeepsItsRunAndAsksOnce() {
        put("first");
        assertEquals(List.of(), kept);
        answer(true);
        put("second");
        assertEquals(List.of("first", "second"), kept);
        assertEquals(List.of("null", "null"), told);
        assertEquals(List.of(), asked);
    }

    @Test
    void anotherTabKeepsNothingAndSaysWhyUntilTheFirstIsClosed() {
        put("first");
        answer(false);
        assertEquals(List.of(), kept);
        assertEquals(List.of("a training is open in another tab, and this browser keeps that one"), told);
        put("second");
        answer(true);
        assertEquals(List.of("second"), kept);
    }

    @Test
    void whatIsKeptMeanwhileFollowsTheAnswer() {
        put("first");
        put("second");
        place.settled(() -> kept.add("read"));
        assertEquals(1, asked.size());
        assertEquals(List.of(), kept);
        answer(true);
        assertEquals(List.of("first", "second", "read"), kept);
        place.settled(() -> kept.add("read again"));
        assertEquals(4, kept.size());
    }
}
