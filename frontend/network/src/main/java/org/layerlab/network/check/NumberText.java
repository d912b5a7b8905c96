package org.layerlab.network.check;

/** Numbers written as text and read back. On the JVM Java does both; in the page the browser does. */
public final class NumberText {
    private static final int COUNT = 2000;

    private static final double[] VALUES = {
        0, -0.0, 1, -1, 0.1, 100, 1e7, 9_999_999, 1e-3, 9.99e-4, 123_456_789.125, 1e21, Double.MAX_VALUE, 5e-7, 1e22
    };
    private static final String[] TEXTS = {
        "0.0",
        "-0.0",
        "1.0",
        "-1.0",
        "0.1",
        "100.0",
        "1.0E7",
        "9999999.0",
        "0.001",
        "9.99E-4",
        "1.23456789125E8",
        "1.0E21",
        "1.7976931348623157E308",
        "5.0E-7",
        "1.0E22"
    };

    private static final String[] READ = {
        " 5 ",
        "+5",
        "5.",
        ".5",
        "-.5e-3",
        "1e+21",
        "1E5",
        "5d",
        "2f",
        "\t1\n",
        "Infinity",
        "-Infinity",
        "4.9e-324",
        "1e400"
    };
    private static final double[] MEANT = {
        5, 5, 5, 0.5, -5e-4, 1e21, 1e5, 5, 2, 1, 1 / 0.0, -1 / 0.0, Double.MIN_VALUE, 1 / 0.0
    };
    private static final String[] REFUSED = {
        "",
        " ",
        ".",
        "e5",
        "1e",
        "1e+",
        "--1",
        "+-1",
        "1 2",
        "1_0",
        "0b1",
        "0x10",
        "1,5",
        "\u0663",
        "\u00a01",
        "nan",
        "xNaN",
        "NaNf",
        "infinity",
        "Infinityf",
        "Infinity1",
        "1dd",
        "null"
    };

    private NumberText() {}

    /** Whether texts are Java's, and mean the number that they were written for. */
    public static Check check() {
        StringBuilder wrong = new StringBuilder();
        for (int i = 0; i < VALUES.length; i++) {
            if (!String.valueOf(VALUES[i]).equals(TEXTS[i])) {
                wrong.append(VALUES[i]).append(" instead of ").append(TEXTS[i]).append("; ");
            }
        }
        for (int i = 0; i < READ.length; i++) {
            if (!(read(READ[i]) == MEANT[i])) {
                wrong.append('"')
                        .append(READ[i])
                        .append("\" is read as ")
                        .append(read(READ[i]))
                        .append("; ");
            }
        }
        for (String text : REFUSED) {
            if (!Double.isNaN(read(text))) {
                wrong.append('"')
                        .append(text)
                        .append("\" is read as ")
                        .append(read(text))
                        .append("; ");
            }
        }
        wrong.append(Double.isNaN(Double.parseDouble(" -NaN ")) ? "" : "NaN is not read; ");
        // Knuth's linear congruential generator: bits of every kind.
        long bits = 1;
        for (int i = 0; i < COUNT; i++) {
            bits = bits * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            double value = Double.longBitsToDouble(bits);
            if (!Double.isNaN(value) && Double.parseDouble(String.valueOf(value)) != value) {
                wrong.append(value).append(" is read as another; ");
            }
        }
        return new Check("numbers as text", wrong.isEmpty(), wrong.isEmpty() ? COUNT + " numbers" : wrong.toString());
    }

    /** NaN where it is not a number. */
    private static double read(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
