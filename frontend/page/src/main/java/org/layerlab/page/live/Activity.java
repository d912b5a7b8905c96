package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;
import org.layerlab.page.settings.CardText;

/**
 * What the class does.
 *
 * @param isLesson or else a playground
 * @param link the fragment of a playground's link, or the end of a lesson's address: its id, or {@code own/} and the lesson
 *     itself
 * @param round counts up with each activity
 */
record Activity(boolean isLesson, String link, int round) {
    private static final String LESSONS = "/learn/";
    /** What the end of the address of a lesson begins with that its link carries. */
    static final String OWN = "own/";

    private static final String REFUSED = "\"#<>[\\]^`{|}";
    private static final int LONGEST = 12_000;

    /** What a playground's link says; programs for a class do not carry the settings along. */
    private static final List<String> KEYS = Text.split(
            "dataset noise trainSize testSize classCount features networkShape learningRate iterations seed precision"
                    + " activation initialization batchSize optimizer schedule regularization regularizationRate rules"
                    + " showTestData discretize percTrainData stopCost stopPatience stopSeconds points lesson lessonText"
                    + " goalTrain goalTest goalCost goalIterations goalUnits continue parent problem regDataset initZero",
            ' ');

    /** What may stand beside it. */
    private static final List<String> BESIDE = List.of("lang", "embed", "maths", "engine", "threads", "kernels");

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

    /**
     * Of a link that a teacher gives: a lesson's or a playground's address, of any server, or the latter's fragment alone.
     * The playground as it is has this server's address, or {@code /}.
     *
     * @param origin this server's address, without a slash at its end
     * @return null where it is none of these, or no server takes it
     */
    static @Nullable Activity ofLink(String given, String origin) {
        String link = given.trim();
        int hash = link.indexOf('#');
        String address = hash < 0 ? link : link.substring(0, hash);
        String fragment = link.substring(hash + 1);
        if (hash < 0 && says(fragment, true)) {
            return whole(new Activity(false, fragment, 0));
        }
        String path = path(address);
        if (path.startsWith(LESSONS)) {
            String id = path.substring(LESSONS.length());
            boolean isOwn = id.startsWith(OWN);
            int end = isOwn ? OWN.length() : 0;
            while (end < id.length() && (isOwn ? isOfPacked(id.charAt(end)) : isOfId(id.charAt(end)))) {
                end++;
            }
            return end == (isOwn ? OWN.length() : 0) ? null : whole(new Activity(true, id.substring(0, end), 0));
        }
        if (!path.equals("/")) {
            return null;
        }
        if (hash >= 0 && says(fragment, false)) {
            return whole(new Activity(false, fragment, 0));
        }
        boolean isBare = hash < 0 || fragment.isEmpty();
        boolean isHere = address.equals("/") || address.equals(origin) || address.equals(origin + "/");
        return isBare && isHere ? new Activity(false, "", 0) : null;
    }

    /** What follows the host, without a query. */
    private static String path(String address) {
        int scheme = address.indexOf("://");
        int slash = address.indexOf('/', scheme < 0 ? 0 : scheme + 3);
        String path = slash < 0 ? "/" : address.substring(slash);
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /**
     * Whether a fragment says anything of a playground.
     *
     * @param first whether it has to begin with it
     */
    private static boolean says(String fragment, boolean first) {
        for (String pair : Text.split(fragment, '&')) {
            // Of dataset_fixed=true, dataset.
            int end = pair.indexOf('_');
            int equals = pair.indexOf('=');
            String key = pair.substring(0, Math.max(0, end < 0 ? equals : Math.min(end, equals)));
            if (equals > 0 && KEYS.contains(key)) {
                return true;
            }
            if (first && !BESIDE.contains(key)) {
                return false;
            }
        }
        return false;
    }

    private static @Nullable Activity whole(Activity activity) {
        return activity.isWhole() ? activity : null;
    }

    private static boolean isOfId(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    private static boolean isOfPacked(char c) {
        return isOfId(c) || (c >= 'A' && c <= 'Z') || c == '_';
    }

    /** Whether a server takes it: a lesson has a name, and a fragment no character that addresses encode. */
    private boolean isWhole() {
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

    /**
     * Where a pupil finds it. A lesson keeps answers, so its address says whose they are; a playground's fragment is its
     * settings alone.
     *
     * @param seat names the pupil in this class
     */
    String address(String seat) {
        return isLesson ? address() + "&seat=" + seat + "-" + round : address();
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
