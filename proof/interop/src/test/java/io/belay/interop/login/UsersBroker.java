package io.belay.interop.login;

import io.belay.interop.Doors;
import io.belay.server.users.Passwords;
import io.belay.server.users.User;
import io.belay.server.users.UsersFile;
import io.belay.testkit.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** A broker in a process of its own, with users and roles from files: anna, bert by a bcrypt hash, a machine, and who has a token. */
final class UsersBroker implements AutoCloseable {
    static final String STORE_PASSWORD = "belay1";
    private static final String SETTINGS = """
            security:
              users-file: "%s"
            tls:
              certificate: "%s"
              key: "%s"
              client-authorities: "%s"
            tokens:
              jwks: "%s"
              issuer: "%s"
              audience: belay
              clock-skew: 0s
            roles:
              till:
                - allow: [publish, consume, create]
                  queues: ["orders/#"]
                  topics: ["shop/${user}/#"]
                - allow: [create, publish]
                  queues: ["$temporary-queue/#"]
            """;

    private final Doors doors;
    private final Path directory;
    private final UsersFile users;
    private final TokenIssuer issuer;

    private UsersBroker(Doors doors, Path directory, UsersFile users, TokenIssuer issuer) {
        this.issuer = issuer;
        this.doors = doors;
        this.directory = directory;
        this.users = users;
    }

    static UsersBroker start(Path directory) throws Exception {
        TestCertificate own = TestCertificate.LOCALHOST;
        TokenIssuer issuer = new TokenIssuer();
        UsersFile users = new UsersFile(directory.resolve("users.yaml"));
        List<String> till = List.of("till");
        User machine = new User("machine", till, null, null, null, List.of("CN=elsewhere.invalid"));
        User anna = Passwords.scram("anna", till, "secret", 4_096);
        User bert = Passwords.bcrypt("bert", till, "hunter2");
        users.<IOException>change(none -> none.with(anna).with(bert).with(machine));
        Path settings = directory.resolve("belay.yaml");
        Files.writeString(
                settings,
                SETTINGS.formatted(
                        users.path(),
                        own.certificate(directory),
                        own.key(directory),
                        TestCertificate.ELSEWHERE.certificate(directory),
                        issuer.publish(directory),
                        TokenIssuer.NAME));
        Doors doors = Doors.open(List.of(
                "--config=" + settings,
                "--data=" + directory.resolve("data"),
                "--mqtt=0",
                "--amqp=0",
                "--http=0",
                "--websocket=off",
                "--portmapper=off",
                "--mqtts=0",
                "--amqps=0",
                "--wss=off"));
        return new UsersBroker(doors, directory, users, issuer);
    }

    /** Whose tokens it takes. */
    TokenIssuer issuer() {
        return issuer;
    }

    int port(String door) {
        return doors.port(door);
    }

    /** Nobody is called so any more. */
    void remove(String user) throws Exception {
        users.<IOException>change(before -> before.without(before.find(user)));
    }

    void add(User user) throws Exception {
        users.<IOException>change(before -> before.with(user));
    }

    /** What clients trust, as a key store. */
    Path trusted() throws Exception {
        KeyStore store = empty();
        store.setCertificateEntry("broker", certificate(TestCertificate.LOCALHOST));
        return written(store, "trusted.p12");
    }

    /** The machine's certificate and key. */
    Path machine() throws Exception {
        KeyStore store = empty();
        Certificate certificate = certificate(TestCertificate.ELSEWHERE);
        String pem = Files.readString(TestCertificate.ELSEWHERE.key(directory)).replaceAll("-----.*-----|\\s", "");
        PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem));
        store.setKeyEntry(
                "machine",
                KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                        .generatePrivate(key),
                STORE_PASSWORD.toCharArray(),
                new Certificate[] {certificate});
        return written(store, "machine.p12");
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private Certificate certificate(TestCertificate of) throws Exception {
        try (var in = Files.newInputStream(of.certificate(directory))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private Path written(KeyStore store, String name) throws Exception {
        Path file = directory.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }

    @Override
    public void close() {
        doors.close();
    }
}
