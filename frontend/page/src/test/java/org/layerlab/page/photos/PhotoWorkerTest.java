package org.layerlab.page.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.page.message.PhotoMessages;

class PhotoWorkerTest {
    /** A listener's methods do nothing unless they are overridden: one that was forgotten here would go unheard. */
    @Test
    void handsOnAllThatAWorkerSays() throws Exception {
        List<String> unheard = new ArrayList<>();
        for (Method said : PhotoMessages.Listener.class.getMethods()) {
            Method heard = PhotoWorker.class.getMethod(said.getName(), said.getParameterTypes());
            if (heard.getDeclaringClass() != PhotoWorker.class) {
                unheard.add(said.getName());
            }
        }
        assertEquals(List.of(), unheard);
    }
}
