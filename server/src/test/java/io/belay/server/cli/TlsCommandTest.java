package io.belay.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.admin.text.BadSettingException;
import io.belay.net.Tls;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsCommandTest {
    @TempDir
    private Path directory;

    private static List<X509Certificate> certificates(Path file) throws Exception {
        List<X509Certificate> all = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .forEach(each -> all.add((X509Certificate) each));
        }
        return all;
    }

    @Test
    void a_certificate_is_made_that_an_authority_vouches_for_and_the_broker_takes() throws Exception {
        DevCertificates made = DevCertificates.make(directory.resolve("tls"), List.of("localhost", "127.0.0.1", "::1"));

        X509Certificate authority = certificates(made.authority()).get(0);
        List<X509Certificate> chain = certificates(made.certificate());
        assertThat(chain).hasSize(2);
        chain.get(0).verify(authority.getPublicKey());
        assertThat(chain.get(1)).isEqualTo(authority);
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(chain.get(0).getBasicConstraints()).isEqualTo(-1);
        assertThat(chain.get(0).getSubjectAlternativeNames())
                .extracting(each -> (Object) each.get(1))
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(Tls.server(made.certificate(), made.key())).isNotNull();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.key())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory.resolve("tls"))) {
            assertThat(files).containsExactlyInAnyOrder(made.authority(), made.certificate(), made.key());
        }
    }

    @Test
    void what_is_there_is_not_written_over() throws Exception {
        Files.writeString(directory.resolve("broker-key.pem"), "mine");

        assertThatThrownBy(() -> DevCertificates.make(directory, List.of("localhost")))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("is there already");
        assertThat(Files.readString(directory.resolve("broker-key.pem"))).isEqualTo("mine");
    }

    @Test
    void a_host_that_is_none_is_refused() {
        assertThatThrownBy(() -> DevCertificates.make(directory, List.of("a,dns:b")))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("expected a host name or address");
    }
}
