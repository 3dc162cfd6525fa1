package io.promontory.frontend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.promql.parse.PromQlParser;
import java.io.IOException;

/** An expression on the command line: its text, or {@code -} for what the input holds. */
final class ExpressionArgument {
  private ExpressionArgument() {}

  /** From the input as much as the parser takes, and a byte more to be refused for. */
  static String text(String argument) throws CommandException {
    if (!argument.equals("-")) {
      return argument;
    }
    try {
      return new String(System.in.readNBytes(PromQlParser.MAX_BYTES + 1), UTF_8);
    } catch (IOException e) {
      throw new CommandException("cannot read the input: " + e.getMessage(), e);
    }
  }
}
