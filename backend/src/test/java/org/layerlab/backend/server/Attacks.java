package org.layerlab.backend.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** What unfriendly clients do, from one address that no proxy has. */
final class Attacks {
    private static final InetSocketAddress FROM = new InetSocketAddress("127.0.0.66", 0);

    private static final int THREADS = 4;

    private final int port;

    Attacks(int port) {
        this.port = port;
    }

    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.bind(FROM);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        socket.setSoTimeout(30_000);
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    /** Sends GETs and hangs up without reading a byte, each on a connection of its own. */
    void abandon(int count, IntFunction<String> path) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Thread thread = new Thread(() -> {
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    try (Socket socket = connect()) {
                        // Without waiting for what was sent: the address is free again at once.
                        socket.setSoLinger(true, 0);
                        write(socket, get(path.apply(n)));
                        if (n % 8 == 0) {
                            // Some wait until the server has begun.
                            Thread.sleep(1);
                        }
                    } catch (IOException e) {
                        // The server may refuse.
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Connections that ask for this and never read the answer; the caller closes them. */
    List<Socket> neverRead(int count, String path) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(2048);
            socket.bind(FROM);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
            sockets.add(socket);
            try {
                write(socket, get(path));
            } catch (IOException e) {
                // One connection too many: the server has closed it.
            }
        }
        return sockets;
    }

    /** Uploads that have begun and go no further; the caller closes them. */
    List<Socket> stuckUploads(int count, int length) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = connect();
            sockets.add(socket);
            try {
                write(socket, "POST /api/models HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\nabc");
            } catch (IOException e) {
                // The server has closed it.
            }
        }
        return sockets;
    }

    static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
