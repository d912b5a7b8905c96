package org.layerlab.page.message;

import java.util.function.Consumer;

/** Of several things on their way at once, only the one that was asked for last is heard. */
public final class Newest {
    private int number;

    /** Something else is asked for: what is still on its way is not heard any more. Returns its number. */
    public int next() {
        number++;
        return number;
    }

    /** Whether nothing else was asked for since that number. */
    public boolean is(int asked) {
        return asked == number;
    }

    /** Hears of what was asked for last, until something else is. */
    public <T> Consumer<T> only(Consumer<T> hearer) {
        int mine = number;
        return heard -> {
            if (is(mine)) {
                hearer.accept(heard);
            }
        };
    }
}
