package org.layerlab.compiler;

import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.vm.spi.TeaVMHost;

/**
 * Leaves a part out of a program that never uses it: a marked method that gives something gives null, and
 * one that gives nothing fails.
 */
final class LeftOut implements ClassHolderTransformer {
    /** What can be left out; a program asks for it by setting the property to false. */
    enum Part {
        IMAGES("layerlab.images", "org.layerlab.network.layer.OnImages"),
        IMAGE_TRAINING("layerlab.imageTraining", "org.layerlab.network.layer.TrainsOnImages");

        final String property;
        private final String mark;

        Part(String property, String mark) {
            this.property = property;
            this.mark = mark;
        }

        /** Whether the program that is being compiled goes without. */
        boolean isUnwanted(TeaVMHost host) {
            return "false".equals(host.getProperties().getProperty(property));
        }
    }

    private final Part part;

    LeftOut(Part part) {
        this.part = part;
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        for (MethodHolder method : type.getMethods()) {
            if (method.getAnnotations().get(part.mark) == null) {
                continue;
            }
            ProgramEmitter program = ProgramEmitter.create(method, context.getHierarchy());
            if (method.getResultType() == ValueType.VOID) {
                program.construct(IllegalStateException.class, program.constant(part + " is left out of this program"))
                        .raise();
            } else {
                program.constantNull(method.getResultType()).returnValue();
            }
        }
    }
}
