package io.belay.net;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Finds the addresses of a host. That may take long, and must not keep a loop, so each search has its own thread. */
final class Names {
    /** Addresses of one name that are tried; the rest of them are not. */
    static final int ADDRESSES_MAX = 16;

    /** Where names are looked up. */
    interface Book {
        /** The system's. */
        Book SYSTEM = InetAddress::getAllByName;

        /** All addresses of a host, best first, at least one; may take long. */
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    private Names() {}

    /** The addresses of a host, in the order in which they are to be tried; at least one. */
    static CompletableFuture<List<InetSocketAddress>> resolve(Book book, String host, int port) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) return CompletableFuture.completedFuture(List.of(new InetSocketAddress(host, port)));
        return CompletableFuture.supplyAsync(() -> lookUp(book, host, port), task -> {
            Thread thread = new Thread(task, "belay-resolve");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static List<InetSocketAddress> lookUp(Book book, String host, int port) {
        try {
            return Arrays.stream(book.lookUp(host))
                    .limit(ADDRESSES_MAX)
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
        } catch (UnknownHostException unknown) {
            throw new CompletionException(new UnknownHostException("unknown host " + host));
        }
    }
}
