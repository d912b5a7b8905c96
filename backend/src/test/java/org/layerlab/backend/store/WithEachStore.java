package org.layerlab.backend.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.file.Limits;

/** The same tests in a folder, in S3Proxy and in moto. */
@ParameterizedClass
@EnumSource(StoreHome.Kind.class)
abstract class WithEachStore {
    static final Instant NOON = WithStore.NOON;

    static final long ENOUGH = WithStore.ENOUGH;

    @Parameter
    StoreHome.Kind kind = StoreHome.Kind.FOLDER;

    @TempDir
    Path temporary;

    @SuppressWarnings("NullAway.Init") // before each test
    StoreHome home;

    @BeforeEach
    void settle() {
        home = kind.home(temporary);
    }

    ModelStore open() throws StoreException {
        return open(NOON, ENOUGH);
    }

    ModelStore open(Instant now, long maxBytes) throws StoreException {
        return home.place()
                .open(
                        Clock.fixed(now, ZoneOffset.UTC),
                        new SecureRandom(),
                        Limits.DEFAULT,
                        maxBytes,
                        Map.of("bundled-one", SampleModels.safetensors("Bundled", 99)));
    }
}
