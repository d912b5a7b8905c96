package org.layerlab.page.live;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.LocalStore;

/**
 * What brings a pupil back into the class that this browser was in last. It holds a name, so it goes when that class is
 * known to be over.
 *
 * @param secret tells the class that it is the same pupil
 * @param run of the server in which the pupil was there; empty where a former version kept this
 * @param at when the pupil was there last, in milliseconds of the day's clock; 0 where a former version kept this
 */
record KeptSeat(String code, String secret, String name, String run, double at) {
    /** Where this browser keeps it. */
    static final String KEPT = "class.pupil";

    /** A board opens its class again after a restart of the server if it was there within this. */
    private static final double REOPENED = 30 * 60_000.0;
    /** No class lives longer. */
    static final double LONGEST = 12 * 3_600_000.0;

    /** What is kept; null where there is nothing, or only that of a class that cannot be there any more. */
    static @Nullable KeptSeat read() {
        KeptSeat seat = of(LocalStore.get(KEPT));
        double now = DayClock.now();
        if (seat != null && seat.isOld(now)) {
            LocalStore.remove(KEPT);
            return null;
        }
        if (seat != null && seat.at == 0) {
            // A former version kept no time: it counts from now on.
            seat = new KeptSeat(seat.code, seat.secret, seat.name, seat.run, now);
            seat.keep();
        }
        return seat;
    }

    /** Keeps it; it replaces another. */
    void keep() {
        LocalStore.put(KEPT, text());
    }

    /** Keeps that the pupil is there now, unless this browser has joined another class since. */
    static void touch(String code, String secret, String run) {
        KeptSeat seat = read();
        if (seat != null && seat.isOf(code) && seat.secret.equals(secret)) {
            new KeptSeat(code, secret, seat.name, run, DayClock.now()).keep();
        }
    }

    /** Forgets it if it is of this class. */
    static void forget(String code) {
        KeptSeat seat = read();
        if (seat != null && seat.isOf(code)) {
            LocalStore.remove(KEPT);
        }
    }

    /** Forgets it if it is of this class, which the server does not know, and the class does not come back. */
    static void forgetUnlessReopened(String code, String presentRun) {
        KeptSeat seat = read();
        if (seat != null && seat.isOf(code) && seat.isGone(presentRun, DayClock.now())) {
            LocalStore.remove(KEPT);
        }
    }

    /** Whether it is of the class with this code. */
    boolean isOf(String ofCode) {
        return code.equals(ofCode);
    }

    /**
     * Whether a class that the server does not know does not come back: that run of the server knew it, or the restart is
     * too long ago for its board to open it again. What a former version kept is not worth waiting for.
     */
    boolean isGone(String presentRun, double now) {
        return run.isEmpty() || run.equals(presentRun) || now - at > REOPENED;
    }

    /** Whether no server knows the class any more. */
    boolean isOld(double now) {
        return at > 0 && now - at > LONGEST;
    }

    /** As it is kept: two lines. */
    String text() {
        return code + " " + secret + " " + name + "\n" + run + " " + (long) at;
    }

    /** Reads {@link #text}; null where it is not one. */
    static @Nullable KeptSeat of(@Nullable String kept) {
        List<String> lines = Text.split(String.valueOf(kept), '\n');
        List<String> words = Text.split(lines.get(0), ' ');
        if (words.size() < 3) {
            return null;
        }
        String name = String.join(" ", words.subList(2, words.size()));
        List<String> last = Text.split(lines.get(lines.size() - 1), ' ');
        boolean isWhole = lines.size() == 2 && last.size() == 2 && isNumber(last.get(1));
        return new KeptSeat(
                words.get(0),
                words.get(1),
                name,
                isWhole ? last.get(0) : "",
                isWhole ? Double.parseDouble(last.get(1)) : 0);
    }

    static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
