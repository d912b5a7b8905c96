package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** Requests to the server this page came from. What goes wrong comes as one sentence for people. */
public final class Http {
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

    private static final String ERROR = "var fail = function(error) { failed('The server does not answer. Is it still"
            + " running, and are you online?'); };"
            + "var refuse = function(response) { return response.text().then(function(text) {"
            + "  var message = 'The server answers ' + response.status + '.';"
            + "  try { message = JSON.parse(text).error.message; } catch (e) { }"
            + "  failed(message); }); };";

    /** POST of JSON. */
    @JSBody(
            params = {"url", "json", "answer", "failed"},
            script = ERROR
                    + "fetch(url, {method: 'POST', body: json, headers: {'Content-Type': 'application/json'}})"
                    + TEXT)
    public static native void postJson(String url, String json, TextAnswer answer, TextAnswer failed);

    /** Gives the answer's text. */
    private static final String TEXT =
            ".then(function(response) { return response.ok ? response.text().then(function(text) { answer(text); })"
                    + " : refuse(response); }).catch(fail);";

    /** GET as text. */
    @JSBody(
            params = {"url", "answer", "failed"},
            script = ERROR + "fetch(url)" + TEXT)
    public static native void getText(String url, TextAnswer answer, TextAnswer failed);

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
    @JSBody(
            params = {"url", "answer", "missing", "failed"},
            script = ERROR
                    + "fetch(url).then(function(response) {"
                    + "  if (response.status === 404 || response.status === 410) {"
                    + "    missing(response.status === 410); return; }"
                    + "  return response.ok ? response.text().then(function(text) { answer(text); })"
                    + "    : refuse(response); }).catch(fail);")
    public static native void getTextIfThere(String url, TextAnswer answer, Missing missing, TextAnswer failed);

    /**
     * GET as bytes, telling how far it has come. Where the server asks for patience (Retry-After) it is asked
     * again, and {@code waiting} hears why.
     */
    @JSBody(
            params = {"url", "progress", "waiting", "answer", "failed"},
            script = ERROR
                    + "var ask = function() { return fetch(url).then(function(response) {"
                    + "  var later = Number(response.headers.get('Retry-After'));"
                    + "  if (!response.ok && later > 0) {"
                    + "    return response.json().then(function(json) {"
                    + "      waiting(json.error.message); setTimeout(ask, later * 1000); }); }"
                    + "  if (!response.ok) { return refuse(response); }"
                    + "  var total = response.headers.get('Content-Encoding') ? 0"
                    + "    : Number(response.headers.get('Content-Length')) || 0;"
                    + "  var reader = response.body.getReader(); var parts = []; var received = 0;"
                    + "  var next = function(part) {"
                    + "    if (part.done) {"
                    + "      var all = new Int8Array(received); var at = 0;"
                    + "      parts.forEach(function(p) { all.set(p, at); at += p.length; });"
                    + "      answer(all); return; }"
                    + "    parts.push(part.value); received += part.value.length; progress(received, total);"
                    + "    return reader.read().then(next); };"
                    + "  return reader.read().then(next); }).catch(fail); };"
                    + "ask();")
    public static native void getBytes(
            String url, Progress progress, TextAnswer waiting, BytesAnswer answer, TextAnswer failed);

    /** POST of a model's file with the token that is to manage it; the answer as text. */
    @JSBody(
            params = {"url", "token", "bytes", "answer", "failed"},
            script = ERROR
                    + "fetch(url, {method: 'POST', body: bytes, headers: {'Manage-Token': token,"
                    + "  'Content-Type': 'application/octet-stream'}})"
                    + TEXT)
    public static native void post(String url, String token, Int8Array bytes, TextAnswer answer, TextAnswer failed);

    /** PATCH of a JSON document with a bearer token. */
    @JSBody(
            params = {"url", "token", "json", "answer", "failed"},
            script = ERROR
                    + "fetch(url, {method: 'PATCH', body: json, headers: {Authorization: 'Bearer ' + token,"
                    + "  'Content-Type': 'application/json'}})"
                    + TEXT)
    public static native void patch(String url, String token, String json, TextAnswer answer, TextAnswer failed);

    /** DELETE with a bearer token; the answer is empty. */
    @JSBody(
            params = {"url", "token", "answer", "failed"},
            script = ERROR
                    + "fetch(url, {method: 'DELETE', headers: {Authorization: 'Bearer ' + token}})"
                    + ".then(function(response) { if (response.ok) { answer(''); } else { return refuse(response); } })"
                    + ".catch(fail);")
    public static native void delete(String url, String token, TextAnswer answer, TextAnswer failed);
}
