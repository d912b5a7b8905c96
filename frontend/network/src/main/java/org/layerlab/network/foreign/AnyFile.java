package org.layerlab.network.foreign;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.TensorFile;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;

/**
 * Opens what people bring: LayerLab's own files, and safetensors and {@code .npz} as other programs lay them out. Of
 * everything else it is said what it is and what to do.
 *
 * <p>The layout follows from the names: {@code weight} is PyTorch's or MLX's, {@code kernel} Keras's or Flax's, {@code
 * W0} somebody's who writes NumPy. Where names and shapes leave more than one way to read a file, it is refused.
 */
public final class AnyFile {
    private AnyFile() {}

    /** Opens a file of the default size at most. */
    public static Opened read(byte[] bytes) throws ParameterFileException {
        return read(bytes, Limits.DEFAULT, null);
    }

    /**
     * Opens a file.
     *
     * @param bytes must not change afterwards
     * @param said the network's layers, where the file does not tell them: those of {@code layerlab convert --layers}
     * @throws ParameterFileException when it is none, broken, over the limits, or can be read in several ways; the message
     *     lists what is in it and says what to do
     */
    public static Opened read(byte[] bytes, Limits limits, @Nullable Architecture said) throws ParameterFileException {
        Recognition.refuse(bytes);
        TensorFile file = TensorFile.read(bytes, limits);
        Recognition.refusePickled(file);
        if (file.isNamedAsOurs() || (file.tensors().isEmpty() && file.skipped().isEmpty())) {
            try {
                ParameterFile read = said == null || file.card().isPresent()
                        ? ParameterFile.of(file, limits)
                        : ParameterFile.of(file, limits, said);
                requireSame(read.card(), said);
                return new Opened(
                        read, "", file.storage(), said != null || file.card().isPresent());
            } catch (ParameterFileException e) {
                return otherwise(file, limits, said, e);
            }
        }
        return foreign(file, limits, said);
    }

    /**
     * Reads one of LayerLab's own files, as {@link ParameterFile#read}; of one that {@link #read} would open it is said
     * how it becomes one.
     */
    public static Opened readOwn(byte[] bytes, Limits limits) throws ParameterFileException {
        try {
            TensorFile file = TensorFile.read(bytes, limits);
            return new Opened(
                    ParameterFile.of(file, limits),
                    "",
                    file.storage(),
                    file.card().isPresent());
        } catch (ParameterFileException e) {
            Opened opened;
            try {
                opened = read(bytes, limits, null);
            } catch (ParameterFileException other) {
                other.addSuppressed(e);
                throw other;
            }
            throw new ParameterFileException(
                    "another program wrote it. The page /models or layerlab convert IN OUT makes a"
                            + " LayerLab file of it. " + opened.line(),
                    e);
        }
    }

    /** {@code W1, b1 …} that are not LayerLab's after all: transposed, numbered from 0, with several outputs. */
    private static Opened otherwise(
            TensorFile file, Limits limits, @Nullable Architecture said, ParameterFileException why)
            throws ParameterFileException {
        if (file.card().isPresent()) {
            throw why;
        }
        try {
            return foreign(file, limits, said);
        } catch (ParameterFileException e) {
            why.addSuppressed(e);
            throw why;
        }
    }

    /** Refuses layers that are not those of the card. */
    private static void requireSame(ModelCard card, @Nullable Architecture said) throws ParameterFileException {
        if (said != null && !card.architecture().equals(said)) {
            throw new ParameterFileException("the file has a model card, with layers "
                    + card.architecture().withActivations() + ", but --layers says layers "
                    + said.withActivations() + "; leave --layers out");
        }
    }

    private static Opened foreign(TensorFile file, Limits limits, @Nullable Architecture said)
            throws ParameterFileException {
        ModelCard card = null;
        Architecture layers = said;
        if (file.card().isPresent()) {
            card = ModelCard.parse(file.card().get());
            requireSame(card, said);
            layers = card.architecture();
        }
        ForeignNetwork network;
        try {
            network = ForeignNetwork.of(file, layers, limits);
        } catch (ParameterFileException e) {
            throw new ParameterFileException(
                    "the file cannot be opened: " + e.getMessage() + ". It has " + Listing.of(file)
                            + "; rename them to W1, b1, W2, b2, … with W of shape (outputs, inputs):"
                            + " numpy.savez(\"parameters.npz\", W1=…, b1=…)",
                    e);
        }
        Architecture architecture = network.architecture(Optional.ofNullable(layers));
        try {
            return opened(network, architecture, card, layers == null);
        } catch (IllegalArgumentException e) {
            throw new ParameterFileException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Opened opened(
            ForeignNetwork network, Architecture architecture, @Nullable ModelCard card, boolean derived)
            throws ParameterFileException {
        boolean own = card != null && card.architecture().equals(architecture);
        // A card's layers stay as they are, and so do the classes that it names.
        Architecture one = own ? architecture : TwoOutputs.asOne(architecture);
        boolean folded = !one.equals(architecture);
        CardBuilder builder = own && card != null ? new CardBuilder(card) : new CardBuilder(one);
        boolean photos = builder.build().takesPhotos();
        int side = photos ? PhotoPreparation.sideOf(one.inputs()) : 0;
        Parameters parameters = network.parameters(architecture, side);
        String note = Note.of(network, architecture, derived, folded, own, side);
        if (!own) {
            describe(builder, one, photos, network.program().equals("NumPy"));
            builder.description(note.replace('\n', ' '));
        }
        ParameterFile file =
                new ParameterFile(folded ? TwoOutputs.asOne(parameters) : parameters, builder.build(), Map.of());
        return new Opened(file, note, storage(network, folded), !derived);
    }

    private static void describe(CardBuilder builder, Architecture architecture, boolean photos, boolean tutorial) {
        if (architecture.inputs() == 2) {
            builder.kind(ModelCard.Kind.POINTS);
        } else if (photos) {
            builder.kind(ModelCard.Kind.PHOTOS);
            PhotoPreparation how = PhotoPreparation.tutorial(PhotoPreparation.sideOf(architecture.inputs()));
            builder.input(
                    tutorial
                            ? how
                            : new PhotoPreparation(
                                    how.side(), ChannelOrder.RGB, how.divisor(), how.resize(), how.crop()));
        }
    }

    private static StorageType storage(ForeignNetwork network, boolean folded) {
        StorageType type = StorageType.of(network.contents().tensors());
        boolean changed = folded;
        for (Weights layer : network.plan().layers()) {
            changed |= layer.norm() != null && layer.norm().epsilon() != Parameters.Norm.EPSILON;
        }
        return changed && type != StorageType.F64 ? StorageType.F32 : type;
    }
}
