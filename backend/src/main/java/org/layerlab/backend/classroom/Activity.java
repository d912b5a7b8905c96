package org.layerlab.backend.classroom;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.regex.Pattern;

/**
 * What the class does.
 *
 * @param kind a playground or a lesson
 * @param link the fragment of a playground's link, or the end of a lesson's address: its id, or {@code own/} and the lesson
 *     itself
 * @param round increases with each activity of a room; reports about an earlier round are ignored
 */
public record Activity(Kind kind, String link, int round) {
    /** What there is to do. */
    public enum Kind {
        PLAYGROUND("playground"),
        LESSON("lesson");

        private final String id;

        Kind(String id) {
            this.id = id;
        }
    }

    /** The playground as it is. */
    static final Activity FIRST = new Activity(Kind.PLAYGROUND, "", 0);

    /** Enough for 2,000 points that a teacher placed by hand. */
    public static final int LONGEST = 12_000;

    private static final Pattern FRAGMENT = Pattern.compile("[!$-;=?-Z_a-z~]*");
    private static final Pattern LESSON = Pattern.compile("[a-z0-9-]{1,60}");
    private static final Pattern OF_LINK = Pattern.compile("own/[A-Za-z0-9_-]+");

    /**
     * What a board asks for.
     *
     * @throws Refusal when it is none of these
     */
    static Activity parse(JsonObject message, int round) throws Refusal {
        String kind = Fields.text(message, "kind", 20);
        String link = Fields.text(message, "link", LONGEST);
        for (Kind one : Kind.values()) {
            if (one.id.equals(kind)) {
                boolean isWhole = one == Kind.LESSON
                        ? LESSON.matcher(link).matches() || isLessonOfLink(link)
                        : FRAGMENT.matcher(link).matches();
                if (!isWhole) {
                    throw Refusal.malformed(
                            one == Kind.LESSON
                                    ? "link must be a lesson's name, or own/ and a packed lesson"
                                    : "link must be the fragment of a playground's link");
                }
                return new Activity(one, link, round);
            }
        }
        throw Refusal.malformed("kind is '" + kind + "'; it must be playground or lesson");
    }

    /** Whether it leads to a lesson that the link itself carries; what it packs shows when it is opened. */
    public static boolean isLessonOfLink(String link) {
        return OF_LINK.matcher(link).matches();
    }

    JsonObject json() {
        return Json.object().add("kind", kind.id).add("link", link).add("round", round);
    }
}
