package org.layerlab.page.browser;

/** Why this browser keeps nothing. */
public final class StorageProblem {
    /** JavaScript that declares {@code named(error)}: the name of what {@link Database#OPEN} failed with, which it logs. */
    public static final String NAMED = "var named = function(error) { console.warn('LayerLab cannot store:', error);"
            + " return String(error && error.name); };";

    private StorageProblem() {}

    /** Whether this browser may keep nothing at all, by the error's name. */
    public static boolean isForbidden(String name) {
        return name.equals("SecurityError");
    }

    /** The end of a sentence that says so, from the error's name. */
    public static String why(String name) {
        return switch (name) {
            case "QuotaExceededError" -> Texts.of("its storage is full");
            case "TimeoutError" -> Texts.of("its storage is not responding");
            default -> Texts.of("its storage is blocked or not working");
        };
    }
}
