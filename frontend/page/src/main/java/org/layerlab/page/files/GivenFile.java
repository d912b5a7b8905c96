package org.layerlab.page.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.File;

/** A file that a person gave; one in a zip is unpacked each time it is opened. */
public final class GivenFile {
    private final String zip;
    private final String path;
    private final Getter getter;

    private interface Getter {
        void get(Consumer<File> got, Consumer<String> failed);
    }

    private GivenFile(String zip, String path, Getter getter) {
        this.zip = zip;
        this.path = path;
        this.getter = getter;
    }

    /** A file that is in no zip. */
    public static GivenFile of(File file, String path) {
        return new GivenFile("", path, (got, failed) -> got.accept(file));
    }

    /**
     * Lists files, and those in zips instead of the zips.
     *
     * @param paths of each, with {@code /} between their parts
     * @param leftOut hears of the zips, and of the files in them, that cannot be unpacked
     * @param listed takes the files; at once where none is a zip
     */
    public static void list(
            JSArray<File> files, JSArray<JSString> paths, LeftOutFiles leftOut, Consumer<List<GivenFile>> listed) {
        list(files, paths, 0, new ArrayList<>(), leftOut, listed);
    }

    private static void list(
            JSArray<File> files,
            JSArray<JSString> paths,
            int index,
            List<GivenFile> all,
            LeftOutFiles leftOut,
            Consumer<List<GivenFile>> listed) {
        for (int i = index; i < files.getLength(); i++) {
            File file = files.get(i);
            String path = paths.get(i).stringValue();
            if (isZip(path)) {
                int following = i + 1;
                ZipFile.open(
                        file,
                        entries -> {
                            addAll(file, path, entries, all, leftOut);
                            list(files, paths, following, all, leftOut, listed);
                        },
                        why -> {
                            leftOut.broken(why);
                            list(files, paths, following, all, leftOut, listed);
                        });
                return;
            }
            all.add(of(file, path));
        }
        listed.accept(all);
    }

    private static void addAll(
            File zip, String zipPath, List<ZipFile.Entry> entries, List<GivenFile> all, LeftOutFiles leftOut) {
        Set<String> seen = new HashSet<>();
        for (ZipFile.Entry entry : entries) {
            if (!seen.add(entry.path())) {
                leftOut.twice();
            } else if (isZip(entry.path())) {
                leftOut.broken(entry.path() + " is a zip in a zip; unpack " + zip.getName() + " and choose that one.");
            } else if (!entry.refusal().isEmpty()) {
                leftOut.broken(entry.refusal());
            } else {
                all.add(new GivenFile(zipPath, entry.path(), (got, failed) -> ZipFile.read(zip, entry, got, failed)));
            }
        }
    }

    private static boolean isZip(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /** Where it lies, with {@code /} between the parts; of a file in a zip, in that. */
    public String path() {
        return path;
    }

    /** The same, and the zip that it is in as a folder: {@code pets/cats/1.jpg} in {@code pets.zip}. */
    public String wholePath() {
        return zip.isEmpty() ? path : zip.substring(0, zip.length() - ".zip".length()) + "/" + path;
    }

    /** Gives the file. */
    public void open(Consumer<File> got, Consumer<String> failed) {
        getter.get(got, failed);
    }
}
