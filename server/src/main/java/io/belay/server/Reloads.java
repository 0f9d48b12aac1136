package io.belay.server;

import io.belay.admin.ReloadSource;
import io.belay.base.Many;
import io.belay.config.ConfigException;
import io.belay.config.Key;
import io.belay.config.Settings;
import io.belay.config.Sources;
import io.belay.config.Watch;
import io.belay.server.settings.Inputs;
import io.belay.server.users.Users;
import io.belay.server.users.UsersFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each second, and when it is asked to, whether the settings, the users or the certificates have changed, and tells those who use them.
 * What is bad is refused and told in the log; what held before holds on.
 */
final class Reloads implements ReloadSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
    static final int LOOK_EVERY_MS = 1_000;

    /** Whoever uses what can change. On the thread of the reloads. */
    interface Taker {
        /** The settings are others, if only in keys that a running broker can take. */
        void take(Settings settings);

        /** The users are others. */
        void take(Users users);

        /** The certificates of its ports, which take themselves what has changed; null if there are none. */
        @Nullable
        CertificateWatch certificates();
    }

    private final Inputs inputs;
    private final Settings atStart;
    private final UsersFile usersFile;
    private final Taker taker;
    private final @Nullable Watch settingsWatch; // null if there is no file
    private final Watch usersWatch;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "belay-reload");
        made.setDaemon(true);
        return made;
    });
    private Settings taken;
    private String lastFailure = ""; // so that what fails each second is told once
    private String lastUnfit = ""; // likewise

    private Reloads(Inputs inputs, byte @Nullable [] content, Settings settings, UsersAtStart users, Taker taker) {
        this.inputs = inputs;
        this.atStart = settings;
        this.taken = settings;
        this.usersFile = users.file();
        this.taker = taker;
        settingsWatch = inputs.file() == null ? null : new Watch(inputs.file(), Sources.FILE_LENGTH_MAX, content);
        usersWatch = new Watch(users.file().path(), UsersFile.LENGTH_MAX, users.content());
    }

    /**
     * Begins to look.
     *
     * @param content of the file that {@code settings} were made from
     * @param users that {@code taker} has already
     * @param lookEveryMs 1 and up
     */
    static Reloads start(
            Inputs inputs,
            byte @Nullable [] content,
            Settings settings,
            UsersAtStart users,
            Taker taker,
            long lookEveryMs) {
        Reloads reloads = new Reloads(inputs, content, settings, users, taker);
        reloads.thread.scheduleWithFixedDelay(
                () -> reloads.look(false), lookEveryMs, lookEveryMs, TimeUnit.MILLISECONDS);
        return reloads;
    }

    @Override
    public CompletableFuture<Reloaded> reload() {
        return CompletableFuture.supplyAsync(() -> look(true), thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** @param isAsked somebody wants to hear how things stand, whether or not they have changed */
    private Reloaded look(boolean isAsked) {
        Reloading round = new Reloading();
        try {
            long nowMs = System.currentTimeMillis();
            if (settingsWatch != null && (settingsWatch.hasChanged(nowMs) || isAsked))
                settings(settingsWatch.content(), round);
            boolean hasUsers = usersWatch.content() != null;
            if (usersWatch.hasChanged(nowMs) || isAsked && hasUsers) users(usersWatch.content(), round);
            certificates(nowMs, isAsked, round);
            lastFailure = "";
        } catch (IOException | RuntimeException failed) { // or nobody would ever look again
            round.fail(failed.toString());
        }
        return round.done();
    }

    private void settings(byte @Nullable [] content, Reloading round) {
        String file = String.valueOf(inputs.file());
        if (content == null) {
            round.refuse(file + " is gone; what it said holds on");
            return;
        }
        try {
            Settings settings = inputs.settings(content);
            List<Key<?>> changed =
                    settings.changedSince(taken).stream().filter(Key::reloads).toList();
            List<Key<?>> waiting = settings.changedSince(atStart).stream()
                    .filter(key -> !key.reloads())
                    .toList();
            taken = settings;
            if (!changed.isEmpty()) taker.take(settings);
            for (Key<?> key : changed) round.say(key.name() + " is now " + settings.written(key));
            for (Key<?> key : waiting) round.say(key.name() + " waits for the next start");
            if (changed.isEmpty() && waiting.isEmpty()) round.say(file + " was read again; nothing has another value");
        } catch (ConfigException wrong) {
            round.refuse(file + " is refused, and what held before holds on:\n" + wrong.getMessage());
        }
    }

    private void users(byte @Nullable [] content, Reloading round) {
        String file = usersFile.path().toString();
        if (content == null) {
            round.refuse(file + " is gone; the users that it named stay");
            return;
        }
        try {
            Users users = UsersFile.parse(file, content);
            taker.take(users);
            round.say(file + " was read again: " + Many.of(users.all().size(), "user"));
        } catch (ConfigException wrong) {
            round.refuse(file + " is refused, and the users stay as they were:\n" + wrong.getMessage());
        }
    }

    private void certificates(long nowMs, boolean isAsked, Reloading round) {
        CertificateWatch certificates = taker.certificates();
        try {
            boolean isRead = certificates != null && certificates.look(nowMs, isAsked);
            if (isRead) round.say("the certificates were read again");
            if (isRead) lastUnfit = "";
        } catch (IOException unfit) {
            String why = unfit.getMessage() + "; the certificates of before stay";
            if (isAsked || !why.equals(lastUnfit)) round.refuse(why);
            lastUnfit = why;
        }
    }

    /** What one look has brought. */
    private final class Reloading {
        private final List<String> lines = new ArrayList<>();
        private boolean isTaken = true;

        void say(String line) {
            LOG.info(line);
            lines.add(line);
        }

        void refuse(String line) {
            LOG.warn(line);
            lines.add(line);
            isTaken = false;
        }

        void fail(String why) {
            lines.add(why);
            isTaken = false;
            if (!why.equals(lastFailure)) LOG.warn("cannot look whether the settings have changed: {}", why);
            lastFailure = why;
        }

        Reloaded done() {
            return new Reloaded(isTaken, lines);
        }
    }
}
