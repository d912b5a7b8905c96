package org.layerlab.compiler;

import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodHolder;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.vm.spi.TeaVMHost;

/**
 * Leaves out of a program what only networks on images need: a method that is marked so returns null. A program asks for
 * it by the property {@code layerlab.images=false}.
 */
final class WithoutImages implements ClassHolderTransformer {
    private static final String PROPERTY = "layerlab.images";
    private static final String MARK = "org.layerlab.network.layer.OnImages";

    /** Whether the program that is being compiled wants none. */
    static boolean isAskedFor(TeaVMHost host) {
        return "false".equals(host.getProperties().getProperty(PROPERTY));
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        for (MethodHolder method : type.getMethods()) {
            if (method.getAnnotations().get(MARK) != null) {
                ProgramEmitter.create(method, context.getHierarchy())
                        .constantNull(method.getResultType())
                        .returnValue();
            }
        }
    }
}
