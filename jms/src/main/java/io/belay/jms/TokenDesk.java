package io.belay.jms;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks a {@link TokenSource} for a connection, on a thread for each question. While one is not answered, all who ask wait for it: a source
 * that hangs costs one thread.
 */
final class TokenDesk {
    private final TokenSource source;
    private @Nullable CompletableFuture<String> asked; // guarded by this; the last

    TokenDesk(TokenSource source) {
        this.source = source;
    }

    /** A token, or why there is none. Any thread. */
    synchronized CompletableFuture<String> ask() {
        CompletableFuture<String> last = asked;
        if (last != null && !last.isDone()) return last;
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked = answer;
        Thread thread = new Thread(() -> fetch(answer), "belay-token");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    /** Outermost: whatever a source throws, there is no token. */
    private void fetch(CompletableFuture<String> answer) {
        try {
            answer.complete(checked(source.token()));
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }

    private static String checked(@Nullable String token) {
        if (token == null || token.isEmpty()) throw new IllegalStateException("it is empty");
        boolean isPlain = token.chars().allMatch(each -> each > ' ' && each < 0x7F);
        if (!isPlain) throw new IllegalStateException("it holds what no token does, such as white space");
        return token;
    }
}
