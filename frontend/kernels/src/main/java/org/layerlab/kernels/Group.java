package org.layerlab.kernels;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * Operands that travel together from function to function: a record of operands and of such groups, in the order of the
 * parameters. {@link Function#parameters(Class)} declares them, a call hands them on as one argument.
 */
interface Group extends Arguments {
    @Override
    default List<Operand> operands() {
        List<Operand> operands = new ArrayList<>();
        for (RecordComponent component : getClass().getRecordComponents()) {
            try {
                operands.addAll(((Arguments) component.getAccessor().invoke(this)).operands());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " can't be read", e);
            }
        }
        return operands;
    }

    /** New parameters of a function. */
    static <G extends Record> G parameters(Function f, Class<G> group) {
        RecordComponent[] components = group.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] parameters = new Object[components.length];
        for (int i = 0; i < types.length; i++) {
            Class<?> type = components[i].getType();
            types[i] = type;
            if (type.isRecord()) {
                parameters[i] = parameters(f, type.asSubclass(Record.class));
            } else {
                parameters[i] = Real.class.isAssignableFrom(type) ? f.realParameter() : f.parameter();
            }
        }
        try {
            return group.getDeclaredConstructor(types).newInstance(parameters);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(group + " can't be made of parameters", e);
        }
    }
}
