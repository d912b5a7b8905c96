package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.settings.CardText;

/**
 * What the class does.
 *
 * @param isLesson or else a playground
 * @param link a lesson's id, or the fragment of a playground's link
 * @param round counts up with each activity
 */
record Activity(boolean isLesson, String link, int round) {
    private static final String LESSONS = "/learn/";
    private static final String REFUSED = "\"#<>[\\]^`{|}";
    private static final int LONGEST = 12_000;

    /** The playground as it is. */
    static final Activity FIRST = new Activity(false, "", 0);

    static Activity of(@Nullable JsonValue value) {
        if (value == null) {
            return FIRST;
        }
        JsonObject json = value.asObject();
        return new Activity(
                CardText.string(json, "kind").equals("lesson"), CardText.string(json, "link"), json.getInt("round", 0));
    }

    /** Of a link that a teacher gives: a lesson's or a playground's address, or the latter's fragment alone. */
    static Activity ofLink(String given) {
        String link = given.trim();
        int lesson = link.indexOf(LESSONS);
        if (lesson >= 0) {
            String id = link.substring(lesson + LESSONS.length());
            int end = 0;
            while (end < id.length() && isOfId(id.charAt(end))) {
                end++;
            }
            return new Activity(true, id.substring(0, end), 0);
        }
        String fragment = link.substring(link.indexOf('#') + 1);
        // An address without a fragment is the playground as it is.
        return new Activity(false, fragment.contains("://") || fragment.startsWith("/") ? "" : fragment, 0);
    }

    private static boolean isOfId(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    /** Whether a server takes it: a lesson has a name, and a fragment no character that addresses encode. */
    boolean isWhole() {
        for (int i = 0; i < link.length(); i++) {
            char c = link.charAt(i);
            if (c <= ' ' || c > '~' || REFUSED.indexOf(c) >= 0) {
                return false;
            }
        }
        return link.length() <= LONGEST && !(isLesson && link.isEmpty());
    }

    /** Where it is. */
    String address() {
        return isLesson ? LESSONS + link + "#embed=true" : "/#" + link;
    }

    /** What asks for it. */
    JsonObject json() {
        return new JsonObject()
                .add("type", "activity")
                .add("kind", isLesson ? "lesson" : "playground")
                .add("link", link);
    }

    boolean isSame(Activity other) {
        return isLesson == other.isLesson && link.equals(other.link) && round == other.round;
    }
}
