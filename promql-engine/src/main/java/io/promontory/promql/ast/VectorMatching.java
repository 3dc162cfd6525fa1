package io.promontory.promql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the elements of two vectors are paired.
 *
 * @param labels the labels of {@code on} or {@code ignoring}, in order of writing
 * @param on true for {@code on}
 * @param include the labels of {@code group_left} or {@code group_right}
 * @param fillLeft value of an element missing on the left, or null
 * @param fillRight value of an element missing on the right, or null
 */
public record VectorMatching(
    Cardinality cardinality,
    List<String> labels,
    boolean on,
    List<String> include,
    @Nullable Double fillLeft,
    @Nullable Double fillRight) {
  public VectorMatching {
    labels = List.copyOf(labels);
    include = List.copyOf(include);
  }

  /**
   * How many elements of one side pair with how many of the other; {@link #text} is the API's word.
   */
  public enum Cardinality {
    ONE_TO_ONE("one-to-one"),
    MANY_TO_ONE("many-to-one"),
    ONE_TO_MANY("one-to-many"),
    MANY_TO_MANY("many-to-many");

    private final String text;

    Cardinality(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
