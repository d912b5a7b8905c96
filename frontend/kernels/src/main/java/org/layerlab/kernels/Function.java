package org.layerlab.kernels;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function of the module while it is written: its parameters, its local variables and its statements, in the order
 * of the Java calls. What a statement computes with are {@link Operand operands}; a Java loop around statements unrolls
 * them.
 *
 * <p>A function's name ends with the type of its numbers. Names of locals are made up: only their order counts.
 */
final class Function extends Memory {
    private final String name;

    /** The name as it is declared. */
    private final String declared;

    private final StringBuilder parameters = new StringBuilder();

    /**
     * By rows: first those that stand alone, then the first of all arrays, the second, and so on. So functions that
     * differ in how many rows they do number their locals alike, and a module compresses better.
     */
    private final TreeMap<Integer, StringBuilder> locals = new TreeMap<>();

    private Function(String name, String declared, ScalarType n, String suffix) {
        super(suffix, n);
        this.name = name;
        this.declared = declared;
    }

    /**
     * A function without parameters yet.
     *
     * @param name without the type
     */
    Function(String name, ScalarType n) {
        this(name, "$" + name + "_" + n.scalar(), n, "_" + n.scalar());
    }

    /** A function that is there once, for all precisions. */
    static Function once(String name) {
        return new Function(name, "$" + name, ScalarType.float64(), "");
    }

    /** A function that is called from outside; its numbers are float64. */
    static Function exported(String name) {
        return new Function(name, "(export \"" + name + "\")", ScalarType.float64(), "");
    }

    /** A function that is called from outside, as text. */
    static String exported(String name, Consumer<Function> statements) {
        Function f = exported(name);
        statements.accept(f);
        return f.wat();
    }

    /**
     * Functions as text, each written by the static method of its name. What a method takes after the function itself are
     * the function's parameters.
     */
    static String of(ScalarType n, Class<?> kernels, String... names) {
        return Stream.of(names)
                .map(name -> new Function(name, n).written(kernels, null))
                .collect(Collectors.joining());
    }

    /** The same for functions that are there once, for all precisions. */
    static String once(Class<?> kernels, String... names) {
        return Stream.of(names).map(name -> once(name).written(kernels, null)).collect(Collectors.joining());
    }

    /**
     * This function as text, written by the method of its name, whose parameters are the function's.
     *
     * @param kernels the class that has the method
     * @param kernel the object that it is called on, or null for a static method
     * @throws IllegalArgumentException when the class has no such method, or several
     */
    String written(Class<?> kernels, @Nullable Object kernel) {
        List<Method> methods = Stream.of(kernels.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .filter(method -> Modifier.isStatic(method.getModifiers()) == (kernel == null))
                .toList();
        if (methods.size() != 1) {
            throw new IllegalArgumentException(
                    kernels.getSimpleName() + " has " + methods.size() + " methods to write " + name);
        }
        Method method = methods.get(0);
        try {
            method.invoke(kernel, Group.parameters(this, method.getParameterTypes()));
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(method + " is private", e);
        }
        return wat();
    }

    I32.Local parameter() {
        return new I32.Local(this, parameter("i32"));
    }

    I32.Local[] parameters(int count) {
        return Stream.generate(this::parameter).limit(count).toArray(I32.Local[]::new);
    }

    <G extends Record & Group> G parameters(Class<G> group) {
        return Group.parameters(this, group);
    }

    /** A parameter of the kernel's precision. */
    Real.Local realParameter() {
        return new Real.Local(this, n, parameter(n.scalar()));
    }

    I64 i64Parameter() {
        return new I64("(local.get " + parameter("i64") + ")");
    }

    I32.Local i32() {
        return new I32.Local(this, local("i32"));
    }

    /** A number in float64, whatever the kernel's precision. */
    Real.Local f64() {
        return real(ScalarType.float64());
    }

    private Real.Local real(ScalarType type) {
        return new Real.Local(this, type, local(type.scalar()));
    }

    Vec.Local vec() {
        return vec(n);
    }

    /** A vector of another precision. */
    Vec.Local vec(ScalarType type) {
        return new Vec.Local(this, type, local("v128"));
    }

    Vec.Local[] vecs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Vec.Local(this, n, local("v128", i)))
                .toArray(Vec.Local[]::new);
    }

    Vec.Local[][] vecs(int rows, int columns) {
        Vec.Local[][] vecs = new Vec.Local[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                vecs[i][j] = new Vec.Local(this, n, local("v128", i));
            }
        }
        return vecs;
    }

    I32.Local[] i32s(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new I32.Local(this, local("i32", i)))
                .toArray(I32.Local[]::new);
    }

    I32.Local let(I32 value) {
        I32.Local local = i32();
        local.set(value);
        return local;
    }

    Vec.Local let(Vec value) {
        Vec.Local local = vec();
        local.set(value);
        return local;
    }

    Real.Local let(Real value) {
        Real.Local local = real(value.type());
        local.set(value);
        return local;
    }

    /** Does something this many times, at least once. */
    void times(I32 count, Runnable statements) {
        times(i32(), count, statements);
    }

    /**
     * New locals with the words at an address.
     *
     * @param words the interface in {@link KernelLayout} that numbers them
     */
    I32.Local[] words(I32 at, Class<?> words) {
        return IntStream.range(0, DescriptorLayout.names(words).size())
                .mapToObj(i -> let(at.word(Integer.BYTES * i)))
                .toArray(I32.Local[]::new);
    }

    private String parameter(String type) {
        String local = name(type);
        parameters.append(" (param ").append(local).append(' ').append(type).append(')');
        return local;
    }

    /** A local that stands alone. */
    private String local(String type) {
        return local(type, -1);
    }

    private String local(String type, int row) {
        String local = name(type);
        locals.computeIfAbsent(row, first -> new StringBuilder())
                .append(" (local ")
                .append(local)
                .append(' ')
                .append(type)
                .append(')');
        return local;
    }

    private String name(String type) {
        return "$" + type.charAt(0) + number();
    }

    /** The whole function as text. */
    String wat() {
        return "(func " + declared + parameters + result() + "\n " + String.join("", locals.values()) + "\n" + body()
                + ")\n";
    }
}
