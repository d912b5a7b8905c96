package org.layerlab.page.photos.classes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.layerlab.network.data.PhotoPath;
import org.layerlab.network.text.Text;
import org.layerlab.page.files.GivenFile;
import org.teavm.jso.JSBody;

/** The folders in which photos lie: classes are named after them. */
final class PhotoFolders {
    /** How the names of pictures end, also of those that not every browser reads, and says so. */
    private static final Set<String> PICTURES = new HashSet<>(PhotoPath.ENDINGS);

    static {
        Collections.addAll(PICTURES, "heic", "heif", "avif", "tif", "tiff");
    }

    private PhotoFolders() {}

    /**
     * Which photos are in which class: that of the folder that they lie in. Where there are folders of training and of test
     * photos, these are no classes, and where all photos lie in folders of one name, such as {@code images}, the folders
     * above tell them apart. Hidden files, and files that are no pictures, are left out.
     *
     * @param paths with {@code /} between their parts
     * @return the photos' places in the list by class, in the order in which classes come; those in no folder under ""
     */
    static Map<String, List<Integer>> of(List<String> paths) {
        Map<Integer, List<String>> chains = new LinkedHashMap<>();
        Set<PhotoPath.Part> parts = new HashSet<>();
        for (int i = 0; i < paths.size(); i++) {
            if (isPicture(paths.get(i))) {
                List<String> folders = Text.split(paths.get(i), '/');
                chains.put(i, folders.subList(0, folders.size() - 1));
                for (String folder : folders.subList(0, folders.size() - 1)) {
                    parts.add(part(folder));
                }
            }
        }
        if (parts.contains(PhotoPath.Part.TRAIN) && parts.contains(PhotoPath.Part.TEST)) {
            chains.replaceAll((photo, chain) -> withoutParts(chain));
        }
        while (areAlike(chains.values())) {
            chains.replaceAll((photo, chain) -> chain.subList(0, chain.size() - 1));
        }
        Map<String, List<Integer>> classes = new LinkedHashMap<>();
        chains.forEach((photo, chain) ->
                classes.computeIfAbsent(last(chain), name -> new ArrayList<>()).add(photo));
        return classes;
    }

    private static boolean isPicture(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1
                && !isHidden(path)
                && PICTURES.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** Whether an operating system put it there, rather than a person. */
    static boolean isHidden(String path) {
        String from = "/" + path;
        return from.contains("/.") || from.contains("/__MACOSX/");
    }

    private static PhotoPath.Part part(String folder) {
        return PhotoPath.part(folder + "/photo.jpg");
    }

    /** The folders that are not called after a part of a data set; all where there are no others. */
    private static List<String> withoutParts(List<String> folders) {
        List<String> chain = new ArrayList<>();
        for (String folder : folders) {
            if (part(folder) == PhotoPath.Part.NEITHER) {
                chain.add(folder);
            }
        }
        return chain.isEmpty() ? folders : chain;
    }

    /** Whether these are several folders with one name, all of them in others. */
    private static boolean areAlike(Collection<List<String>> chains) {
        Set<List<String>> different = new HashSet<>(chains);
        Set<String> names = new HashSet<>();
        for (List<String> chain : different) {
            if (chain.size() < 2) {
                return false;
            }
            names.add(last(chain));
        }
        return different.size() > 1 && names.size() == 1;
    }

    /** What a class of that folder is called; empty where there is none. */
    private static String last(List<String> chain) {
        String name = chain.isEmpty() ? "" : chain.get(chain.size() - 1).trim();
        return name.length() > ClassNames.LONGEST
                ? name.substring(0, ClassNames.LONGEST).trim()
                : name;
    }

    /** The only class of these; empty where there are several, or none. */
    static String only(Map<String, List<Integer>> classes) {
        return classes.size() == 1 ? classes.keySet().iterator().next() : "";
    }

    /** The paths, with letters as keyboards write them: a Mac's files have accents as characters of their own. */
    static List<String> paths(List<GivenFile> files) {
        List<String> all = new ArrayList<>();
        for (GivenFile file : files) {
            all.add(composed(file.wholePath()));
        }
        return all;
    }

    @JSBody(params = "text", script = "return text.normalize('NFC');")
    private static native String composed(String text);
}
