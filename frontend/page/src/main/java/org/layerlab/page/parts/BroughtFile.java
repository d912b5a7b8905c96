package org.layerlab.page.parts;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.Limits;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.ModelFile;
import org.layerlab.page.message.LabMessages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.settings.ModelDescription;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * Parameter files that a person brings to the page, as {@code .npz} or safetensors, of any program. They are read and checked in a
 * worker of the lab's program, which is loaded with the first of them: the pages do without a reader of zips.
 */
public final class BroughtFile {
    private final ModelFile.Taken taken;
    private final Http.TextAnswer refused;
    private final Http.TextAnswer told;
    private @Nullable WorkerLink lab;
    private String name = "";

    /**
     * Files of this page.
     *
     * @param taken takes each as safetensors, whatever it came as
     * @param refused hears what is wrong with one, by name and shape
     * @param told hears after that how another program's was read
     */
    public BroughtFile(ModelFile.Taken taken, Http.TextAnswer refused, Http.TextAnswer told) {
        this.taken = taken;
        this.refused = refused;
        this.told = told;
    }

    /** Takes files that are dropped, or chosen by the input of that id. */
    public void bind(String input) {
        ModelFile.bind(
                Dom.input(input),
                (double) Limits.DEFAULT.fileBytes(),
                (bytes, givenName) -> {
                    name = givenName;
                    convert(bytes, "");
                },
                refused);
    }

    /** Gives a file again whose card says this, as {@link ModelDescription} in JSON. */
    public void convert(Int8Array bytes, String about) {
        WorkerLink link = lab == null || lab.isDead() ? LabMessages.startReader(this::failed) : lab;
        lab = link;
        link.ask(LabMessages.convert(bytes, about), file -> {
            taken.taken(file.getBytes(), name);
            if (!file.getNote().isEmpty()) {
                told.got(file.getNote());
            }
        });
    }

    private void failed(String why) {
        refused.got(Texts.of("“{0}” was not accepted: {1}.", name, Texts.said(why)));
    }
}
