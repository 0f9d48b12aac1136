package io.belay.selector;

import io.belay.selector.Condition.AllOf;
import io.belay.selector.Condition.AnyOf;
import io.belay.selector.Condition.Compared;
import io.belay.selector.Condition.Constant;
import io.belay.selector.Condition.Flag;
import io.belay.selector.Condition.Like;
import io.belay.selector.Condition.Missing;
import io.belay.selector.Condition.Not;
import io.belay.selector.Condition.OneOf;
import io.belay.selector.Condition.Outside;
import io.belay.selector.Condition.Within;
import io.belay.selector.Operand.Chain;
import io.belay.selector.Operand.Field;
import io.belay.selector.Operand.Link;
import io.belay.selector.Operand.Literal;
import io.belay.selector.Operand.Signed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Understands one text, from the top down.
 *
 * <pre>
 *   either    = both { OR both }
 *   both      = negated { AND negated }
 *   negated   = { NOT } test
 *   test      = sum [ comparison sum | [NOT] BETWEEN sum AND sum | [NOT] IN ( strings ) | [NOT] LIKE pattern | IS [NOT] NULL ]
 *   sum       = product { (+|-) product }
 *   product   = signed { (*|/) signed }
 *   signed    = { +|- } primary
 *   primary   = literal | identifier | ( either )
 * </pre>
 *
 * <p>A parenthesis may hold a condition or a value, so a rule gives a {@link Node}, and whoever needs the one or the other says so.
 * Only parentheses recurse; all else is a loop.
 */
final class Parser {
    private static final Fields NO_FIELDS = name -> null;
    private static final String HEADERS =
            "JMSDeliveryMode, JMSPriority, JMSMessageID, JMSTimestamp, JMSCorrelationID or JMSType";
    private static final List<String> HEADER_NAMES = List.of(HEADERS.split(", | or "));

    private final Lexer lexer;
    private final SelectorLimits limits;
    private final Set<String> names = new LinkedHashSet<>();
    private Token token;
    private int depth;

    Parser(String text, SelectorLimits limits) {
        this.lexer = new Lexer(text);
        this.limits = limits;
        this.token = lexer.next();
    }

    /** The whole text as one condition. Once only. */
    Condition selector() {
        int start = token.position();
        Node whole = either();
        if (token.kind() != TokenKind.END) {
            throw token.insteadOf(whole instanceof Operand ? "an operator or the end" : "AND, OR or the end");
        }
        return condition(whole, start);
    }

    /** The identifiers met so far, in order of appearance. */
    List<String> names() {
        return List.copyOf(names);
    }

    private Node either() {
        int start = token.position();
        Node first = both();
        if (token.kind() != TokenKind.OR) return first;
        var parts = new ArrayList<>(List.of(condition(first, start)));
        while (take(TokenKind.OR)) {
            int next = token.position();
            parts.add(condition(both(), next));
        }
        return folded(new AnyOf(parts.toArray(Condition[]::new)), parts);
    }

    private Node both() {
        int start = token.position();
        Node first = negated();
        if (token.kind() != TokenKind.AND) return first;
        var parts = new ArrayList<>(List.of(condition(first, start)));
        while (take(TokenKind.AND)) {
            int next = token.position();
            parts.add(condition(negated(), next));
        }
        return folded(new AllOf(parts.toArray(Condition[]::new)), parts);
    }

    private Node negated() {
        if (token.kind() != TokenKind.NOT) return test();
        boolean negative = false;
        while (take(TokenKind.NOT)) negative = !negative;
        int start = token.position();
        Condition of = condition(test(), start);
        return negative ? not(of) : of;
    }

    private static Condition not(Condition of) {
        return folded(new Not(of), List.of(of));
    }

    private Node test() {
        int start = token.position();
        Node left = sum();
        Comparison comparison = Comparison.of(token.kind());
        if (comparison != null) return compared(operand(left, start), start, comparison);
        if (take(TokenKind.IS)) return missing(field(left, start));
        boolean negative = take(TokenKind.NOT);
        if (take(TokenKind.BETWEEN)) return between(number(left, start), negative);
        if (take(TokenKind.IN)) return negatedIf(negative, oneOf(field(left, start)));
        if (take(TokenKind.LIKE)) return negatedIf(negative, like(field(left, start)));
        if (negative) throw token.insteadOf("BETWEEN, IN or LIKE");
        return left;
    }

    private static Condition negatedIf(boolean negative, Condition of) {
        return negative ? not(of) : of;
    }

    private Condition compared(Operand left, int start, Comparison comparison) {
        token = lexer.next();
        int next = token.position();
        Operand right = operand(sum(), next);
        if (comparison.isOrder()) {
            number(left, start);
            number(right, next);
        }
        return folded(new Compared(left, comparison, right), List.of(left, right));
    }

    private Condition missing(Field field) {
        boolean negative = take(TokenKind.NOT);
        expect(TokenKind.NULL);
        return negatedIf(negative, new Missing(field));
    }

    private Condition between(Operand of, boolean negative) {
        Operand low = bound();
        expect(TokenKind.AND);
        Operand high = bound();
        Condition between = negative ? new Outside(of, low, high) : new Within(of, low, high);
        return folded(between, List.of(of, low, high));
    }

    private Operand bound() {
        int start = token.position();
        return number(sum(), start);
    }

    private Condition oneOf(Field field) {
        expect(TokenKind.OPEN);
        var strings = new ArrayList<String>();
        do {
            strings.add(expect(TokenKind.STRING).text());
        } while (take(TokenKind.COMMA));
        if (token.kind() != TokenKind.CLOSE) throw token.insteadOf(", or )");
        token = lexer.next();
        return new OneOf(field, strings.stream().sorted().toArray(String[]::new));
    }

    private Condition like(Field field) {
        Token pattern = expect(TokenKind.STRING);
        int escape = take(TokenKind.ESCAPE) ? escape() : -1;
        return new Like(field, new LikePattern(pattern, escape, limits.gappedPartMax()));
    }

    private int escape() {
        Token string = expect(TokenKind.STRING);
        String text = string.text();
        if (text.codePointCount(0, text.length()) != 1) throw string.insteadOf("a string of one character");
        return text.codePointAt(0);
    }

    private Node sum() {
        return chain(false);
    }

    private Node product() {
        return chain(true);
    }

    private Node chain(boolean product) {
        int start = token.position();
        Node first = product ? signed() : product();
        Arithmetic operator = Arithmetic.of(token.kind());
        if (operator == null || operator.isProduct() != product) return first;
        Operand left = number(first, start);
        var links = new ArrayList<Link>();
        while (operator != null && operator.isProduct() == product) {
            token = lexer.next();
            int next = token.position();
            Link link = new Link(operator, number(product ? signed() : product(), next));
            if (left instanceof Literal && link.of() instanceof Literal && links.isEmpty()) {
                left = new Literal(new Chain(left, List.of(link)).value(NO_FIELDS));
            } else {
                links.add(link);
            }
            operator = Arithmetic.of(token.kind());
        }
        return links.isEmpty() ? left : new Chain(left, List.copyOf(links));
    }

    private Node signed() {
        boolean signed = false;
        boolean negative = false;
        boolean minus = false; // the last sign, which may belong to a literal
        while (token.kind() == TokenKind.PLUS || token.kind() == TokenKind.MINUS) {
            signed = true;
            minus = token.kind() == TokenKind.MINUS;
            negative ^= minus;
            token = lexer.next();
        }
        int start = token.position();
        if (!signed) return primary();
        if (token.kind() == TokenKind.EXACT) return signed(negative ^ minus, exact(minus));
        return signed(negative, number(primary(), start));
    }

    private static Operand signed(boolean negative, Operand of) {
        Signed signed = new Signed(negative, of);
        return of instanceof Literal ? new Literal(signed.value(NO_FIELDS)) : signed;
    }

    private Node primary() {
        switch (token.kind()) {
            case OPEN:
                return parenthesis();
            case IDENTIFIER:
                return identifier();
            case STRING:
                return literal(token.text());
            case EXACT:
                return exact(false);
            case APPROXIMATE:
                return literal(Literals.approximate(token));
            case TRUE:
                return literal(Boolean.TRUE);
            case FALSE:
                return literal(Boolean.FALSE);
            default:
                throw token.insteadOf("an identifier, a literal or (");
        }
    }

    private Node parenthesis() {
        if (depth == limits.depthMax()) throw token.insteadOf("at most " + limits.depthMax() + " open parentheses");
        depth++;
        token = lexer.next();
        Node inner = either();
        expect(TokenKind.CLOSE);
        depth--;
        return inner;
    }

    private Operand identifier() {
        String name = token.text();
        boolean named = !name.startsWith("JMS") || name.startsWith("JMSX") || name.startsWith("JMS_");
        if (!named && !HEADER_NAMES.contains(name)) throw token.insteadOf(HEADERS);
        names.add(name);
        token = lexer.next();
        return new Field(name);
    }

    private Literal exact(boolean negative) {
        return literal(Literals.exact(token, negative));
    }

    private Literal literal(Object value) {
        token = lexer.next();
        return new Literal(value);
    }

    private boolean take(TokenKind kind) {
        if (token.kind() != kind) return false;
        token = lexer.next();
        return true;
    }

    private Token expect(TokenKind kind) {
        Token found = token;
        if (!take(kind)) throw found.insteadOf(kind.spelling);
        return found;
    }

    private static Condition condition(Node node, int start) {
        if (node instanceof Condition condition) return condition;
        if (node instanceof Field field) return new Flag(field);
        if (node instanceof Literal literal && literal.value() instanceof Boolean value) {
            return new Constant(Truth.of(value));
        }
        throw new SelectorException(start, "a condition", "a value");
    }

    private static Operand operand(Node node, int start) {
        if (node instanceof Operand operand) return operand;
        throw new SelectorException(start, "a value", "a condition");
    }

    private static Operand number(Node node, int start) {
        Operand operand = operand(node, start);
        if (operand instanceof Literal literal) {
            if (literal.value() instanceof String) throw new SelectorException(start, "a number", "a string");
            if (literal.value() instanceof Boolean) throw new SelectorException(start, "a number", "a boolean");
        }
        return operand;
    }

    private static Field field(Node node, int start) {
        if (node instanceof Field field) return field;
        throw new SelectorException(start, "an identifier", node instanceof Condition ? "a condition" : "a value");
    }

    /** The same, decided now if nothing in it depends on a message. */
    private static Condition folded(Condition condition, List<? extends Node> parts) {
        boolean constant = parts.stream().allMatch(part -> part instanceof Literal || part instanceof Constant);
        return constant ? new Constant(condition.truth(NO_FIELDS)) : condition;
    }
}
