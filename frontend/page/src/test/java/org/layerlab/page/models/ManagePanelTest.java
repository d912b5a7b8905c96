package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagePanelTest {
    @Test
    void aKeyOfABrowserIsPlain() {
        assertTrue(ManagePanel.isPlain("AZaz09-_AZaz09-_AZaz09-_AZaz09-_"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ключ", "“AZaz09”", "AZ az", "AZ\naz", "é", "\u007f"})
    void whatNoHeaderTakesIsNoKey(String text) {
        assertFalse(ManagePanel.isPlain(text));
    }
}
