package org.layerlab.page.photos.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeptClassesTest {
    @Test
    void whereStorageIsBlockedNobodyIsToldOfALastVisit() {
        assertEquals(
                "This browser cannot keep your photos: its storage is blocked.", KeptClasses.unread("SecurityError"));
    }

    @Test
    void photosThatCannotBeReadNowAreNotOverwritten() {
        String said = KeptClasses.unread("TimeoutError");
        assertTrue(
                said.startsWith("The photos of your last visit cannot be read now: its storage is not responding."),
                said);
        assertTrue(said.endsWith("so that nothing is overwritten."), said);
    }
}
