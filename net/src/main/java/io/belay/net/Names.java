package io.belay.net;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Finds the address of a host. That may take long, and must not keep a loop, so each search has its own thread. */
final class Names {
    private Names() {}

    static CompletableFuture<InetSocketAddress> resolve(String host, int port) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) return CompletableFuture.completedFuture(new InetSocketAddress(host, port));
        return CompletableFuture.supplyAsync(() -> lookUp(host, port), task -> {
            Thread thread = new Thread(task, "belay-resolve");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static InetSocketAddress lookUp(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException unknown) {
            throw new CompletionException(new UnknownHostException("unknown host " + host));
        }
    }
}
