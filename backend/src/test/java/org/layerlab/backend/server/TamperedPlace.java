package org.layerlab.backend.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StorePlace;
import org.layerlab.backend.store.StoreReport;
import org.layerlab.network.file.Limits;

/**
 * A folder whose store does something else now and then.
 *
 * @param tamper is asked for each call
 */
record TamperedPlace(FolderPlace folder, Tamper tamper) implements StorePlace {
    /** Does what a method of the store is asked to do, or something else. */
    @FunctionalInterface
    interface Tamper {
        Object call(String method, Callable<Object> store) throws Exception;
    }

    TamperedPlace(Path folder, Tamper tamper) {
        this(new FolderPlace(folder), tamper);
    }

    @Override
    public ModelStore open(Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
            throws StoreException {
        ModelStore store = folder.open(clock, random, limits, maxBytes, bundled);
        return (ModelStore) Proxy.newProxyInstance(
                ModelStore.class.getClassLoader(),
                new Class<?>[] {ModelStore.class},
                (proxy, method, args) -> tamper.call(method.getName(), () -> {
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof Exception cause) {
                            throw cause;
                        }
                        throw e;
                    }
                }));
    }

    @Override
    public StoreReport report() throws StoreException {
        return folder.report();
    }

    @Override
    public void remove(String id, boolean block) throws StoreException, InterruptedException {
        folder.remove(id, block);
    }
}
