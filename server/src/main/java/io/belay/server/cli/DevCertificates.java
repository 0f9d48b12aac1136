package io.belay.server.cli;

import io.belay.admin.text.BadSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * An authority and a certificate that it vouches for, made with the JDK's keytool.
 *
 * @param authority PEM file with the certificate of the authority
 * @param certificate PEM file with the broker's, and that of the authority
 * @param key PEM file with the broker's private key, PKCS 8, not encrypted, for its owner alone
 */
record DevCertificates(Path authority, Path certificate, Path key) {
    private static final String DAYS = "90"; // clients refuse longer ones, or will (CA/Browser Forum)
    private static final String PASSWORD = "BELAY_TLS_DEV"; // the variable that tells keytool

    /**
     * Makes them.
     *
     * @param hosts names and addresses that the certificate is made out to
     * @throws BadSettingException if there are such files already, or a host is none
     */
    static DevCertificates make(Path directory, List<String> hosts)
            throws IOException, InterruptedException, BadSettingException {
        DevCertificates made = new DevCertificates(
                directory.resolve("ca.pem"), directory.resolve("broker.pem"), directory.resolve("broker-key.pem"));
        for (Path file : List.of(made.authority, made.certificate, made.key)) {
            if (Files.exists(file))
                throw new BadSettingException(file + " is there already; delete it, or name another --dir");
        }
        for (String host : hosts) {
            if (!host.matches("[A-Za-z0-9._:*-]+"))
                throw new BadSettingException("expected a host name or address; found " + host);
        }
        Files.createDirectories(directory);
        Path scratch = Files.createTempDirectory(directory, "making");
        try {
            new Maker(scratch).make(made, hosts);
        } catch (GeneralSecurityException unexpected) {
            throw new IOException("cannot read what keytool made: " + unexpected.getMessage(), unexpected);
        } finally {
            for (Path each : Maker.files(scratch)) Files.deleteIfExists(each);
            Files.delete(scratch);
        }
        return made;
    }

    /** One run of it, in a directory that is gone afterwards. */
    private static final class Maker {
        private final Path scratch;
        private final String password = HexFormat.of().formatHex(drawn());

        Maker(Path scratch) {
            this.scratch = scratch;
        }

        private static byte[] drawn() {
            byte[] bytes = new byte[16];
            new SecureRandom().nextBytes(bytes);
            return bytes;
        }

        static List<Path> files(Path scratch) {
            return List.of(
                    scratch.resolve("ca.p12"),
                    scratch.resolve("broker.p12"),
                    scratch.resolve("request"),
                    scratch.resolve("signed"));
        }

        void make(DevCertificates made, List<String> hosts)
                throws IOException, InterruptedException, GeneralSecurityException {
            pair("ca", "CN=Belay trial authority", "bc:c=ca:true,pathlen:0", "ku:c=keyCertSign,cRLSign");
            pair("broker", "CN=" + hosts.get(0));
            keytool("broker", "-certreq", "-file", path("request"));
            keytool(
                    "ca",
                    "-gencert",
                    "-infile",
                    path("request"),
                    "-outfile",
                    path("signed"),
                    "-rfc",
                    "-validity",
                    DAYS,
                    "-ext",
                    "san=" + alternatives(hosts),
                    "-ext",
                    "ku:c=digitalSignature",
                    "-ext",
                    "eku=serverAuth");
            String authority =
                    pem("CERTIFICATE", store("ca").getCertificate("ca").getEncoded());
            String signed = Files.readString(scratch.resolve("signed"), StandardCharsets.US_ASCII);
            byte[] key =
                    store("broker").getKey("broker", password.toCharArray()).getEncoded();
            Files.writeString(made.authority(), authority);
            Files.writeString(made.certificate(), normal(signed) + authority);
            Files.createFile(made.key(), ownerOnly(made.key()));
            Files.writeString(made.key(), pem("PRIVATE KEY", key));
        }

        private static String normal(String pem) {
            return pem.replace("\r\n", "\n");
        }

        private static FileAttribute<?>[] ownerOnly(Path file) {
            boolean hasModes =
                    file.getFileSystem().supportedFileAttributeViews().contains("posix");
            return hasModes
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
        }

        private String path(String file) {
            return scratch.resolve(file).toString();
        }

        private void pair(String alias, String subject, String... extensions) throws IOException, InterruptedException {
            List<String> arguments = new ArrayList<>(List.of(
                    "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", DAYS, "-dname", subject));
            for (String each : extensions) Collections.addAll(arguments, "-ext", each);
            keytool(alias, arguments.toArray(String[]::new));
        }

        private static String alternatives(List<String> hosts) {
            return String.join(",", hosts.stream().map(Maker::alternative).toList());
        }

        private static String alternative(String host) {
            boolean isAddress = host.contains(":") || host.matches("[0-9.]+");
            return (isAddress ? "ip:" : "dns:") + host;
        }

        private void keytool(String alias, String... arguments) throws IOException, InterruptedException {
            Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            List<String> command = new ArrayList<>(List.of(tool.toString()));
            Collections.addAll(command, arguments);
            Collections.addAll(
                    command,
                    "-alias",
                    alias,
                    "-keystore",
                    path(alias + ".p12"),
                    "-storetype",
                    "PKCS12",
                    "-storepass:env",
                    PASSWORD);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put(PASSWORD, password);
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IOException("keytool failed: " + said.strip());
        }

        private KeyStore store(String alias) throws IOException, GeneralSecurityException {
            try (InputStream in = Files.newInputStream(scratch.resolve(alias + ".p12"))) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(in, password.toCharArray());
                return store;
            }
        }

        private static String pem(String what, byte[] der) {
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
        }
    }
}
