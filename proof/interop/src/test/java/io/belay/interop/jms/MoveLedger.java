package io.belay.interop.jms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges transactions that moved messages: each took some numbers from one queue and sent each of them to another queue
 * and to a topic. Any thread may write; it is judged when all have ended.
 */
final class MoveLedger {
    /** How a transaction ended for its client. */
    enum End {
        COMMITTED,
        ROLLED_BACK,
        /** The broker died before it answered the commit. */
        UNKNOWN
    }

    /** What was found under one name after the restart. */
    record Found(List<Integer> left, List<Move> moved, List<Move> announced) {}

    /** A number that a transaction has sent on. */
    record Move(String transaction, int number) {}

    private record Transaction(Set<Integer> numbers, End end) {}

    private final Map<String, Transaction> transactions = new LinkedHashMap<>();

    synchronized void ended(String transaction, List<Integer> numbers, End end) {
        transactions.put(transaction, new Transaction(new LinkedHashSet<>(numbers), end));
    }

    synchronized long count(End end) {
        return transactions.values().stream().filter(one -> one.end() == end).count();
    }

    /** Everything that is wrong, one sentence each; numbers from 0 to {@code count - 1} had been there to be moved. */
    synchronized List<String> judge(int count, Found found) {
        List<String> wrong = new ArrayList<>();
        judgeNumbers(count, found, wrong);
        for (String unheard : names(found)) {
            if (!transactions.containsKey(unheard)) wrong.add(unheard + " was never committed, and is there");
        }
        transactions.forEach((name, transaction) -> judge(name, transaction, found, wrong));
        return wrong;
    }

    private static void judgeNumbers(int count, Found found, List<String> wrong) {
        int[] seen = new int[count];
        found.left().forEach(number -> seen[number]++);
        found.moved().forEach(move -> seen[move.number()]++);
        for (int number = 0; number < count; number++) {
            if (seen[number] == 0) wrong.add(number + " is lost");
            if (seen[number] > 1) wrong.add(number + " is there " + seen[number] + " times");
        }
    }

    private static void judge(String name, Transaction transaction, Found found, List<String> wrong) {
        List<Integer> moved = numbers(name, found.moved());
        List<Integer> announced = numbers(name, found.announced());
        if (moved.isEmpty() && announced.isEmpty()) {
            if (transaction.end() == End.COMMITTED) wrong.add(name + " was committed, and is not there");
            return;
        }
        if (transaction.end() == End.ROLLED_BACK) wrong.add(name + " was rolled back, and is there");
        if (!isWhole(moved, transaction)) wrong.add(name + " of " + transaction.numbers() + " moved only " + moved);
        if (!isWhole(announced, transaction))
            wrong.add(name + " of " + transaction.numbers() + " announced only " + announced);
    }

    private static boolean isWhole(List<Integer> numbers, Transaction transaction) {
        return numbers.size() == transaction.numbers().size()
                && transaction.numbers().containsAll(numbers);
    }

    private static List<Integer> numbers(String transaction, List<Move> moves) {
        return moves.stream()
                .filter(move -> move.transaction().equals(transaction))
                .map(Move::number)
                .toList();
    }

    private static Set<String> names(Found found) {
        Set<String> names = new LinkedHashSet<>();
        found.moved().forEach(move -> names.add(move.transaction()));
        found.announced().forEach(move -> names.add(move.transaction()));
        return names;
    }
}
