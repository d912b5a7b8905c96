package org.layerlab.page.message;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one worker at a time, and one question of a type at a time. Once it turns to another worker, or a newer question of
 * the same type is asked, the answer to the older one, or its failure, is not heard.
 */
public final class Asker {
    private final Consumer<String> failed;
    private final Map<String, Integer> newest = new HashMap<>();
    private @Nullable Asks worker;
    private int count;

    /**
     * Has no worker yet.
     *
     * @param failed is told why a question without its own failure handler got no answer
     */
    public Asker(Consumer<String> failed) {
        this.failed = failed;
    }

    /** Asks this worker from now on. */
    public void turnTo(Asks other) {
        worker = other;
        newest.clear();
    }

    /** Ignores answers to questions of that type asked so far. */
    public void forget(String type) {
        newest.remove(type);
    }

    /** Asks a question; ignored if there is no worker. */
    public <A extends Message> void ask(Question<A> question, Answered<A> answered) {
        ask(question, answered, failed);
    }

    /** The same, with its own handler of failures. */
    public <A extends Message> void ask(Question<A> question, Answered<A> answered, Consumer<String> otherwise) {
        Asks asked = worker;
        if (asked == null) {
            return;
        }
        String type = question.getType();
        count++;
        int mine = count;
        newest.put(type, mine);
        asked.ask(
                question,
                answer -> {
                    if (isNewest(type, mine)) {
                        answered.answered(answer);
                    }
                },
                why -> {
                    if (isNewest(type, mine)) {
                        otherwise.accept(why);
                    }
                });
    }

    private boolean isNewest(String type, int number) {
        Integer known = newest.get(type);
        return known != null && known == number;
    }
}
