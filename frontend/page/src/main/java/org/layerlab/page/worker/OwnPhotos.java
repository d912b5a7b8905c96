package org.layerlab.page.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.layerlab.network.data.Division;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.page.browser.Numbers;
import org.layerlab.page.browser.PhotoFile;
import org.layerlab.page.browser.ZipFile;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.File;

/**
 * A person's own photos to learn from, as files or in zips. Labels come from the names: {@code cat.1.jpg},
 * {@code dog-7.png}, or from the folder they lie in; those in a folder that begins with {@code test} are measured on.
 * Where there is none, a sixth of each class is kept apart. What is no photo is left out and counted.
 */
final class OwnPhotos {
    private static final double TEST_PART = 1.0 / 6;
    private static final int SEED = 1;
    private static final int MOST = 100_000;

    /** Hears how far it is. */
    interface Progress {
        void at(String text, double done, double total);
    }

    /** Takes the photos. */
    interface Sorted {
        void sorted(LabelledPhotos train, LabelledPhotos test, String note);
    }

    private final Progress progress;
    private final Sorted sorted;
    private final Consumer<String> failed;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Part train = new Part();
    private final Part test = new Part();
    private int unlabelled;
    private int broken;
    private String firstBroken = "";
    private boolean cancelled;

    /** How a file is got when its turn comes: one of a zip has to be unpacked first. */
    private interface Getter {
        void get(Consumer<File> got, Consumer<String> failed);
    }

    private record Candidate(int label, boolean test, Getter getter) {}

    private static final class Part {
        final List<byte[]> photos = new ArrayList<>();
        final List<Integer> labels = new ArrayList<>();

        void add(byte[] photo, int label) {
            photos.add(photo);
            labels.add(label);
        }

        int count(int label) {
            int count = 0;
            for (int other : labels) {
                count += other == label ? 1 : 0;
            }
            return count;
        }

        LabelledPhotos take(int[] indices) {
            byte[] X = new byte[indices.length * PhotoInput.FEATURES];
            byte[] Y = new byte[indices.length];
            for (int k = 0; k < indices.length; k++) {
                System.arraycopy(photos.get(indices[k]), 0, X, k * PhotoInput.FEATURES, PhotoInput.FEATURES);
                Y[k] = labels.get(indices[k]).byteValue();
            }
            return new LabelledPhotos(X, Y);
        }

        LabelledPhotos all() {
            int[] indices = new int[labels.size()];
            for (int i = 0; i < indices.length; i++) {
                indices[i] = i;
            }
            return take(indices);
        }
    }

    OwnPhotos(Progress progress, Sorted sorted, Consumer<String> failed) {
        this.progress = progress;
        this.sorted = sorted;
        this.failed = failed;
    }

    void cancel() {
        cancelled = true;
    }

    /** Begins with these files. */
    void take(JSArray<File> files, JSArray<JSString> paths) {
        list(files, paths, 0);
    }

    private void list(JSArray<File> files, JSArray<JSString> paths, int index) {
        if (cancelled) {
            return;
        }
        for (int i = index; i < files.getLength(); i++) {
            File file = files.get(i);
            String path = paths.get(i).stringValue();
            if (path.toLowerCase(Locale.ROOT).endsWith(".zip")) {
                int next = i + 1;
                ZipFile.open(
                        file,
                        entries -> {
                            for (ZipFile.Entry entry : entries) {
                                consider(entry.path(), (got, why) -> ZipFile.read(file, entry, got, why));
                            }
                            list(files, paths, next);
                        },
                        failed);
                return;
            }
            consider(path, (got, why) -> got.accept(file));
        }
        decode(0);
    }

    private void consider(String path, Getter getter) {
        String lower = path.toLowerCase(Locale.ROOT);
        String name = lower.substring(lower.lastIndexOf('/') + 1);
        // What systems leave behind is nobody's photo.
        if (name.isEmpty() || name.startsWith(".") || name.startsWith("thumbs.") || lower.startsWith("__macosx")) {
            return;
        }
        int label = label(lower);
        if (label < 0) {
            unlabelled++;
        } else if (candidates.size() < MOST) {
            candidates.add(new Candidate(label, lower.startsWith("test") || lower.contains("/test"), getter));
        }
    }

    /** 0 or 1 by the last part of the path that begins with cat or dog; −1 where none does. */
    static int label(String lowerPath) {
        int end = lowerPath.length();
        while (end > 0) {
            int start = lowerPath.lastIndexOf('/', end - 1) + 1;
            if (lowerPath.startsWith("cat", start) && start + 3 <= end) {
                return 0;
            }
            if (lowerPath.startsWith("dog", start) && start + 3 <= end) {
                return 1;
            }
            end = start - 1;
        }
        return -1;
    }

    private void decode(int index) {
        if (cancelled) {
            return;
        }
        progress.at(
                "Reading photo " + Numbers.grouped(index) + " of " + Numbers.grouped(candidates.size()),
                index,
                candidates.size());
        if (index == candidates.size()) {
            finish();
            return;
        }
        Candidate candidate = candidates.get(index);
        candidate
                .getter()
                .get(
                        file -> PhotoFile.take(
                                file,
                                (bgr, bitmap) -> {
                                    PhotoFile.close(bitmap);
                                    (candidate.test() ? test : train).add(bgr, candidate.label());
                                    decode(index + 1);
                                },
                                why -> leaveOut(index, why)),
                        why -> leaveOut(index, why));
    }

    private void leaveOut(int index, String why) {
        if (broken == 0) {
            firstBroken = why;
        }
        broken++;
        decode(index + 1);
    }

    private void finish() {
        try {
            for (int label = 0; label <= 1; label++) {
                if (train.count(label) < 2) {
                    failed.accept("There are " + train.count(0) + " cats and " + train.count(1)
                            + " dogs to learn from; a network needs some of both. A photo's name, or its folder's, has"
                            + " to begin with cat or dog." + note());
                    return;
                }
            }
            if (test.labels.isEmpty()) {
                LabelledPhotos all = train.all();
                Division division = Division.of(all.set(), TEST_PART, SEED);
                sorted.sorted(train.take(division.training()), train.take(division.validation()), note());
            } else {
                sorted.sorted(train.all(), test.all(), note());
            }
        } catch (OutOfMemoryError e) {
            failed.accept("This browser has not enough memory for so many photos; take fewer of them.");
        }
    }

    private String note() {
        StringBuilder note = new StringBuilder();
        if (broken > 0) {
            note.append(' ')
                    .append(Numbers.grouped(broken))
                    .append(broken == 1 ? " file was" : " files were")
                    .append(" left out: ")
                    .append(firstBroken)
                    .append(broken > 1 ? " …" : firstBroken.endsWith(".") ? "" : ".");
        }
        if (unlabelled > 0) {
            note.append(' ')
                    .append(Numbers.grouped(unlabelled))
                    .append(unlabelled == 1 ? " name says" : " names say")
                    .append(" neither cat nor dog.");
        }
        return note.toString();
    }
}
