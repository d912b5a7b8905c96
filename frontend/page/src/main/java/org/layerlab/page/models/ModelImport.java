package org.layerlab.page.models;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.FileHandoff;
import org.layerlab.page.parts.BroughtFile;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.parts.SaveDialog;
import org.layerlab.page.settings.LayersText;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.typedarrays.Int8Array;

/** Takes a parameter file from anyone, says what it is, hands it to the page that can use it, and saves it. */
final class ModelImport {
    @JSFunctor
    private interface Other extends JSObject {
        void came(String name, String type);
    }

    private final Status status;
    private final BroughtFile brought = new BroughtFile(this::take, this::refuse, this::tell);
    private final SaveDialog saveDialog = new SaveDialog(this::name, this::describe);
    private @Nullable ParameterFile file;
    private @Nullable Int8Array bytes;
    /** The file that the open dialog saves: another may come behind it. */
    private @Nullable Int8Array offered;

    private String name = "";

    ModelImport(Status status) {
        this.status = status;
    }

    void bind() {
        brought.bind("model-file");
        onOtherFile(this::other);
        Dom.text("share-note", Texts.of("Stores what is in the file. Anyone with the link can open the model."));
        Dom.on("import-use", "click", event -> use());
        Dom.on("import-save", "click", event -> Dom.byId("share-open").click());
    }

    /** The dialog opens: whatever comes later, it saves the file of that name. */
    private String name() {
        offered = bytes;
        return name;
    }

    private boolean take(Int8Array given, String givenName) {
        ParameterFile read;
        try {
            read = ParameterFile.readSafetensors(given.copyToJavaArray());
        } catch (ParameterFileException e) {
            refuse(String.valueOf(e.getMessage()));
            return false;
        }
        status.clear();
        file = read;
        bytes = given;
        name = read.card().name().orElse(givenName);
        int inputs = read.card().architecture().inputs();
        ModelUse use = use(read.card());
        Dom.text("import-name", name);
        Dom.text(
                "import-layers",
                Texts.of(
                        "{0}: {1} parameters",
                        LayersText.of(read.card().architecture().toString(), " · "),
                        NumberFormat.grouped(read.card().architecture().parameterCount())));
        Dom.text("import-what", use.describe(inputs));
        Dom.text("import-use", use.action());
        Dom.show("import-use", use != ModelUse.NONE);
        Dom.show("import-result", true);
        saveDialog.enable(true);
        return true;
    }

    private static ModelUse use(ModelCard card) {
        return ModelUse.of(card);
    }

    private void tell(String how) {
        status.note(how);
    }

    private void other(String name, String type) {
        refuse(
                type.startsWith("image/")
                        ? Texts.of("{0} is a picture, not a network. Drop it on Photos → Classify.", name)
                        : type.startsWith("text/")
                                ? Texts.of(
                                        "{0} is a text file, not a network. Drop tables of points on the playground.",
                                        name)
                                : Texts.of("{0} is not a network: this page opens .npz and .safetensors.", name));
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
        String page = use(read.card()).page();
        String search = Window.current().getLocation().getSearch();
        FileHandoff.leave(
                given,
                () -> Window.current().getLocation().assign(page + search + "#" + Origin.continuesFile()),
                () -> status.say(
                        Texts.of("This browser cannot pass the file to another page. Drop it on that page instead.")));
    }

    /** Hears of a dropped file that {@link BroughtFile} leaves to others. */
    @JSBody(
            params = "other",
            script = "document.addEventListener('drop', function(event) { var file = event.dataTransfer.files[0];"
                    + "  if (file) { other(file.name, file.type); } });")
    private static native void onOtherFile(Other other);

    private void describe(String about, Consumer<Int8Array> made, Consumer<String> failed) {
        Int8Array given = offered;
        if (given != null) {
            brought.convert(given, about, file -> made.accept(file.getBytes()), failed);
        }
    }
}
