package org.layerlab.page.models;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Handover;
import org.layerlab.page.browser.ModelFile;
import org.layerlab.page.browser.Numbers;
import org.layerlab.page.browser.Status;
import org.teavm.jso.browser.Window;
import org.teavm.jso.typedarrays.Int8Array;

/** Takes a parameter file of anyone's, says what it is, hands it to the page that can use it, and saves it. */
final class ModelImport {
    private final Status status;
    private final SaveDialog saveDialog = new SaveDialog(this::name, this::describe);
    private @Nullable ParameterFile file;
    private StorageType storage = StorageType.F64;
    private @Nullable Int8Array bytes;
    private String name = "";

    ModelImport(Status status) {
        this.status = status;
    }

    void bind() {
        ModelFile.bind(Dom.input("model-file"), (double) Limits.DEFAULT.fileBytes(), this::take, this::refuse);
        Dom.on("import-use", "click", event -> use());
        Dom.on("import-save", "click", event -> Dom.byId("share-open").click());
    }

    private String name() {
        return name;
    }

    private void take(Int8Array given, String givenName) {
        byte[] content = given.copyToJavaArray();
        ParameterFile read;
        try {
            read = ParameterFile.read(content);
            storage = StorageType.of(content, Limits.DEFAULT);
        } catch (ParameterFileException e) {
            refuse("“" + givenName + "” is not taken: " + e.getMessage() + ".");
            return;
        }
        status.clear();
        file = read;
        bytes = given;
        name = read.card().name().orElse(givenName);
        int inputs = read.card().architecture().inputs();
        boolean points = inputs == 2;
        boolean photos = inputs == PhotoInput.FEATURES;
        Dom.text("import-name", name);
        Dom.text(
                "import-layers",
                read.card().architecture().toString().replace(", ", " · ") + ": "
                        + Numbers.grouped(read.card().architecture().parameterCount()) + " parameters");
        Dom.text(
                "import-what",
                points
                        ? "It takes points of the plane."
                        : photos
                                ? "It takes photos of 64 × 64 pixels."
                                : "It takes " + Numbers.grouped(inputs) + " numbers, neither points (2) nor photos ("
                                        + Numbers.grouped(PhotoInput.FEATURES)
                                        + "): it can be kept here and downloaded.");
        Dom.text("import-use", points ? "Open in the playground" : "Try it on photos");
        Dom.show("import-use", points || photos);
        Dom.show("import-result", true);
        saveDialog.enable(true);
    }

    private void refuse(String why) {
        Dom.show("import-result", false);
        status.say(why);
    }

    private void use() {
        ParameterFile read = file;
        Int8Array given = bytes;
        if (read == null || given == null) {
            return;
        }
        String page = read.card().architecture().inputs() == 2 ? "/" : "/photos";
        String search = Window.current().getLocation().getSearch();
        Handover.leave(
                given,
                () -> Window.current().getLocation().assign(page + search + "#" + Origin.continuesFile()),
                () -> status.say("This browser keeps no file for another page. Drop it on that page itself."));
    }

    private void describe(String about) {
        ParameterFile read = file;
        if (read == null) {
            return;
        }
        try {
            ParameterFile described = new ParameterFile(
                    read.parameters(),
                    About.fromJson(about).addTo(read.card().toBuilder()).build(),
                    read.extra());
            saveDialog.file(Int8Array.copyFromJavaArray(described.toSafetensors(storage)));
        } catch (IllegalArgumentException e) {
            saveDialog.failed(String.valueOf(e.getMessage()));
        }
    }
}
