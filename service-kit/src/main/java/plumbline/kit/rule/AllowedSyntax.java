package plumbline.kit.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of the language that a rule may use: comparisons of attributes with literals and with
 * each other, and logic. Nothing loops, and nothing makes a value that is longer than the text.
 */
final class AllowedSyntax {
  static final String ALLOWED =
      "allowed are attribute names, literals, lists of them, && || ! == != < <= > >= in, and"
          + " .contains(), .startsWith(), .endsWith()";

  private static final Set<String> OPERATORS =
      Set.of("_&&_", "_||_", "!_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in");
  private static final Set<String> METHODS = Set.of("contains", "startsWith", "endsWith");

  private final Positions positions;
  private final Set<String> attributes = new LinkedHashSet<>();

  private AllowedSyntax(Positions positions) {
    this.positions = positions;
  }

  /**
   * The names of the attributes that a rule asks for, as they come.
   *
   * @throws InvalidRuleException if it uses anything else of the language
   */
  static Set<String> attributes(CelAbstractSyntaxTree parsed, Positions positions)
      throws InvalidRuleException {
    var walk = new AllowedSyntax(positions);
    walk.visit(parsed.getExpr());
    return walk.attributes;
  }

  private void visit(CelExpr expression) throws InvalidRuleException {
    switch (expression.getKind()) {
      case CONSTANT -> {}
      case IDENT -> attributes.add(expression.ident().name());
      case LIST -> visitAll(expression.list().elements());
      case CALL -> visitCall(expression);
      case SELECT ->
          throw refused(
              expression, "an attribute has no part '" + expression.select().field() + "'");
      case NOT_SET, STRUCT, MAP, COMPREHENSION ->
          throw refused(expression, "a map or message has no place in a rule");
    }
  }

  private void visitCall(CelExpr expression) throws InvalidRuleException {
    var call = expression.call();
    var target = call.target();
    var allowed = target.isPresent() ? METHODS : OPERATORS;
    if (!allowed.contains(call.function())) {
      throw refused(expression, "'" + shown(call.function()) + "' has no place in a rule");
    }
    if (target.isPresent()) {
      visit(target.get());
    }
    visitAll(call.args());
  }

  private void visitAll(List<CelExpr> expressions) throws InvalidRuleException {
    for (var expression : expressions) {
      visit(expression);
    }
  }

  /** An operator as people write it: the language calls + {@code _+_}. */
  private static String shown(String function) {
    return Map.of("_?_:_", "? :", "_[_]", "[ ]")
        .getOrDefault(function, function.matches("\\w+") ? function : function.replace("_", ""));
  }

  private InvalidRuleException refused(CelExpr expression, String why) {
    return new InvalidRuleException(positions.of(expression.id()) + why + "; " + ALLOWED);
  }
}
