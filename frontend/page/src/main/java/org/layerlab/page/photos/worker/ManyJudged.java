package org.layerlab.page.photos.worker;

import org.layerlab.page.browser.Clock;
import org.layerlab.page.files.PhotoFile;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.file.File;

/** Judges files one after the other; what is no photo is named, and the rest goes on. */
final class ManyJudged {
    /** Takes what comes of each file, in their order. */
    interface Judge {
        /** A photo: 64×64 pixels, row by row, in BGR. */
        void photo(int index, byte[] bgr);

        void refused(int index, String why);
    }

    private final JSArray<File> files;
    private final Judge judge;
    /** Not at once: of thousands that are refused by their length alone, each would wait on the stack for the next. */
    private final Clock.Task turn = Clock.soon(this::next);

    private int index = -1;
    private boolean cancelled;

    ManyJudged(JSArray<File> files, Judge judge) {
        this.files = files;
        this.judge = judge;
    }

    void begin() {
        turn.run();
    }

    /** Judges no further. */
    void cancel() {
        cancelled = true;
    }

    private void next() {
        index++;
        if (cancelled || index == files.getLength()) {
            return;
        }
        PhotoFile.take(
                files.get(index),
                (bgr, bitmap) -> {
                    PhotoFile.close(bitmap);
                    if (!cancelled) {
                        judge.photo(index, bgr);
                        turn.run();
                    }
                },
                why -> {
                    if (!cancelled) {
                        judge.refused(index, why);
                        turn.run();
                    }
                });
    }
}
