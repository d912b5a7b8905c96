package org.layerlab.page.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Operations whose text has a shape or a tile in it, each written once. */
final class ShaderCache {
    private final Map<List<Object>, Shader> shaders = new HashMap<>();

    /**
     * The operation of this name and these properties.
     *
     * @param maker writes it the first time
     */
    Shader get(Supplier<Shader> maker, Object... nameAndProperties) {
        List<Object> key = List.of(nameAndProperties);
        Shader known = shaders.get(key);
        if (known == null) {
            known = maker.get();
            shaders.put(key, known);
        }
        return known;
    }
}
