package io.belay.server;

import io.belay.config.ConfigFile;
import io.belay.config.Watch;
import io.belay.net.Tls;
import io.belay.net.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** TLS of all ports, whose certificates are read again when one of their files has changed. */
final class CertificateWatch {
    private static final int FILE_LENGTH_MAX = 1 << 20;

    private final Tls tls;
    private final List<Watch> watches;

    private CertificateWatch(Tls tls, List<Watch> watches) {
        this.tls = tls;
        this.watches = watches;
    }

    /** @throws IOException if a file does not hold what it should */
    static CertificateWatch of(TlsFiles files) throws IOException {
        List<Watch> watches = new ArrayList<>();
        for (Path file : files.all()) watches.add(new Watch(file, FILE_LENGTH_MAX, content(file)));
        return new CertificateWatch(Tls.server(files), watches); // What changes meanwhile is seen at the first look.
    }

    private static byte[] content(Path file) throws IOException {
        byte[] content = ConfigFile.bytes(file, FILE_LENGTH_MAX);
        if (content == null) throw new IOException("cannot read " + file);
        return content;
    }

    /** TLS with what was read last. */
    Tls tls() {
        return tls;
    }

    /**
     * Looks whether a file has changed, and if one has reads all again.
     *
     * @param isAsked reads them in any case
     * @return whether they were read
     * @throws IOException if they are not fit for use, with what is wrong; what was read before stays
     */
    boolean look(long nowMs, boolean isAsked) throws IOException {
        boolean hasChanged = isAsked;
        for (Watch watch : watches) hasChanged |= watch.hasChanged(nowMs); // each of them, or one would tell later
        if (hasChanged) tls.reload();
        return hasChanged;
    }
}
