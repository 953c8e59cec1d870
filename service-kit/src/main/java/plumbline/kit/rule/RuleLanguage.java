package plumbline.kit.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Set;
import java.util.regex.Pattern;

/** The language's parser, type check and runtime, with the bounds that rules have. */
final class RuleLanguage {
  /** Longest text, in code points. */
  static final int MAX_LENGTH = 1_000;

  private static final int MAX_DEPTH = 32;
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(MAX_DEPTH)
          .maxParseErrorRecoveryLimit(4)
          // An attribute's number is a double; people compare it with 18.
          .enableHeterogeneousNumericComparisons(true)
          .build();

  // Without macros there is nothing that loops.
  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder().setOptions(OPTIONS).build();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

  private static final Pattern CANDIDATES = Pattern.compile(" \\(candidates: .*", Pattern.DOTALL);

  /** What Java says of a number that it cannot hold. */
  private static final Pattern OUT_OF_RANGE = Pattern.compile("^For input string: (\"[^\"]*\").*");

  private RuleLanguage() {}

  /** The rule with its types checked; throws {@link InvalidRuleException} if it is none. */
  static CelAbstractSyntaxTree check(String text) throws InvalidRuleException {
    var parsed = parse(text);
    var positions = positions(text, parsed);
    var checker = CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS);
    for (var attribute : AllowedSyntax.attributes(parsed, positions)) {
      checker.addVar(attribute, SimpleType.DYN);
    }
    var checked = require(checker.build().check(parsed));
    var type = checked.getResultType();
    // A bare attribute may turn out to be a bool.
    if (!type.equals(SimpleType.BOOL) && !type.equals(SimpleType.DYN)) {
      throw new InvalidRuleException(
          positions.of(parsed.getExpr().id()) + "must say yes or no, not give a " + type.name());
    }
    return checked;
  }

  /** What the rule asks for; throws {@link InvalidRuleException} if it cannot be read. */
  static Set<String> attributes(String text) throws InvalidRuleException {
    var parsed = parse(text);
    return AllowedSyntax.attributes(parsed, positions(text, parsed));
  }

  private static CelAbstractSyntaxTree parse(String text) throws InvalidRuleException {
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      throw new InvalidRuleException("must be at most 1,000 characters");
    }
    return require(PARSER.parse(text));
  }

  private static Positions positions(String text, CelAbstractSyntaxTree parsed) {
    return new Positions(text, parsed.getSource().getPositionsMap());
  }

  static CelRuntime.Program plan(CelAbstractSyntaxTree checked) throws InvalidRuleException {
    try {
      return RUNTIME.createProgram(checked);
    } catch (CelEvaluationException e) {
      throw new InvalidRuleException("is no rule: " + e.getMessage());
    }
  }

  private static CelAbstractSyntaxTree require(CelValidationResult result)
      throws InvalidRuleException {
    if (result.hasError()) {
      var first = result.getErrors().getFirst();
      var known = CANDIDATES.matcher(first.getMessage()).replaceAll("");
      var why = OUT_OF_RANGE.matcher(known).replaceFirst("$1 is out of the range of numbers");
      throw new InvalidRuleException(Positions.of(first) + why + "; " + AllowedSyntax.ALLOWED);
    }
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("no error, and no tree either", e);
    }
  }
}
