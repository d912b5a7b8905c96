package org.layerlab.page.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormatTest {
    @ParameterizedTest
    @CsvSource({
        "0, 4, 0",
        "1, 4, 1",
        "-1.5, 4, −1.5",
        "0.0162434536, 4, 0.01624",
        "-0.00061175641, 4, −0.0006118",
        "0.000061175641, 4, 6.118e−5",
        "9.9996, 4, 10",
        "99.996, 4, 100",
        "0.99996, 4, 1",
        "0.00099996, 4, 0.001",
        "123456, 4, 123500",
        "1234567, 4, 1235000",
        "12345678, 4, 1.235e7",
        "-3e-7, 4, −3e−7",
        "1e-310, 2, 1e−310",
        "0.5131901, 6, 0.51319"
    })
    void aNumberKeepsItsSignificantDigits(double value, int digits, String text) {
        assertEquals(text, NumberFormat.significant(value, digits));
    }
}
