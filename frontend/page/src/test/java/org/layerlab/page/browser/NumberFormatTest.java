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

    @ParameterizedTest
    @CsvSource({
        "0.125, 2, 0.12",
        "0.375, 2, 0.38",
        "2.5, 0, 2",
        "-0.5, 0, -0",
        "0.6931471805599453, 6, 0.693147",
        "1e21, 1, 1000000000000000000000.0",
        "-1234.5678, 2, -1234.57"
    })
    void decimalsRoundTheExactValueHalfToEvenAsPythonDoes(double value, int decimals, String text) {
        assertEquals(text, NumberFormat.decimals(value, decimals));
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "Infinity, ∞", "-Infinity, −∞"})
    void whatIsNotFiniteIsNamed(double value, String text) {
        assertEquals(text, NumberFormat.decimals(value, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 0", "999 | 999", "1000 | 1,000", "-12345 | -12,345", "12345678 | 12,345,678"})
    void digitsComeInGroupsOfThree(long value, String text) {
        assertEquals(text, NumberFormat.grouped(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0.7463, 74.6",
        "1, 100.0",
        "0, 0.0",
        "NaN, –",
        "-12.346, -1234.6",
        "-99.999, -9999.9",
        "-100, −10000",
        "-6.0962e50, −6.1e52",
        "-Infinity, −∞"
    })
    void sharesAreToldInPercent(double share, String text) {
        assertEquals(text, NumberFormat.percent(share));
    }

    @ParameterizedTest
    @CsvSource({
        "0.2, 0 s",
        "59.4, 59 s",
        "59.6, 1 min 0 s",
        "200, 3 min 20 s",
        "3599, 59 min 59 s",
        "3600, 1 h 0 min",
        "9000, 2 h 30 min",
        "NaN, –",
        "Infinity, –"
    })
    void durationsAreToldAsAPersonWould(double seconds, String text) {
        assertEquals(text, NumberFormat.duration(seconds));
    }
}
