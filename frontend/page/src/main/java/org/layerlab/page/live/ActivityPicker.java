package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Newest;
import org.teavm.jso.dom.html.HTMLElement;

/** What a teacher has the class do: a task, a lesson of the course, or whatever a pasted link leads to. */
final class ActivityPicker {
    private final Status status;
    private final String origin;
    private final Supplier<Activity> present;
    private final Predicate<JsonObject> send;
    /** Whoever sends something else does not wait for a lesson any more. */
    private final Newest newest = new Newest();

    /**
     * A picker that hears nothing yet.
     *
     * @param origin this server's address, without a slash at its end
     * @param present what the class does
     * @param send asks for what comes next, and returns whether that was possible
     */
    ActivityPicker(Status status, String origin, Supplier<Activity> present, Predicate<JsonObject> send) {
        this.status = status;
        this.origin = origin;
        this.present = present;
        this.send = send;
    }

    /** Hears the buttons from now on. */
    void bind() {
        Dom.on("send-form", "submit", event -> {
            event.preventDefault();
            begin(pasted());
        });
        for (HTMLElement task : Dom.all("[data-task]")) {
            Dom.on(task, "click", event -> begin(new Activity(false, task.getAttribute("data-task"), 0)));
        }
        for (HTMLElement lesson : Dom.all("[data-lesson]")) {
            Dom.on(lesson, "click", event -> begin(new Activity(true, lesson.getAttribute("data-lesson"), 0)));
        }
        Dom.on("next-lesson", "click", event -> {
            String next = nextLesson();
            if (!next.isEmpty()) {
                begin(new Activity(true, next, 0));
            }
        });
    }

    private @Nullable Activity pasted() {
        return Activity.ofLink(Dom.input("send-link").getValue(), origin);
    }

    private void begin(@Nullable Activity next) {
        int mine = newest.next();
        if (next == null) {
            refuse();
        } else if (next.isLesson()) {
            if (next.link().startsWith(Activity.OWN)) {
                status.note(Texts.of("Opening the lesson …"));
            }
            LessonWords.find(
                    next.link(),
                    ifNewest(mine, () -> sendToAll(next)),
                    ifNewest(mine, this::refuse),
                    ifNewest(mine, () -> sayNotConnected(status)));
        } else {
            sendToAll(next);
        }
    }

    private Runnable ifNewest(int mine, Runnable then) {
        return () -> {
            if (newest.is(mine)) {
                then.run();
            }
        };
    }

    static void sayNotConnected(Status status) {
        status.say(Texts.of("Not connected: nothing was sent. Try again as soon as the connection is back."));
    }

    private void refuse() {
        status.say(
                Texts.of(
                        "Nothing was sent. Paste the link of a playground or a lesson, or the part after a playground link’s #."));
        Dom.byId("send-link").focus();
    }

    private void sendToAll(Activity next) {
        status.clear();
        // What was pasted while a lesson was looked for stays.
        boolean isPasted = next.equals(pasted());
        if (send.test(next.json()) && isPasted) {
            Dom.input("send-link").setValue("");
        }
    }

    /** The lesson after the present one; the first where there is none. */
    String nextLesson() {
        List<String> ids = new ArrayList<>();
        Dom.all("[data-lesson]").forEach(lesson -> ids.add(lesson.getAttribute("data-lesson")));
        Activity now = present.get();
        int at = now.isLesson() ? ids.indexOf(now.link()) : -1;
        return at + 1 < ids.size() ? ids.get(at + 1) : "";
    }
}
