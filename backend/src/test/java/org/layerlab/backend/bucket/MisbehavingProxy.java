package org.layerlab.backend.bucket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands before a store: passes requests on as they are, and misbehaves as it is told. */
public final class MisbehavingProxy implements AutoCloseable {
    /** What it does to a request. */
    public enum Trick {
        /** Passes it on. */
        NONE,
        /** Answers 503 SlowDown. */
        SLOW_DOWN,
        /** Answers 500 InternalError. */
        FAILS,
        /** Closes the connection without an answer. */
        HANG_UP,
        /** Passes it on, and closes the connection instead of answering: the write has happened. */
        LOSE_ANSWER,
        /** Sends half of the body, and closes the connection. */
        HALF_BODY,
        /** Sends another body of the same length. */
        OTHER_BODY,
        /** Says a greater length than the body has, and keeps the connection. */
        LONGER_LENGTH,
        /** Never stops sending. */
        ENDLESS_BODY,
        /** A byte of the head every now and then. */
        DRIPPING_HEAD,
        /** Accepts the request and says nothing. */
        SILENCE,
        /** Answers with a page of HTML. */
        NONSENSE,
        /** Answers 403 RequestTimeTooSkewed. */
        SKEWED,
        /** Answers 400 RequestTimeout, as S3 where a body came too slowly. */
        TOO_SLOW,
        /** Answers 403 AccessDenied. */
        DENIED,
        /** Answers 507 for writes. */
        FULL
    }

    /** Decides what is done to a request. */
    @FunctionalInterface
    public interface Choice {
        /**
         * The trick for a request.
         *
         * @param line such as {@code GET /bucket/key HTTP/1.1}
         * @param number of the request, from 1
         */
        Trick of(String line, int number);
    }

    private final ServerSocket server;
    private final URI store;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Choice choice = (line, number) -> Trick.NONE;
    private volatile boolean closed;

    public MisbehavingProxy(URI store) {
        this.store = store;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** How to misbehave from now on; requests are counted anew. */
    public void play(Choice newChoice) {
        requests.set(0);
        choice = newChoice;
    }

    /** The same for all requests. */
    public void play(Trick trick) {
        play((line, number) -> trick);
    }

    /** Requests since the last {@link #play}. */
    public int requests() {
        return requests.get();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "misbehaving-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                open.add(client);
                start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            while (true) {
                byte[] head = head(client.getInputStream());
                if (head == null) {
                    return;
                }
                byte[] body = client.getInputStream().readNBytes(length(head));
                String line = text(head).lines().findFirst().orElse("");
                Trick trick = choice.of(line, requests.incrementAndGet());
                if (!play(trick, client, head, body)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone, which is what tricks are for.
        } finally {
            open.remove(client);
        }
    }

    /** Gives whether the connection goes on. */
    private boolean play(Trick trick, Socket client, byte[] head, byte[] body)
            throws IOException, InterruptedException {
        OutputStream out = client.getOutputStream();
        boolean write = text(head).startsWith("PUT");
        switch (trick) {
            case SLOW_DOWN -> out.write(error("503 Slow Down", "SlowDown"));
            case FAILS -> out.write(error("500 Internal Server Error", "InternalError"));
            case SKEWED -> out.write(error("403 Forbidden", "RequestTimeTooSkewed"));
            case TOO_SLOW -> out.write(error("400 Bad Request", "RequestTimeout"));
            case DENIED -> out.write(error("403 Forbidden", "AccessDenied"));
            case NONSENSE ->
                out.write(bytes("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 21\r\n\r\n"
                        + "<html>It works!</html"));
            case HANG_UP -> {
                return false;
            }
            case SILENCE -> {
                Thread.sleep(60_000);
                return false;
            }
            case DRIPPING_HEAD -> {
                for (byte one : bytes("HTTP/1.1 200 OK\r\nX-A: " + "a".repeat(100_000))) {
                    out.write(one);
                    out.flush();
                    Thread.sleep(20);
                }
            }
            case ENDLESS_BODY -> {
                out.write(bytes("HTTP/1.1 200 OK\r\nETag: \"a\"\r\nTransfer-Encoding: chunked\r\n\r\n"));
                byte[] chunk = bytes("2000\r\n" + "<x>a</x>".repeat(1024) + "\r\n");
                while (!closed) {
                    out.write(chunk);
                }
            }
            default -> {
                if (trick == Trick.FULL && write) {
                    out.write(error("507 Insufficient Storage", "XMinioStorageFull"));
                } else {
                    return passOn(trick, out, head, body);
                }
            }
        }
        return true;
    }

    private boolean passOn(Trick trick, OutputStream out, byte[] head, byte[] body) throws IOException {
        byte[] answer = ask(head, body);
        int end = text(answer).indexOf("\r\n\r\n") + 4;
        switch (trick) {
            case LOSE_ANSWER -> {
                return false;
            }
            case HALF_BODY -> {
                out.write(answer, 0, end + (answer.length - end) / 2);
                return false;
            }
            case OTHER_BODY -> {
                if (answer.length > end) {
                    answer[end + (answer.length - end) / 2] ^= 1;
                }
                out.write(answer);
            }
            case LONGER_LENGTH ->
                out.write(bytes(text(answer)
                        .replaceFirst("(?i)content-length: \\d+", "Content-Length: " + (answer.length - end + 100))));
            default -> out.write(answer);
        }
        out.flush();
        return true;
    }

    private byte[] ask(byte[] head, byte[] body) throws IOException {
        try (Socket socket = new Socket(store.getHost(), store.getPort())) {
            socket.setSoTimeout(20_000);
            // Connection is not signed.
            String once = text(head)
                    .replaceFirst("(?i)\r\nconnection: [^\r]*", "")
                    .replaceFirst("\r\n", "\r\nConnection: close\r\n");
            socket.getOutputStream().write(bytes(once));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            // Whoever reads the answer has a connection that stays.
            return bytes(text(socket.getInputStream().readAllBytes()).replaceFirst("(?i)\r\nconnection: close", ""));
        }
    }

    private static byte[] error(String status, String code) {
        String body = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>";
        return bytes("HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    private static byte @Nullable [] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            head.write(b);
            ends = b == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : b == '\r' ? 1 : 0;
        }
        return head.toByteArray();
    }

    private static int length(byte[] head) {
        return text(head)
                .lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
