package org.layerlab.backend.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftServersTest {
    private List<String> here = List.of("a", "b");
    private final List<String> gone = new ArrayList<>();
    private final LeftServers leftServers = new LeftServers(() -> here, gone::add);

    private List<String> look(String... now) {
        here = List.of(now);
        gone.clear();
        leftServers.look();
        return gone;
    }

    @Test
    void eachServerThatLeavesIsToldOnce() {
        assertEquals(List.of(), look("a", "b"));
        assertEquals(List.of(), look("b", "a", "c"));
        assertEquals(List.of("a"), look("b", "c"));
        assertEquals(List.of(), look("b", "c"));
        assertEquals(List.of("b"), look("d", "c"));
        assertEquals(List.of("d"), look("c"));
    }
}
