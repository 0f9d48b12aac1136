package io.belay.node;

import io.belay.access.Account;
import io.belay.access.TokenCheck;
import java.util.Arrays;
import java.util.List;

/** Takes tokens that say {@code eyJ.anna+till.60000}: the user, its roles, and for how many milliseconds they are good. */
final class TestTokens implements TokenCheck {
    static String token(String user, long remainsMs, String... roles) {
        return "eyJ." + user + "+" + String.join("+", roles) + "." + remainsMs;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Answer check(String token) {
        String[] parts = token.split("\\.", -1);
        boolean isGood = parts.length == 3 && parts[2].matches("[1-9][0-9]*");
        if (!isGood) return new Refused("its signature is wrong");
        List<String> words = Arrays.asList(parts[1].split("\\+"));
        Account account = new Account(words.get(0), null, null, "", List.of(), words.subList(1, words.size()));
        return new Granted(account, Long.parseLong(parts[2]));
    }
}
