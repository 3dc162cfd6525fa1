package io.promontory.promql.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.promontory.promql.engine.QueryException;
import io.promontory.series.labels.Labels;
import io.promontory.series.regex.Regex;
import io.promontory.series.regex.RegexSyntaxException;
import io.promontory.series.regex.ReplacementTemplate;

/**
 * {@code label_replace}: where the whole value of a label matches, another label is set from a
 * template.
 */
public final class LabelReplace {
  private final String destination;
  private final String source;
  private final Pattern pattern;
  private final ReplacementTemplate template;

  /**
   * The arguments behind the vector, in order.
   *
   * @throws QueryException if the expression does not parse or the destination cannot be a label
   */
  public LabelReplace(String destination, String replacement, String source, String regex) {
    this.destination = destination;
    this.source = source;
    try {
      this.pattern = Regex.pattern("^(?s:" + regex + ")$");
    } catch (RegexSyntaxException e) {
      throw new QueryException(
          QueryException.Kind.EXECUTION,
          "invalid regular expression in label_replace(): " + regex,
          e);
    }
    LabelArguments.check(destination, "invalid destination label name in label_replace(): ");
    this.template = ReplacementTemplate.parse(replacement);
  }

  public String destination() {
    return destination;
  }

  /**
   * The labels after replacement; the same object where nothing matched.
   *
   * @throws QueryException if the value is too long
   */
  public Labels apply(Labels labels) {
    Matcher matcher = pattern.matcher(labels.getOrEmpty(source));
    if (!matcher.find()) {
      return labels;
    }
    String value = template.expand(matcher, LabelLength.MOST);
    if (value == null) {
      throw LabelLength.exceeded("label_replace", destination);
    }
    return labels.with(destination, value);
  }
}
