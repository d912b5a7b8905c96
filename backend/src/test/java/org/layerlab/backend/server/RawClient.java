package org.layerlab.backend.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection that sends bytes as they are given, for requests that no client library would send. */
final class RawClient implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3}) ");

    private final Socket socket;

    RawClient(ServerFixture at) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), at.running.port());
        socket.setSoTimeout(30_000);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException e) {
            // The server has closed the connection already: seen by reading.
        }
        return this;
    }

    /** Sends no more, and goes on reading. */
    RawClient endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /**
     * All that the server sends until it closes the connection.
     *
     * @throws AssertionError when it stays open
     */
    String readToEnd() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read.write(b);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open after: " + read.toString(StandardCharsets.UTF_8), e);
        } catch (SocketException e) {
            // A reset closes as well.
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** The head of the next answer. */
    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                break;
            }
            head.append((char) b);
        }
        return head.toString();
    }

    /** The statuses of the answers, such as {@code "200 400"}. */
    static String statuses(String answers) {
        StringBuilder statuses = new StringBuilder();
        for (Matcher each = STATUS.matcher(answers); each.find(); ) {
            statuses.append(statuses.length() == 0 ? "" : " ").append(each.group(1));
        }
        return statuses.toString();
    }

    /** Closes with a reset, as a crashed client does. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
