package org.layerlab.network.data;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.layerlab.network.text.Text;

/**
 * What the path of a photo tells: what it shows, and whether it is to be learned from or tested on. The same on the
 * server and in the page; upper and lower case are one, {@code /} stands between the parts.
 */
public final class PhotoPath {
    /** What a path says where it says nothing. */
    public static final int NONE = -1;

    /** How the names of photos end, in lower case. */
    public static final List<String> ENDINGS = List.of("jpg", "jpeg", "jfif", "jpe", "png", "gif", "bmp", "webp");

    /** Which of the two parts of a data set a photo is in. */
    public enum Part {
        TRAIN,
        TEST,
        NEITHER
    }

    private static final Set<String> TRAIN = Set.of("train_data", "train", "training_set", "training", "train_set");
    private static final Set<String> TEST =
            Set.of("test_data", "test", "test_set", "testing", "validation", "val", "valid");

    private PhotoPath() {}

    /**
     * The label that a photo's name gives, else the nearest folder that is called after a class: 0 is a cat, 1 a dog,
     * {@link #NONE} neither.
     */
    public static int label(String path) {
        int named = named(path);
        return named != NONE ? named : folder(path);
    }

    /** The label by the name alone: {@code cat.1.jpg}, {@code dog_1.png}, {@code Cats-2.jpg}; not catalogue.jpg. */
    public static int named(String path) {
        String name = name(path).toLowerCase(Locale.ROOT);
        int label = name.startsWith("cat") ? 0 : name.startsWith("dog") ? 1 : NONE;
        int next = name.startsWith("s", 3) ? 4 : 3;
        boolean goesOn = label != NONE && next < name.length() && isLetter(name.charAt(next));
        return goesOn ? NONE : label;
    }

    /** The label by the nearest folder that is called cat, cats, dog or dogs. */
    private static int folder(String path) {
        List<String> parts = parts(path);
        for (int i = parts.size() - 2; i >= 0; i--) {
            switch (parts.get(i)) {
                case "cat", "cats" -> {
                    return 0;
                }
                case "dog", "dogs" -> {
                    return 1;
                }
                default -> {}
            }
        }
        return NONE;
    }

    /**
     * The label by the rule of the Oxford-IIIT Pet data set: {@code Abyssinian_1.jpg} is a cat, for its breed has a
     * capital letter, {@code american_bulldog_100.jpg} is a dog. Its annotations are not photos.
     */
    public static int breed(String path) {
        String name = name(path);
        int dot = name.lastIndexOf('.');
        int bar = name.lastIndexOf('_', Math.max(0, dot));
        boolean breed = bar > 0 && dot > bar + 1 && dot + 1 < name.length() && isLetter(name.charAt(0));
        for (int i = 0; breed && i < name.length(); i++) {
            char c = name.charAt(i);
            if (i < bar) {
                breed = isLetter(c) || c == '_';
            } else if (i > bar && i < dot) {
                breed = c >= '0' && c <= '9';
            } else if (i > dot) {
                breed = isLetter(c);
            }
        }
        if (!breed || ("/" + path).contains("/annotations/")) {
            return NONE;
        }
        return name.charAt(0) <= 'Z' ? 0 : 1;
    }

    /** The part that the outermost folder names that is called after one: {@code Train_data/}, {@code test/} … */
    public static Part part(String path) {
        List<String> parts = parts(path);
        for (int i = 0; i < parts.size() - 1; i++) {
            if (TRAIN.contains(parts.get(i))) {
                return Part.TRAIN;
            }
            if (TEST.contains(parts.get(i))) {
                return Part.TEST;
            }
        }
        return Part.NEITHER;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static List<String> parts(String path) {
        return Text.split(path.toLowerCase(Locale.ROOT), '/');
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
