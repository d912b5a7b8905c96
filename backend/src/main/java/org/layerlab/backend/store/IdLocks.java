package org.layerlab.backend.store;

/** Locks for models: those of different models are mostly different, and there is a fixed number of them. */
final class IdLocks {
    private final Object[] locks;

    IdLocks(int count) {
        locks = new Object[count];
        for (int i = 0; i < count; i++) {
            locks[i] = new Object();
        }
    }

    /** The lock of the model with this id. */
    Object of(String id) {
        return locks[Math.floorMod(id.hashCode(), locks.length)];
    }
}
