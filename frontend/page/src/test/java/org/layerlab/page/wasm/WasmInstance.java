package org.layerlab.page.wasm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** A module with a memory of its own, ready to be called. */
public final class WasmInstance {
    private static final String PACKAGE = WasmInstance.class.getPackageName();

    /** Loaded anew for each instance, because a memory is a static field. */
    private static final List<String> OWN = List.of("Memory", "Scalars", "Vectors");

    private final Map<String, Method> exports = new HashMap<>();
    private final Method bytes;

    /**
     * Compiles a module and puts its data into its memory.
     *
     * @throws IllegalArgumentException when the module uses something that is not known here
     */
    public WasmInstance(byte[] binary) {
        WasmModule module = WasmModule.of(binary);
        Loader loader = new Loader();
        Class<?> compiled = loader.define(compiled(module));
        try {
            bytes = loader.loadClass(PACKAGE + ".Memory").getMethod("bytes");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        for (Method method : compiled.getDeclaredMethods()) {
            module.exports().forEach((name, number) -> {
                if (method.getName().equals("f" + number)) {
                    exports.put(name, method);
                }
            });
        }
        for (WasmModule.Data data : module.data()) {
            memory().position(data.at()).put(data.bytes());
        }
    }

    /** The memory as it is now; growing makes another. */
    public ByteBuffer memory() {
        try {
            return ByteBuffer.wrap((byte[]) bytes.invoke(null)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Calls an exported function.
     *
     * @return a number, or null where the function returns nothing
     * @throws IllegalArgumentException when there is no such function, or it takes other arguments
     */
    public Object call(String name, Object... arguments) {
        Method method = exports.get(name);
        if (method == null) {
            throw new IllegalArgumentException("the module does not export " + name);
        }
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(name + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] compiled(WasmModule module) {
        // Classes of version 5 need no frames.
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V1_5,
                Opcodes.ACC_PUBLIC,
                FunctionCompiler.COMPILED,
                null,
                Object.class.getName().replace('.', '/'),
                null);
        for (int i = 0; i < module.functions().size(); i++) {
            new FunctionCompiler(module, i, writer).compile();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static final class Loader extends ClassLoader {
        private Loader() {
            super(WasmInstance.class.getClassLoader());
        }

        private Class<?> define(byte[] code) {
            return defineClass(FunctionCompiler.COMPILED.replace('/', '.'), code, 0, code.length);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            String simple = name.substring(name.lastIndexOf('.') + 1);
            if (!name.startsWith(PACKAGE) || !OWN.contains(simple)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream in = WasmInstance.class.getResourceAsStream(simple + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
