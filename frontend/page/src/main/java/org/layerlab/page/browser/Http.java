package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** Requests to the server this page came from. What goes wrong comes as one sentence for people. */
public final class Http {
    /** RFC 6585: network authentication required. */
    private static final int SIGN_IN = 511;

    private Http() {}

    /** Takes an answer's text. */
    @JSFunctor
    public interface TextAnswer extends JSObject {
        void got(String text);
    }

    /** Takes an answer's bytes. */
    @JSFunctor
    public interface BytesAnswer extends JSObject {
        void got(Int8Array bytes);
    }

    /** Hears how many bytes have come, of how many; 0 where that is not known. */
    @JSFunctor
    public interface Progress extends JSObject {
        void at(double received, double total);
    }

    /** Hears of an answer that is none. */
    @JSFunctor
    public interface Trouble extends JSObject {
        /**
         * Called once.
         *
         * @param status of the answer; 0 where none came
         * @param why what the server says; empty where it is not LayerLab that answers
         */
        void met(int status, String why);
    }

    /** Says it in a sentence for people. */
    public static Trouble trouble(TextAnswer failed) {
        return (status, why) -> failed.got(why.isEmpty() ? sentence(status) : why);
    }

    /**
     * What an answer with that status means that does not say so itself.
     *
     * @param status 0 where none came; {@value #SIGN_IN} where it is a page of somebody else's, such as a network's that asks
     *     people to sign in
     */
    private static String sentence(int status) {
        if (status == 0) {
            return Texts.of("The server does not answer. Is it still running, and are you online?");
        }
        return status == SIGN_IN
                ? Texts.of("Another page came instead of the server’s answer. Does your network ask you to sign in?")
                : Texts.of("The server answers {0}.", status);
    }

    /**
     * JavaScript that tells {@link Trouble} by the name {@code failed}. No data comes as HTML: a page is somebody else's. A chain
     * gives what is to be called at its end and ends in {@code .then(call, fail)}: what goes wrong in there is no failure of
     * the server.
     */
    public static final String ERROR = "var fail = function() { failed(0, ''); };"
            + "var said = function(text) { try { return JSON.parse(text).error.message; } catch (e) { return ''; } };"
            + "var call = function(tell) { if (tell) { tell(); } };"
            + "var refuse = function(response) { return response.text().then(function(text) { return function() {"
            + "  failed(isPage(response) && response.status < 500 ? " + SIGN_IN
            + " : response.status, said(text)); }; }); };"
            + "var isPage = function(response) { return /html/.test(response.headers.get('Content-Type')); };"
            + "var good = function(response) { return response.ok && !isPage(response); };";

    /** Gives the answer's text. */
    private static final String TEXT =
            ".then(function(response) { return good(response) ? response.text().then(function(text) {"
                    + "  return function() { answer(text); }; }) : refuse(response); }).then(call, fail);";

    /** POST of JSON. */
    public static void postJson(String url, String json, TextAnswer answer, TextAnswer failed) {
        postJson(url, json, answer, trouble(failed));
    }

    @JSBody(
            params = {"url", "json", "answer", "failed"},
            script = ERROR
                    + "fetch(url, {method: 'POST', body: json, headers: {'Content-Type': 'application/json'}})"
                    + TEXT)
    private static native void postJson(String url, String json, TextAnswer answer, Trouble failed);

    /** GET as text. */
    public static void getText(String url, TextAnswer answer, TextAnswer failed) {
        getText(url, answer, trouble(failed));
    }

    @JSBody(
            params = {"url", "answer", "failed"},
            script = ERROR + "fetch(url)" + TEXT)
    private static native void getText(String url, TextAnswer answer, Trouble failed);

    /** Hears that there is nothing at an address, or nothing any more. */
    @JSFunctor
    public interface Missing extends JSObject {
        /**
         * Called once.
         *
         * @param deleted whether there was something, which comes back no more
         */
        void missing(boolean deleted);
    }

    /** GET as text, of what may not be there. */
    public static void getTextIfThere(String url, TextAnswer answer, Missing missing, TextAnswer failed) {
        getTextIfThere(url, answer, missing, trouble(failed));
    }

    @JSBody(
            params = {"url", "answer", "missing", "failed"},
            script = ERROR
                    + "fetch(url).then(function(response) {"
                    + "  if (response.status === 404 || response.status === 410) {"
                    + "    return function() { missing(response.status === 410); }; }"
                    + "  return good(response) ? response.text().then(function(text) {"
                    + "    return function() { answer(text); }; }) : refuse(response); }).then(call, fail);")
    private static native void getTextIfThere(String url, TextAnswer answer, Missing missing, Trouble failed);

    /**
     * GET as bytes, telling how far it has come. Where the server asks for patience (Retry-After) it is asked
     * again, and {@code waiting} hears why.
     */
    public static void getBytes(
            String url, Progress progress, TextAnswer waiting, BytesAnswer answer, TextAnswer failed) {
        getBytes(url, progress, trouble(waiting), answer, trouble(failed));
    }

    @JSBody(
            params = {"url", "progress", "waiting", "answer", "failed"},
            script = ERROR
                    + "var ask = function() { return fetch(url).then(function(response) {"
                    + "  var later = Number(response.headers.get('Retry-After'));"
                    + "  if (!response.ok && later > 0) {"
                    + "    return response.text().then(function(text) { return function() {"
                    + "      setTimeout(ask, later * 1000); waiting(response.status, said(text)); }; }); }"
                    + "  if (!good(response)) { return refuse(response); }"
                    + "  var total = response.headers.get('Content-Encoding') ? 0"
                    + "    : Number(response.headers.get('Content-Length')) || 0;"
                    + "  var reader = response.body.getReader(); var parts = []; var received = 0;"
                    + "  var next = function(part) {"
                    + "    if (part.done) {"
                    + "      var all = new Int8Array(received); var at = 0;"
                    + "      parts.forEach(function(p) { all.set(p, at); at += p.length; });"
                    + "      return function() { answer(all); }; }"
                    + "    parts.push(part.value); received += part.value.length; progress(received, total);"
                    + "    return reader.read().then(next); };"
                    + "  return reader.read().then(next); }).then(call, fail); };"
                    + "ask();")
    private static native void getBytes(
            String url, Progress progress, Trouble waiting, BytesAnswer answer, Trouble failed);

    /** POST of a model's file with the token that is to manage it; the answer as text. */
    public static void post(String url, String token, Int8Array bytes, TextAnswer answer, TextAnswer failed) {
        post(url, token, bytes, answer, trouble(failed));
    }

    @JSBody(
            params = {"url", "token", "bytes", "answer", "failed"},
            script = ERROR
                    + "fetch(url, {method: 'POST', body: bytes, headers: {'Manage-Token': token,"
                    + "  'Content-Type': 'application/octet-stream'}})"
                    + TEXT)
    private static native void post(String url, String token, Int8Array bytes, TextAnswer answer, Trouble failed);

    /** PATCH of a JSON document with a bearer token. */
    public static void patch(String url, String token, String json, TextAnswer answer, TextAnswer failed) {
        patch(url, token, json, answer, trouble(failed));
    }

    @JSBody(
            params = {"url", "token", "json", "answer", "failed"},
            script = ERROR
                    + "fetch(url, {method: 'PATCH', body: json, headers: {Authorization: 'Bearer ' + token,"
                    + "  'Content-Type': 'application/json'}})"
                    + TEXT)
    private static native void patch(String url, String token, String json, TextAnswer answer, Trouble failed);

    /** DELETE with a bearer token; the answer is empty. */
    public static void delete(String url, String token, TextAnswer answer, TextAnswer failed) {
        delete(url, token, answer, trouble(failed));
    }

    @JSBody(
            params = {"url", "token", "answer", "failed"},
            script = ERROR
                    + "fetch(url, {method: 'DELETE', headers: {Authorization: 'Bearer ' + token}})"
                    + ".then(function(response) { return good(response) ? function() { answer(''); } : refuse(response); })"
                    + ".then(call, fail);")
    private static native void delete(String url, String token, TextAnswer answer, Trouble failed);
}
