package org.layerlab.backend.cli;

import org.layerlab.network.text.Decimal;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the numbers of options that are not settings, the way settings read theirs. */
final class OptionNumbers {
    /** Beyond it, not every whole number is a double. */
    private static final long MOST = 1L << 53;

    private OptionNumbers() {}

    static void addTo(CommandLine line) {
        line.registerConverter(int.class, OptionNumbers::readInt);
        line.registerConverter(Integer.class, OptionNumbers::readInt);
        line.registerConverter(long.class, text -> whole(text, MOST));
        line.registerConverter(double.class, OptionNumbers::readDouble);
    }

    private static int readInt(String text) {
        return (int) whole(text, Integer.MAX_VALUE);
    }

    private static long whole(String text, long most) {
        double value;
        try {
            value = Decimal.whole(text.trim());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
        // Whether it may be negative is for the command to say.
        if (!(Math.abs(value) <= most)) {
            throw new TypeConversionException("'" + text + "' is not a whole number of at most " + most);
        }
        return (long) value;
    }

    private static double readDouble(String text) {
        try {
            return Decimal.parse(text.trim());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
    }
}
