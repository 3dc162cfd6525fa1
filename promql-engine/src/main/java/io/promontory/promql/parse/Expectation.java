package io.promontory.promql.parse;

/**
 * What a construct says about an unexpected token inside it.
 *
 * @param context the construct, or empty
 * @param expected what would have been right, or empty
 */
record Expectation(String context, String expected) {
  static final Expectation NOTHING = new Expectation("", "");
  static final Expectation AGGREGATION = new Expectation("aggregation", "");
  static final Expectation OFFSET =
      new Expectation("offset", "number, duration, step(), or range()");
  static final Expectation TIMESTAMP = new Expectation("@", "timestamp");

  static final Expectation RANGE =
      new Expectation("subquery or range selector", "number, duration, step(), or range()");
  static final Expectation RANGE_END = new Expectation("subquery or range", "\":\" or \"]\"");
  static final Expectation STEP =
      new Expectation("subquery selector", "number, duration, step(), range(), or \"]\"");
  static final Expectation STEP_END = new Expectation("subquery selector", "\"]\"");

  static final Expectation GROUPING = new Expectation("grouping opts", "\"(\"");
  static final Expectation GROUPING_LABEL = new Expectation("grouping opts", "label");
  static final Expectation GROUPING_END = new Expectation("grouping opts", "\",\" or \")\"");

  static final Expectation MATCHER = new Expectation("label matching", "identifier or \"}\"");
  static final Expectation MATCHER_OPERATOR =
      new Expectation("label matching", "label matching operator");
  static final Expectation MATCHER_VALUE = new Expectation("label matching", "string");
  static final Expectation MATCHER_END = new Expectation("label matching", "\",\" or \"}\"");

  static final Expectation LABEL = new Expectation("label set", "identifier or \"}\"");
  static final Expectation LABEL_EQUALS = new Expectation("label set", "\"=\"");
  static final Expectation LABEL_VALUE = new Expectation("label set", "string");
  static final Expectation LABEL_END = new Expectation("label set", "\",\" or \"}\"");

  static final Expectation SERIES_VALUES = new Expectation("series values", "");
  static final Expectation SERIES_VALUE = new Expectation("series values", "number or \"stale\"");
  static final Expectation HISTOGRAM =
      new Expectation("histogram description", "histogram description key, e.g. buckets:[5 10 7]");

  String explain(Token unexpected) {
    return "unexpected "
        + unexpected.describe()
        + (context.isEmpty() ? "" : " in " + context)
        + (expected.isEmpty() ? "" : ", expected " + expected);
  }
}
