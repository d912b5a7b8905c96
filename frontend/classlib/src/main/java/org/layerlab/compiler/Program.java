package org.layerlab.compiler;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.layerlab.compiler.LeftOut.Part;
import org.teavm.tooling.TeaVMTargetType;

/** A program that a page loads; a row gives the class with its {@code main} method and what it does without. */
public enum Program {
    /** The playground. */
    PLAY("PlayMain", Part.IMAGES),
    /** Saved models. */
    MODELS("ModelsMain", Part.IMAGE_TRAINING),
    /** Verdicts on photos. */
    PHOTOS("PhotosMain", Part.IMAGE_TRAINING),
    /** Training on photos. */
    TRAIN("TrainMain"),
    /** Classes of your own. */
    CLASSES("ClassesMain", Part.IMAGE_TRAINING),
    /** What a network makes of a photo, layer by layer. */
    INSIDE("InsideMain", Part.IMAGE_TRAINING),
    /** The course. */
    LEARN("LearnMain"),
    /** Live classes. */
    LIVE("LiveMain"),
    /** Self-test and benchmark. */
    LAB("LabMain"),
    /** The worker on the GPU. Where there is WebGPU, there is WebAssembly with garbage collection. */
    GPU("GpuMain") {
        @Override
        public List<TeaVMTargetType> targets() {
            return List.of(TeaVMTargetType.WEBASSEMBLY_GC);
        }
    };

    private final String main;

    @SuppressWarnings("ImmutableEnumChecker") // as List.of makes it
    private final List<Part> without;

    Program(String main, Part... without) {
        this.main = main;
        this.without = List.of(without);
    }

    /** Its file's name without an ending. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a browser may ask for. */
    public List<TeaVMTargetType> targets() {
        return List.of(TeaVMTargetType.WEBASSEMBLY_GC, TeaVMTargetType.JAVASCRIPT);
    }

    String mainClass() {
        return "org.layerlab.page." + main;
    }

    /** What tells the compiler's plugin which parts to leave out. */
    Properties properties() {
        Properties properties = new Properties();
        without.forEach(part -> properties.setProperty(part.property, "false"));
        return properties;
    }
}
