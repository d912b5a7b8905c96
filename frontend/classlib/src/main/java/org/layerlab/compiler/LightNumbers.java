package org.layerlab.compiler;

import org.layerlab.classlib.DoubleText;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;

/** Makes {@code Double.parseDouble} and {@code StringBuilder.append(double)} those of {@link DoubleText}. */
final class LightNumbers implements ClassHolderTransformer {
    private static final String BUILDER = "java.lang.AbstractStringBuilder";
    private static final MethodDescriptor PARSE = new MethodDescriptor("parseDouble", String.class, double.class);
    /** Appends, too: {@code append} inserts at the end. */
    private static final MethodDescriptor INSERT =
            new MethodDescriptor("insert", ValueType.INTEGER, ValueType.DOUBLE, ValueType.object(BUILDER));

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (type.getName().equals("java.lang.Double")) {
            ProgramEmitter program = program(type.getMethod(PARSE), context);
            program.invoke(DoubleText.class, "parse", double.class, program.var(1, String.class))
                    .returnValue();
        } else if (type.getName().equals(BUILDER)) {
            ProgramEmitter program = program(type.getMethod(INSERT), context);
            ValueEmitter text = program.invoke(DoubleText.class, "of", String.class, program.var(2, double.class));
            program.var(0, type)
                    .invokeVirtual("insert", ValueType.object(BUILDER), program.var(1, int.class), text)
                    .returnValue();
        }
    }

    private static ProgramEmitter program(MethodHolder method, ClassHolderTransformerContext context) {
        return ProgramEmitter.create(method, context.getHierarchy());
    }
}
