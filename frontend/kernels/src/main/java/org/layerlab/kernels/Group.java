package org.layerlab.kernels;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * What a call takes as one argument: an {@link Operand}, or a record of operands and of such records that travel together
 * from function to function, in the order of the parameters. {@link Function#parameters(Class)} declares them.
 */
interface Group {
    /** The operands, in the order of parameters. */
    default List<Operand> operands() {
        List<Operand> operands = new ArrayList<>();
        for (RecordComponent component : getClass().getRecordComponents()) {
            try {
                operands.addAll(((Group) component.getAccessor().invoke(this)).operands());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " can't be read", e);
            }
        }
        return operands;
    }

    /**
     * New parameters of a function for the components of a record.
     *
     * @throws IllegalArgumentException when such a record cannot be made of parameters
     */
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
