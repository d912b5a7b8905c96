package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JoinPageTest {
    @Test
    void onlyAConnectionThatWasThereIsCalledLost() {
        assertEquals("Connecting …", JoinPage.waiting(false, false));
        assertTrue(JoinPage.waiting(true, false).startsWith("The connection was lost."));
    }

    @Test
    void aNetworkThatLetsNoConnectionThroughIsNamed() {
        assertTrue(JoinPage.waiting(false, true).contains("may block WebSockets"));
    }
}
