package org.layerlab.network.training;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.NumberListener;
import org.layerlab.network.matrix.ReferenceKernels;

/**
 * Reference kernels that answer as a GPU does: only when {@link #answer} is called, and in the order in which they were
 * asked. A number that is asked for at once, and a matrix that is read without having been fetched since an operation
 * was given it, are refused.
 */
final class LateKernels {
    private static final Set<String> NUMBERS =
            Set.of("crossEntropy", "classCrossEntropy", "countCorrect", "countCorrectClasses");

    private final ReferenceKernels reference = new ReferenceKernels();
    private final Deque<Runnable> answers = new ArrayDeque<>();
    /** How many operations each matrix was given to, and how many when it was last fetched. */
    private final IdentityHashMap<Matrix, Integer> uses = new IdentityHashMap<>();

    private final IdentityHashMap<Matrix, Integer> fetched = new IdentityHashMap<>();
    private int reads;

    /** These kernels. */
    Kernels kernels() {
        return (Kernels) Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (self, method, arguments) -> called(method, arguments == null ? new Object[0] : arguments));
    }

    /** How many answers were not given yet. */
    int outstanding() {
        return answers.size();
    }

    /** Gives the oldest answers, at most this many. */
    void answer(int count) {
        for (int i = 0; i < count && !answers.isEmpty(); i++) {
            answers.remove().run();
        }
    }

    /** How often a matrix was read. */
    int reads() {
        return reads;
    }

    private @Nullable Object called(Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("answersAtOnce")) {
            return false;
        }
        if (name.equals("fetch")) {
            fetch((List<?>) arguments[0], (Runnable) arguments[1]);
            return null;
        }
        if (name.equals("read")) {
            reads++;
            Matrix read = (Matrix) arguments[0];
            if (!uses(read).equals(fetched.get(read))) {
                throw new IllegalStateException("read, but not fetched since an operation was given it");
            }
            return reference.read(read);
        }
        if (NUMBERS.contains(name)) {
            if (arguments.length != 3) {
                throw new IllegalStateException(name + " is not known at once");
            }
            NumberListener listener = (NumberListener) arguments[2];
            arguments[2] = (NumberListener) number -> answers.add(() -> listener.known(number));
        }
        for (Object argument : arguments) {
            if (argument instanceof Matrix M) {
                uses.put(M, uses(M) + 1);
            }
        }
        try {
            return method.invoke(reference, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** A matrix that an operation is given between the fetch and its answer can't be read. */
    private void fetch(List<?> matrices, Runnable then) {
        IdentityHashMap<Matrix, Integer> asked = new IdentityHashMap<>();
        for (Object M : matrices) {
            asked.put((Matrix) M, uses((Matrix) M));
        }
        answers.add(() -> {
            fetched.putAll(asked);
            then.run();
        });
    }

    private Integer uses(Matrix M) {
        return uses.getOrDefault(M, 0);
    }
}
