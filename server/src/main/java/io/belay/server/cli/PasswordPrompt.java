package io.belay.server.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Words;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gets a password from whoever sits there, or from a program that writes it. */
final class PasswordPrompt {
    /** The longest line that is read, bytes; passwords are shorter. */
    private static final int LINE_LENGTH_MAX = 64 << 10;

    private final InputStream in;
    private final @Nullable Console console;

    /** @param console null if nobody sits there */
    PasswordPrompt(InputStream in, @Nullable Console console) {
        this.in = in;
        this.console = console;
    }

    /** The first line of the input, without its end. */
    String firstLine() throws IOException, BadSettingException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
            line.write(each);
            if (line.size() > LINE_LENGTH_MAX)
                throw new BadSettingException("expected a password; found a very long line");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new BadSettingException("expected a password in UTF-8; found other bytes");
        }
    }

    /** Asks twice, unseen. */
    String askTwice(String user) throws BadSettingException {
        if (console == null)
            throw new BadSettingException(
                    "no terminal to ask for the password on; --password-stdin takes it from the input");
        char[] first = console.readPassword("Password of %s: ", Words.printable(user));
        char[] second = console.readPassword("Once more: ");
        if (first == null || second == null) throw new BadSettingException("no password was given");
        if (!Arrays.equals(first, second))
            throw new BadSettingException("the two passwords differ; nothing is changed");
        return new String(first);
    }
}
