package io.belay.admin;

import java.util.concurrent.CompletableFuture;

/** Backups that never begin. */
final class SampleBackups implements BackupSource {
    private static final Backup NONE = new Backup(State.NONE, "", 0, 0, 0, 0, "");

    @Override
    public CompletableFuture<Backup> begin(String to, long bytesPerS) {
        return CompletableFuture.completedFuture(new Backup(State.FAILED, to, 0, 0, 0, 0, "a sample"));
    }

    @Override
    public Backup last() {
        return NONE;
    }

    @Override
    public void cancel() {}
}
