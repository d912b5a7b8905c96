package org.layerlab.page.live;

/** Addresses that lead each device to itself. */
final class Loopback {
    private Loopback() {}

    /**
     * Whether a host is this device.
     *
     * @param host as in an address, without a port, in lower case; an IPv6 address in brackets
     */
    static boolean isOne(String host) {
        if (host.startsWith("127.")) {
            for (int i = 0; i < host.length(); i++) {
                char c = host.charAt(i);
                if (c != '.' && !(c >= '0' && c <= '9')) {
                    return false;
                }
            }
            return true;
        }
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.equals("[::]")
                || host.equals("0.0.0.0");
    }
}
