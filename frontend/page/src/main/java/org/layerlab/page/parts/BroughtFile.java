package org.layerlab.page.parts;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.Limits;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.ModelFile;
import org.layerlab.page.message.Answered;
import org.layerlab.page.message.LabMessages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.settings.ModelDescription;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * Parameter files that a person brings to the page, as {@code .npz} or safetensors, of any program. They are read and checked in a
 * worker of the lab's program, which is loaded with the first of them: the pages do without a reader of zips.
 */
public final class BroughtFile {
    /** Takes a file. */
    public interface Taken {
        /**
         * Called for each.
         *
         * @param bytes as safetensors
         * @param name of the file, without folder and ending
         * @return false where it was refused, and the person was told why
         */
        boolean taken(Int8Array bytes, String name);
    }

    private final Taken taken;
    private final Http.TextAnswer refused;
    private final Http.TextAnswer told;
    private @Nullable WorkerLink lab;

    /**
     * Files of this page.
     *
     * @param taken takes each as safetensors, whatever it came as
     * @param refused hears what is wrong with one, by name and shape
     * @param told hears how another program's was read, after it was taken
     */
    public BroughtFile(Taken taken, Http.TextAnswer refused, Http.TextAnswer told) {
        this.taken = taken;
        this.refused = refused;
        this.told = told;
    }

    /** Takes files that are dropped, or chosen by the input of that id. */
    public void bind(String input) {
        ModelFile.bind(
                Dom.input(input),
                (double) Limits.DEFAULT.fileBytes(),
                (bytes, name) -> convert(
                        bytes,
                        "",
                        file -> {
                            if (taken.taken(file.getBytes(), name)
                                    && !file.getNote().isEmpty()) {
                                told.got(file.getNote());
                            }
                        },
                        why -> refused.got(Texts.of("“{0}” was not accepted: {1}.", name, Texts.said(why)))),
                refused);
    }

    /**
     * Converts a file.
     *
     * @param about its card says, as {@link ModelDescription} in JSON; empty for what it says already
     * @param converted takes the safetensors and how they were read
     * @param failed hears why there are none
     */
    public void convert(
            Int8Array bytes, String about, Answered<LabMessages.Converted> converted, Consumer<String> failed) {
        WorkerLink link = lab == null || lab.isDead() ? LabMessages.startReader(why -> {}) : lab;
        lab = link;
        link.ask(LabMessages.convert(bytes, about), converted, failed);
    }
}
