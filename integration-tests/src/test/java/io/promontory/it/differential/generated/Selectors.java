package io.promontory.it.differential.generated;

import io.promontory.it.differential.generated.ExpressionGenerator.Kind;

/** Selectors with ranges and modifiers. */
final class Selectors {
  private final Dice dice;
  private final Vocabulary vocabulary;
  private final boolean whole;

  Selectors(Dice dice, Vocabulary vocabulary, boolean whole) {
    this.dice = dice;
    this.vocabulary = vocabulary;
    this.whole = whole;
  }

  /** A selector without range or modifiers. */
  String plain(Kind kind) {
    boolean natives = !vocabulary.nativeHistograms().isEmpty();
    return switch (kind) {
      case HISTOGRAMS ->
          dice.of(natives ? vocabulary.nativeHistograms() : vocabulary.classicBuckets());
      case FLOATS -> dice.of(dice.chance(0.5) ? vocabulary.counters() : vocabulary.gauges());
      case ANYTHING ->
          dice.of(natives && dice.chance(0.4) ? vocabulary.nativeHistograms() : vocabulary.all());
    };
  }

  String counter() {
    return dice.of(vocabulary.counters());
  }

  String classicBuckets() {
    return dice.of(vocabulary.classicBuckets());
  }

  String instant(Kind kind) {
    String smoothed = whole && dice.chance(0.03) ? " smoothed" : "";
    return plain(kind) + smoothed + modifiers();
  }

  String range(Kind kind) {
    return plain(kind) + window() + modifiers();
  }

  /** A range in brackets. */
  String window() {
    return "["
        + (whole && dice.chance(0.25)
            ? dice.of("90", "step() + 3m", "max_of(step(), 5m)")
            : dice.of("1m", "2m", "5m", "5m", "10m", "17m30s", "1h", "2h"))
        + "]";
  }

  String modifiers() {
    if (dice.chance(0.8)) {
      return "";
    }
    return whole && dice.chance(0.6)
        ? dice.of(
            " @ 1768010000",
            " @ 1768012345.678",
            " @ start()",
            " @ end()",
            " @ end() offset 10m",
            " offset (1m + 30s)")
        : dice.of(" offset 5m", " offset 1h", " offset -2m", " offset 137s");
  }

  String using(String name, ExpressionGenerator generator) {
    return switch (name) {
      case "@" -> plain(Kind.ANYTHING) + dice.of(" @ 1768010000", " @ start()", " @ end()");
      case "offset" -> plain(Kind.ANYTHING) + dice.of(" offset 7m", " offset -1m", " offset 1h");
      case "subquery" -> dice.of(Calls.OVER_TIME) + "(" + generator.subquery(Kind.ANYTHING) + ")";
      case "anchored" ->
          dice.of("changes", "delta", "increase", "rate", "resets")
              + "("
              + plain(dice.chance(0.8) ? Kind.FLOATS : Kind.HISTOGRAMS)
              + window()
              + " anchored"
              + modifiers()
              + ")";
      case "smoothed" ->
          dice.chance(0.3)
              ? plain(Kind.ANYTHING) + " smoothed" + modifiers()
              : dice.of("delta", "increase", "rate")
                  + "("
                  + plain(dice.chance(0.8) ? Kind.FLOATS : Kind.HISTOGRAMS)
                  + window()
                  + " smoothed"
                  + modifiers()
                  + ")";
      default -> throw new IllegalArgumentException("no modifier " + name);
    };
  }
}
