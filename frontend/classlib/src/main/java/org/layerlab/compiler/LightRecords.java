package org.layerlab.compiler;

import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.emit.ProgramEmitter;

/**
 * Makes short what the Java compiler writes into each record of LayerLab's and no page asks for: the text that lists its
 * components becomes the word "record", its hash code 0. Both keep their contracts, but a hash map with records as keys
 * would be slow. What a record says itself stays: the Java compiler's methods are final, and ours are not.
 */
final class LightRecords implements ClassHolderTransformer {
    private static final MethodDescriptor TO_STRING = new MethodDescriptor("toString", String.class);
    private static final MethodDescriptor HASH_CODE = new MethodDescriptor("hashCode", int.class);

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (!"java.lang.Record".equals(type.getParent()) || !type.getName().startsWith("org.layerlab.")) {
            return;
        }
        MethodHolder toString = type.getMethod(TO_STRING);
        if (isGenerated(toString)) {
            ProgramEmitter.create(toString, context.getHierarchy())
                    .constant("record")
                    .returnValue();
        }
        MethodHolder hashCode = type.getMethod(HASH_CODE);
        if (isGenerated(hashCode)) {
            ProgramEmitter.create(hashCode, context.getHierarchy()).constant(0).returnValue();
        }
    }

    private static boolean isGenerated(MethodHolder method) {
        return method != null && method.getModifiers().contains(ElementModifier.FINAL);
    }
}
