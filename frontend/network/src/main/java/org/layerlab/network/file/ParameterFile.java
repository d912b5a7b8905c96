package org.layerlab.network.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.text.Utf8;

/**
 * Parameters on their way into a file or out of one. Reads safetensors and {@code .npz}, writes these and ONNX.
 *
 * <p>The tensors are {@code W1, b1, …, WL, bL}: {@code W} of shape (n_l, n_{l−1}), {@code b} of shape (n_l, 1), or
 * (n_l) in files of others. A layer that is followed by a batch normalization has {@code gamma1, beta1, mean1,
 * variance1} as well, each as b1. A convolution's W is (filters, kernel·kernel·channels), its columns in the order ky,
 * kx, channel; such files need the card, which tells the layers. The model card is the text {@code layerlab} of a safetensors file's metadata, and in an
 * npz an array of that name, its UTF-8 bytes.
 *
 * @param parameters finite numbers
 * @param card its layers are those of the parameters
 * @param extra tensors of other names, such as an optimizer's state; they keep their own number format
 */
public record ParameterFile(Parameters parameters, ModelCard card, Map<String, Tensor> extra) {
    private static final String OPTIMIZER = "optimizer.";
    private static final int MAX_SCALARS = 64;

    /**
     * Checks that the parts belong together.
     *
     * @throws IllegalArgumentException when a parameter is not finite, the card has other layers, or an extra
     *     tensor has a name that is not free
     */
    public ParameterFile {
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
        parameters.requireFinite();
        Optional<String> complaint = card.complaintAbout(parameters);
        if (complaint.isPresent()) {
            throw new IllegalArgumentException(complaint.get());
        }
        for (String name : extra.keySet()) {
            if (Names.isParameter(name) || name.equals(Names.CARD) || name.equals(Safetensors.METADATA)) {
                throw new IllegalArgumentException("an extra tensor cannot be named " + name);
            }
            String flaw = Limits.complaintAbout(name);
            if (!flaw.isEmpty()) {
                throw new IllegalArgumentException(flaw);
            }
        }
    }

    /** Parameters and their card, nothing else. */
    public ParameterFile(Parameters parameters, ModelCard card) {
        this(parameters, card, Map.of());
    }

    /** Reads a file of the default size at most. */
    public static ParameterFile read(byte[] bytes) throws ParameterFileException {
        return read(bytes, Limits.DEFAULT);
    }

    /**
     * Reads a safetensors file or an npz, whichever it is. A file without a model card gets one by its shapes.
     *
     * @param bytes must not change afterwards: extra tensors are windows on them
     * @throws ParameterFileException when it is neither, broken, over the limits, or holds no network's parameters
     */
    public static ParameterFile read(byte[] bytes, Limits limits) throws ParameterFileException {
        return of(TensorFile.read(bytes, limits), limits);
    }

    /** Reads a safetensors file alone, of the default size at most. */
    public static ParameterFile readSafetensors(byte[] bytes) throws ParameterFileException {
        return readSafetensors(bytes, Limits.DEFAULT);
    }

    /** Reads a safetensors file alone. */
    public static ParameterFile readSafetensors(byte[] bytes, Limits limits) throws ParameterFileException {
        limits.checkFile(bytes);
        Safetensors file = Safetensors.read(bytes, limits);
        return of(file.tensors(), Optional.ofNullable(file.metadata().get(Names.CARD)), limits);
    }

    /** The parameters in these tensors, where they are laid out as LayerLab does it. */
    public static ParameterFile of(TensorFile file, Limits limits) throws ParameterFileException {
        return of(file.tensors(), file.card(), limits);
    }

    /**
     * The same of a file without a card.
     *
     * @param said the network's layers, as {@code layerlab convert --layers} tells them
     * @throws ParameterFileException also when these are not the tensors' layers, naming both
     */
    public static ParameterFile of(TensorFile file, Limits limits, Architecture said) throws ParameterFileException {
        Optional<String> complaint = CardShape.complaint("--layers says", said, parameters(file.tensors(), limits));
        if (complaint.isPresent()) {
            throw new ParameterFileException(complaint.get());
        }
        return of(file.tensors(), Optional.of(new CardBuilder(said).build().toString()), limits);
    }

    private static Parameters parameters(Map<String, Tensor> tensors, Limits limits) throws ParameterFileException {
        try {
            return TensorLayers.read(tensors, limits);
        } catch (IllegalArgumentException e) {
            throw ParameterFileException.of(e);
        }
    }

    private static ParameterFile of(Map<String, Tensor> tensors, Optional<String> cardText, Limits limits)
            throws ParameterFileException {
        Map<String, Tensor> extra = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            // What cannot be written again is others' business.
            if (!Names.isParameter(name)
                    && !name.equals(Names.CARD)
                    && Limits.complaintAbout(name).isEmpty()) {
                extra.put(name, tensor);
            }
        });
        try {
            Parameters parameters = parameters(tensors, limits);
            ModelCard card =
                    cardText.isPresent() ? ModelCard.parse(cardText.get(), parameters) : ModelCard.of(parameters);
            return new ParameterFile(parameters, card, extra);
        } catch (IllegalArgumentException e) {
            throw ParameterFileException.of(e);
        }
    }

    /** The same without extra tensors. */
    public ParameterFile withoutExtra() {
        return new ParameterFile(parameters, card);
    }

    /**
     * What a server keeps of it: parameters, card, and the optimizer's state, the tensors named {@code optimizer.…}.
     *
     * @throws ParameterFileException when the state is larger than any run's: two moments, an average and the best so far
     *     have four values a parameter, and the first layer's may be there once more
     */
    public ParameterFile published() throws ParameterFileException {
        Map<String, Tensor> state = new LinkedHashMap<>(extra);
        state.keySet().removeIf(name -> !name.startsWith(OPTIMIZER));
        long count = 0;
        for (Parameters.Named tensor : parameters.named()) {
            count += tensor.values().length;
        }
        Parameters.Dense first = parameters.layers().get(0);
        long most = 4 * count + first.W().length + first.b().length + MAX_SCALARS;
        long values = 0;
        for (Tensor tensor : state.values()) {
            values += tensor.size();
        }
        if (values > most) {
            throw new ParameterFileException("the optimizer's state has " + values + " values for " + count
                    + " parameters; at most " + most + " are allowed");
        }
        return new ParameterFile(parameters, card, state);
    }

    /**
     * The safetensors file. The same content gives the same bytes.
     *
     * @param type of the parameters; extra tensors keep theirs
     * @throws IllegalArgumentException when a parameter is too large for the type, or the file would be over 2 GB
     */
    public byte[] toSafetensors(StorageType type) {
        Map<String, Tensor> tensors = TensorLayers.write(parameters, type.type());
        tensors.putAll(extra);
        return new Safetensors(Map.of(Names.CARD, card.toString()), tensors).toBytes();
    }

    /**
     * The npz that {@code numpy.load} reads. The same content gives the same bytes.
     *
     * @param type of the parameters, any but BF16, which NumPy does not know; extra tensors keep theirs, those of BF16
     *     become F32
     * @throws IllegalArgumentException when a parameter is too large for the type, the type is BF16, or the file would
     *     be over 2 GB
     */
    public byte[] toNpz(StorageType type) {
        Map<String, Tensor> tensors = TensorLayers.write(parameters, type.type());
        byte[] cardBytes = Utf8.bytes(card.toString());
        tensors.put(Names.CARD, Tensor.ofBytes(cardBytes, cardBytes.length));
        extra.forEach((name, tensor) -> tensors.put(name, TensorLayers.forNumpy(tensor)));
        return Npz.write(tensors);
    }

    /**
     * The network as an ONNX model in float32: {@code X} (N, n_0) in, {@code probability} out: (N, 1), of
     * several classes (N, classes). Of a regression it is the predicted number.
     *
     * @throws IllegalArgumentException when a parameter is too large for float32, or the file would be over 2 GB
     */
    public byte[] toOnnx() {
        return Onnx.write(parameters, card);
    }
}
