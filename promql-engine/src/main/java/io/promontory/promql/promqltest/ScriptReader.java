package io.promontory.promql.promqltest;

import io.promontory.promql.promqltest.Command.Clear;
import io.promontory.promql.promqltest.Command.Eval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a script into its statements. */
final class ScriptReader {
  private ScriptReader() {}

  /**
   * @throws ScriptException at the first line that is no part of the language; expressions are not
   *     looked at
   */
  static List<Command> read(String script) {
    ScriptLines lines = new ScriptLines(script);
    List<Command> commands = new ArrayList<>();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.isEmpty()) {
        continue;
      }
      String command = new Words(line).next().toLowerCase(Locale.ROOT);
      if (command.equals("clear")) {
        commands.add(new Clear(lines.number()));
      } else if (command.startsWith("load")) {
        commands.add(LoadReader.read(line, lines));
      } else if (command.startsWith("eval")) {
        commands.add(eval(line, lines));
      } else {
        throw lines.error("\"" + line + "\" is no command: load, eval or clear");
      }
    }
    return commands;
  }

  private static Eval eval(String line, ScriptLines lines) {
    Words words = new Words(line);
    String command = words.next();
    int number = lines.number();
    ExpectationReader expectations = new ExpectationReader(lines);
    expectations.mode(command.equals("eval") ? "" : command.substring("eval".length()));
    if (words.take("instant")) {
      if (!words.take("at")) {
        throw lines.error("eval instant needs: at TIME EXPRESSION");
      }
      long at = lines.duration(words.next());
      String expression = words.rest();
      return new Eval(number, expression, at, at, 0, expectations.read(true));
    }
    if (!words.take("range") || !words.take("from")) {
      throw lines.error("eval needs: instant at TIME, or range from START to END step STEP");
    }
    long start = lines.duration(words.next());
    long end = words.take("to") ? lines.duration(words.next()) : -1;
    long step = words.take("step") ? lines.duration(words.next()) : 0;
    if (end < start || step <= 0) {
      throw lines.error("eval range needs: from START to END step STEP, with START <= END");
    }
    String expression = words.rest();
    return new Eval(number, expression, start, end, step, expectations.read(false));
  }
}
