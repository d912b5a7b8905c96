package org.layerlab.page.photos.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.network.data.PhotoPath;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.ValidationSplit;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.files.GivenFile;
import org.layerlab.page.files.PhotoFile;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.File;

/**
 * A person's own photos to learn from, as files or in zips. {@link PhotoPath} says what each shows, and which are
 * measured on; where none are, a sixth of each class is kept apart. What is not a photo is left out and counted.
 */
final class OwnPhotos {
    private static final double TEST_PART = 1.0 / 6;
    private static final int SEED = 1;

    /** 1.2 GB of pixels. */
    private static final int MOST = 100_000;

    /** While one photo is decoded, by a thread of the browser's, others are unpacked and resized. */
    private static final int AT_ONCE = 4;

    /** Hears how far it is. */
    interface Progress {
        void at(String text, double done, double total);
    }

    /** Takes the photos. */
    interface Sorted {
        void sorted(LabeledPhotos train, LabeledPhotos test, String note);
    }

    private final PhotoPreparation how;
    private final Progress progress;
    private final Sorted sorted;
    private final Consumer<String> failed;
    private final Clock.Task turn = Clock.soon(this::decodeNext);
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Candidate> breeds = new ArrayList<>();
    private int next;
    private int done;
    private final LeftOut leftOut = new LeftOut(MOST);
    private boolean cancelled;

    /** A file that may be a photo, and its pixels once they are known. */
    private static final class Candidate {
        final int label;
        final PhotoPath.Part part;
        final GivenFile file;
        byte @Nullable [] pixels;

        Candidate(int label, PhotoPath.Part part, GivenFile file) {
            this.label = label;
            this.part = part;
            this.file = file;
        }
    }

    /**
     * A reader of photos.
     *
     * @param how the network takes them
     */
    OwnPhotos(PhotoPreparation how, Progress progress, Sorted sorted, Consumer<String> failed) {
        this.how = how;
        this.progress = progress;
        this.sorted = sorted;
        this.failed = failed;
    }

    void cancel() {
        cancelled = true;
        candidates.clear();
        breeds.clear();
    }

    /** Begins with these files. */
    void take(JSArray<File> files, JSArray<JSString> paths) {
        GivenFile.list(files, paths, leftOut, this::sort);
    }

    private void sort(List<GivenFile> files) {
        if (cancelled) {
            return;
        }
        files.forEach(this::consider);
        if (candidates.isEmpty()) {
            candidates.addAll(breeds);
        } else {
            leftOut.unlabeled(breeds.size());
        }
        breeds.clear();
        if (candidates.isEmpty()) {
            finish();
        }
        for (int i = 0; i < AT_ONCE; i++) {
            decodeNext();
        }
    }

    private void consider(GivenFile file) {
        String path = file.path();
        String lower = path.toLowerCase(Locale.ROOT);
        String name = lower.substring(lower.lastIndexOf('/') + 1);
        // Files that operating systems add are not photos.
        if (name.isEmpty() || name.startsWith(".") || name.startsWith("thumbs.") || lower.startsWith("__macosx")) {
            return;
        }
        int label = PhotoPath.label(path);
        int breed = label == PhotoPath.NONE ? PhotoPath.breed(path) : PhotoPath.NONE;
        if (label == PhotoPath.NONE && breed == PhotoPath.NONE) {
            leftOut.unlabeled(1);
        } else if (candidates.size() + breeds.size() >= MOST) {
            leftOut.tooMany();
        } else if (label != PhotoPath.NONE) {
            candidates.add(new Candidate(label, PhotoPath.part(path), file));
        } else {
            breeds.add(new Candidate(breed, PhotoPath.part(path), file));
        }
    }

    private void decodeNext() {
        // None are left once all are sorted; a turn may have been on its way still.
        if (cancelled || next >= candidates.size()) {
            return;
        }
        Candidate candidate = candidates.get(next);
        next++;
        candidate.file.open(
                file -> PhotoFile.read(
                        file,
                        how,
                        bgr -> {
                            candidate.pixels = bgr;
                            decoded();
                        },
                        this::undecoded),
                this::undecoded);
    }

    private void undecoded(String why) {
        leftOut.broken(why);
        decoded();
    }

    private void decoded() {
        if (cancelled) {
            return;
        }
        done++;
        progress.at(
                "Reading photo " + NumberFormat.grouped(done) + " of " + NumberFormat.grouped(candidates.size()),
                done,
                candidates.size());
        if (done == candidates.size()) {
            finish();
        } else {
            // Not at once: of thousands that are refused by their length alone, each would wait on the stack for the
            // next.
            turn.run();
        }
    }

    private void finish() {
        try {
            List<Candidate> train = new ArrayList<>();
            List<Candidate> test = new ArrayList<>();
            for (Candidate candidate : candidates) {
                if (candidate.pixels != null) {
                    (candidate.part == PhotoPath.Part.TEST ? test : train).add(candidate);
                }
            }
            candidates.clear();
            if (train.isEmpty()) {
                // Nothing but a folder to be tested on is a data set in one piece.
                train.addAll(test);
                test.clear();
            }
            for (int label = 0; label <= 1; label++) {
                if (count(train, label) < 2) {
                    failed.accept(tooFew(train) + "\n" + leftOut.lines());
                    return;
                }
            }
            if (test.isEmpty()) {
                ValidationSplit division = ValidationSplit.of(labels(train), TEST_PART, SEED);
                List<Candidate> all = List.copyOf(train);
                train = chosen(all, division.training());
                test = chosen(all, division.validation());
            }
            sorted.sorted(photos(train), photos(test), leftOut.lines());
        } catch (OutOfMemoryError e) {
            failed.accept("This browser does not have enough memory for this many photos; use fewer of them.");
        }
    }

    private static String tooFew(List<Candidate> train) {
        return "Photos of cats: " + NumberFormat.grouped(count(train, 0)) + ", of dogs: "
                + NumberFormat.grouped(count(train, 1))
                + ". A network needs at least two of each; a photo’s name, or its folder’s, has to begin with cat or dog.";
    }

    private static int count(List<Candidate> photos, int label) {
        int count = 0;
        for (Candidate photo : photos) {
            count += photo.label == label ? 1 : 0;
        }
        return count;
    }

    private static int[] labels(List<Candidate> photos) {
        int[] labels = new int[photos.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = photos.get(i).label;
        }
        return labels;
    }

    private static List<Candidate> chosen(List<Candidate> photos, int[] indices) {
        List<Candidate> chosen = new ArrayList<>();
        for (int index : indices) {
            chosen.add(photos.get(index));
        }
        return chosen;
    }

    /** Lays the pixels one after another; each photo's own are given back at once, for there may be gigabytes. */
    private LabeledPhotos photos(List<Candidate> chosen) {
        byte[] X = new byte[chosen.size() * how.features()];
        byte[] Y = new byte[chosen.size()];
        for (int k = 0; k < Y.length; k++) {
            Candidate candidate = chosen.get(k);
            byte[] pixels = candidate.pixels;
            if (pixels != null) {
                System.arraycopy(pixels, 0, X, k * how.features(), how.features());
            }
            candidate.pixels = null;
            Y[k] = (byte) candidate.label;
        }
        return new LabeledPhotos(X, Y, how.side());
    }
}
