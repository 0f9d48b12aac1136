package io.belay.admin;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Words;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Copies the log while the broker goes on.
 *
 * <pre>
 *   GET    /api/backup    how far the last one is
 *   POST   /api/backup    begins one: {"to": "/srv/backups/monday", "bytesPerS": 33554432}
 *   DELETE /api/backup    ends it; what was written is removed
 * </pre>
 */
final class ApiBackup {
    /** How fast it copies if nothing is said: what others who use the disk do not notice. Bytes. */
    static final long BYTES_PER_S = 32 << 20;

    /** A slower one would look as if it hung. */
    static final long BYTES_PER_S_MIN = 64 << 10;

    static final int PATH_LENGTH_MAX = 4_096; // characters

    private final BackupSource source;

    ApiBackup(BackupSource source) {
        this.source = source;
    }

    List<ApiPage> pages() {
        return List.of(
                ApiPage.reading("/api/backup", Need.TO_RUN_IT, request -> answer(200, source.last())),
                ApiPage.post("/api/backup", Need.TO_RUN_IT, this::begin),
                ApiPage.delete("/api/backup", Need.TO_RUN_IT, this::cancel));
    }

    private Answer begin(ApiRequest request) throws BadSettingException {
        JsonFields said = request.fields(Set.of("to", "bytesPerS"));
        String to = path(said);
        long bytesPerS = said.number("bytesPerS", BYTES_PER_S, 0, Long.MAX_VALUE);
        boolean hangs = bytesPerS > 0 && bytesPerS < BYTES_PER_S_MIN;
        if (hangs) throw said.wrong("bytesPerS", "0, or " + BYTES_PER_S_MIN + " and more");
        return Answer.await(source.begin(to, bytesPerS), request.form(), backup -> {
            if (!backup.to().equals(to))
                return request.form().error(409, "a backup to " + Words.printable(backup.to()) + " is under way");
            if (backup.state() == BackupSource.State.FAILED)
                return request.form().error(409, backup.error());
            return answer(202, backup);
        });
    }

    private static String path(JsonFields said) throws BadSettingException {
        String to = said.name("to");
        String expected = "an absolute path of a directory, of at most " + PATH_LENGTH_MAX + " characters";
        try {
            boolean fits = to.length() <= PATH_LENGTH_MAX && Path.of(to).isAbsolute();
            if (fits) return Path.of(to).normalize().toString();
        } catch (InvalidPathException none) {
            throw said.wrong("to", expected);
        }
        throw said.wrong("to", expected);
    }

    private Answer cancel(ApiRequest request) {
        source.cancel();
        return answer(200, source.last());
    }

    private static Answer answer(int status, BackupSource.Backup backup) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", backup.state().name().toLowerCase(Locale.ROOT));
        json.put("to", backup.to());
        json.put("doneBytes", backup.doneBytes());
        json.put("allBytes", backup.allBytes());
        json.put("batch", backup.batch());
        if (backup.atMs() != 0) Times.put("at", backup.atMs(), json);
        if (!backup.error().isEmpty()) json.put("error", backup.error());
        return Answer.json(status, json);
    }
}
