package io.promontory.promql.ast;

/**
 * The types of PromQL expressions; {@link #text} is the API's word, {@link #documentedName} the one
 * in error messages.
 */
public enum ValueType {
  NONE("none", "none"),
  SCALAR("scalar", "scalar"),
  VECTOR("vector", "instant vector"),
  MATRIX("matrix", "range vector"),
  STRING("string", "string");

  private final String text;
  private final String documentedName;

  ValueType(String text, String documentedName) {
    this.text = text;
    this.documentedName = documentedName;
  }

  public String text() {
    return text;
  }

  public String documentedName() {
    return documentedName;
  }
}
