package org.layerlab.backend.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.foreign.Opened;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.Scaling;

/** The model of {@code --from}, with whose parameters a training begins. */
final class StartingModel {
    private final Path path;
    private final String sha256;
    private final Opened opened;
    private final TerminalOutput console;

    private StartingModel(Path path, String sha256, Opened opened, TerminalOutput console) {
        this.path = path;
        this.sha256 = sha256;
        this.opened = opened;
        this.console = console;
    }

    static StartingModel read(Path path, TerminalOutput console) throws CommandException {
        byte[] bytes = ModelFiles.contents(path);
        String sha256 = Sha256.hex(bytes);
        return new StartingModel(path, sha256, ModelFiles.open(path, bytes, null, console), console);
    }

    private ModelCard card() {
        return opened.file().card();
    }

    /** The SHA-256 of its file, in hexadecimal. */
    String sha256() {
        return sha256;
    }

    /** The command lines that made it; empty where its card has none, or something else in their place. */
    String recipe() {
        return ModelRecipe.in(card()).orElseGet(() -> {
            console.say("the recipe of " + path + " is not the command lines of a training; it is left out");
            return "";
        });
    }

    /**
     * Its parameters, for photos as this training prepares them.
     *
     * @throws CommandException when it has other layers
     */
    Parameters parameters(PhotoRecipe recipe) throws CommandException {
        try {
            Parameters begin = opened.file().parameters();
            recipe.architecture().require(begin);
            requireSameLayers(recipe.architecture());
            return asPrepared(begin, recipe.preparation());
        } catch (IllegalArgumentException e) {
            throw new CommandException("--from " + path + ": " + e.getMessage(), e);
        }
    }

    /** Weights of the same shapes fit other activations, strides and pools, too, and mean nothing there. */
    private void requireSameLayers(Architecture here) {
        Architecture there = card().architecture();
        if (opened.told() && !trained(there).equals(trained(here))) {
            throw new IllegalArgumentException("it has the layers " + there.withActivations() + ", but this run has "
                    + here.withActivations() + "; only dropout may differ");
        }
    }

    /** The layers without those that only leave out values in training. */
    private static List<LayerKind> trained(Architecture architecture) {
        List<LayerKind> layers = new ArrayList<>(architecture.layers());
        layers.removeIf(LayerKind.Dropout.class::isInstance);
        return layers;
    }

    /** For photos as this run prepares them; says where that changes what they see. */
    private Parameters asPrepared(Parameters begin, PhotoPreparation how) {
        if (!card().takesPhotos()) {
            return begin;
        }
        PhotoPreparation before = card().preparation();
        if (before.resize() != how.resize() || before.crop() != how.crop()) {
            console.say(path + " learned from photos with --resize "
                    + before.resize().id() + " --crop "
                    + before.crop().id() + "; this run has --resize "
                    + how.resize().id() + " --crop "
                    + how.crop().id());
        }
        return Scaling.fold(begin, card().architecture(), before);
    }
}
