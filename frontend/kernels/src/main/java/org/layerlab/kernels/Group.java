package org.layerlab.kernels;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a call takes as one argument: an {@link Operand}, or a record of operands and of such records that travel together
 * from function to function, in the order of the parameters. A method that writes a function takes it as one, too.
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
        Class<?>[] types = Stream.of(group.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return group.getDeclaredConstructor(types).newInstance(parameters(f, types));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(group + " can't be made of parameters", e);
        }
    }

    /** New parameters of a function, of these types; the function itself where that is the type. */
    static Object[] parameters(Function f, Class<?>[] types) {
        Object[] parameters = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (types[i] == Function.class) {
                parameters[i] = f;
            } else if (types[i].isRecord()) {
                parameters[i] = parameters(f, types[i].asSubclass(Record.class));
            } else {
                parameters[i] = Real.class.isAssignableFrom(types[i]) ? f.realParameter() : f.parameter();
            }
        }
        return parameters;
    }
}
