package io.promontory.promql.ast;

/** A half-open range of byte offsets [start, end) in the UTF-8 text of a query. */
public record Span(int start, int end) {
  public static final Span NONE = new Span(0, 0);
}
