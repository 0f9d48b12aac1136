package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.admin.ReloadSource.Reloaded;
import io.belay.config.ConfigException;
import io.belay.config.Settings;
import io.belay.net.TlsFiles;
import io.belay.server.settings.BelaySchema;
import io.belay.server.settings.Inputs;
import io.belay.server.settings.Inputs.Said;
import io.belay.server.settings.LogLevel;
import io.belay.server.settings.PortKeys;
import io.belay.server.users.Passwords;
import io.belay.server.users.Users;
import io.belay.server.users.UsersFile;
import io.belay.testkit.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadsTest {
    private static final int PATIENCE_S = 60;
    private static final long NEVER_MS = 86_400_000;

    @TempDir
    private Path directory;

    private final List<Settings> settings = new CopyOnWriteArrayList<>();
    private final CountDownLatch isTold = new CountDownLatch(1);
    private final List<Users> users = new CopyOnWriteArrayList<>();
    private Path file;
    private UsersFile usersFile;
    private Reloads reloads;
    private volatile @Nullable CertificateWatch certificates;

    private final Reloads.Taker taker = new Reloads.Taker() {
        @Override
        public void take(Settings now) {
            settings.add(now);
            isTold.countDown();
        }

        @Override
        public void take(Users now) {
            users.add(now);
        }

        @Override
        public @Nullable CertificateWatch certificates() {
            return certificates;
        }
    };

    @BeforeEach
    void start() throws Exception {
        file = directory.resolve("belay.yaml");
        usersFile = new UsersFile(directory.resolve("users.yaml"));
        Files.writeString(file, "logging: {level: warn}");
        reloads = begin(NEVER_MS);
    }

    private Reloads begin(long lookEveryMs) throws Exception {
        Said said = new Said("security.users-file", "--set", usersFile.path().toString());
        Inputs inputs = new Inputs(file, Map.of(), List.of(said, new Said("amqp.port", "--amqp", "0")));
        byte[] content = inputs.content();
        Settings atStart = inputs.settings(content);
        return Reloads.start(inputs, content, atStart, new UsersAtStart(usersFile, null, null), taker, lookEveryMs);
    }

    @AfterEach
    void stop() {
        reloads.close();
    }

    private Reloaded reload() throws Exception {
        return reloads.reload().get(PATIENCE_S, TimeUnit.SECONDS);
    }

    @Test
    void what_has_not_changed_is_not_told_to_those_who_use_it() throws Exception {
        assertThat(reload())
                .isEqualTo(new Reloaded(true, List.of(file + " was read again; nothing has another value")));
        assertThat(settings).isEmpty();
        assertThat(users).isEmpty();
    }

    @Test
    void a_running_broker_takes_what_it_can_take() throws Exception {
        Files.writeString(file, "logging: {level: debug}\nwebsocket: {origins: ['http://a']}");

        assertThat(reload().lines()).containsExactly("websocket.origins is now http://a", "logging.level is now debug");
        assertThat(settings).hasSize(1);
        assertThat(settings.get(0).value(BelaySchema.LOG_LEVEL)).isEqualTo(LogLevel.DEBUG);
        assertThat(settings.get(0).value(PortKeys.ORIGINS)).containsExactly("http://a");
    }

    @Test
    void what_waits_for_the_next_start_is_not_told_to_it() throws Exception {
        Files.writeString(file, "logging: {level: warn}\nmqtt: {port: 7}");

        assertThat(reload().lines()).containsExactly("mqtt.port waits for the next start");
        assertThat(settings).isEmpty();
    }

    @Test
    void a_flag_counts_more_than_a_file_that_changes() throws Exception {
        Files.writeString(file, "logging: {level: error}\namqp: {port: 7}");
        reload();

        assertThat(settings.get(0).value(PortKeys.AMQP)).isZero();
    }

    @Test
    void a_bad_file_is_refused_and_what_held_holds_on_until_it_is_mended() throws Exception {
        Files.writeString(file, "logging: {level: loud}\nmqqt: 1");
        Reloaded refused = reload();
        assertThat(settings).isEmpty();
        assertThat(refused.isTaken()).isFalse();
        assertThat(refused.lines())
                .singleElement()
                .asString()
                .contains("what held before holds on", "belay.yaml:1:18: logging.level: expected one of", "mqqt");

        Files.writeString(file, "logging: {level: trace}");
        reload();
        assertThat(settings)
                .extracting(each -> each.value(BelaySchema.LOG_LEVEL))
                .containsExactly(LogLevel.TRACE);
    }

    @Test
    void a_file_that_is_gone_changes_nothing() throws Exception {
        Files.delete(file);

        assertThat(reload().isTaken()).isFalse();
        assertThat(settings).isEmpty();
    }

    @Test
    void users_are_taken_when_they_change_and_stay_when_their_file_is_bad_or_gone() throws Exception {
        usersFile.<RuntimeException>change(before -> before.with(Passwords.scram("ann", List.of(), "x", 4_096)));
        reload();
        assertThat(users).hasSize(1);
        assertThat(users.get(0).find("ann")).isNotNull();

        Files.writeString(usersFile.path(), "users: [");
        reload();
        Files.delete(usersFile.path());
        reload();
        assertThat(users).hasSize(1);
    }

    @Test
    void it_looks_without_being_asked() throws Exception {
        reloads.close();
        reloads = begin(20);
        Files.writeString(file, "logging: {level: debug}");

        assertThat(isTold.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void the_usual_file_of_users_need_not_be_there_also_where_the_example_names_it() throws Exception {
        Settings usual = new Inputs(null, Map.of("BELAY_SECURITY_USERS_FILE", "users.yaml"), List.of()).settings(null);

        assertThat(UsersAtStart.of(usual).users()).isNull();
    }

    @Test
    void a_file_of_users_that_somebody_named_must_be_there() throws Exception {
        Settings named =
                new Inputs(null, Map.of("BELAY_SECURITY_USERS_FILE", "nowhere.yaml"), List.of()).settings(null);

        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                        ConfigException.class, () -> UsersAtStart.of(named)))
                .hasMessageContaining("environment BELAY_SECURITY_USERS_FILE: security.users-file: expected a file");
    }

    // Certificates

    private void put(TestCertificate from, boolean isWithKey) throws Exception {
        Path made = Files.createDirectories(directory.resolve(from.name()));
        Files.copy(from.certificate(made), directory.resolve("broker.pem"), StandardCopyOption.REPLACE_EXISTING);
        if (!isWithKey) return;
        Files.copy(from.key(made), directory.resolve("broker-key.pem"), StandardCopyOption.REPLACE_EXISTING);
    }

    private CertificateWatch certificates() throws Exception {
        TlsFiles.Pair pair = new TlsFiles.Pair(directory.resolve("broker.pem"), directory.resolve("broker-key.pem"));
        return CertificateWatch.of(new TlsFiles(List.of(pair), null));
    }

    @Test
    void certificates_are_read_again_when_they_have_changed_and_only_then() throws Exception {
        put(TestCertificate.LOCALHOST, true);
        CertificateWatch watch = certificates();
        assertThat(watch.look(System.currentTimeMillis(), false)).isFalse();

        put(TestCertificate.ELSEWHERE, true);

        assertThat(watch.look(System.currentTimeMillis(), false)).isTrue();
        assertThat(watch.look(System.currentTimeMillis(), false)).isFalse();
        assertThat(watch.look(System.currentTimeMillis(), true)).isTrue();
    }

    @Test
    void a_certificate_without_its_key_is_told_and_the_one_of_before_stays() throws Exception {
        put(TestCertificate.LOCALHOST, true);
        certificates = certificates();
        put(TestCertificate.ELSEWHERE, false);

        Reloaded bad = reloads.reload().get(PATIENCE_S, TimeUnit.SECONDS);
        put(TestCertificate.ELSEWHERE, true);
        Reloaded good = reloads.reload().get(PATIENCE_S, TimeUnit.SECONDS);

        assertThat(bad.isTaken()).isFalse();
        assertThat(String.join("", bad.lines()))
                .contains(
                        "cannot use certificate " + directory.resolve("broker.pem"), "the certificates of before stay");
        assertThat(good.isTaken()).isTrue();
        assertThat(good.lines()).contains("the certificates were read again");
    }
}
