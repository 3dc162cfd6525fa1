package io.promontory.rules.template;

import java.util.List;

/** Answers the queries of templates. */
@FunctionalInterface
public interface TemplateQuery {
  /**
   * The samples of an instant query, in the order of the answer; a scalar is one sample.
   *
   * @throws QueryFailedException if there is no answer
   */
  List<TemplateSample> query(String expression) throws QueryFailedException;

  /** A query without an answer; the message goes into the error of the template. */
  final class QueryFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public QueryFailedException(String message) {
      super(message);
    }
  }
}
