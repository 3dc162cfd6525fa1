package io.promontory.promql.promqltest;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.promqltest.Command.Clear;
import io.promontory.promql.promqltest.Command.Eval;
import io.promontory.promql.promqltest.Command.Load;
import io.promontory.promql.promqltest.Report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs scripts; each starts with an empty store of its own. */
public final class PromQlTest {
  /** The parts of the language that scripts may use. */
  public static final FeatureFlags FLAGS =
      new FeatureFlags(true, true, true, true, false, true, false);

  private final QueryRunner engine;

  public PromQlTest(QueryRunner engine) {
    this.engine = engine;
  }

  /**
   * Runs a script from a file.
   *
   * @throws IOException if the file cannot be read
   */
  public Report run(Path file) throws IOException {
    return run(file, Files.readString(file));
  }

  /** Runs a script; the file only names it in the report. */
  public Report run(Path file, String script) {
    List<Command> commands;
    try {
      commands = ScriptReader.read(script);
    } catch (ScriptException e) {
      return new Report(file, 0, 0, List.of(failure(e)), true);
    }
    int evals = (int) commands.stream().filter(Eval.class::isInstance).count();
    List<Failure> failures = new ArrayList<>();
    ScriptStore store = new ScriptStore();
    int passed = 0;
    boolean broken = false;
    try {
      for (Command command : commands) {
        switch (command) {
          case Clear _ -> store = new ScriptStore();
          case Load load -> store.load(load);
          case Eval eval -> {
            String reason = new EvalRunner(engine, store, eval).run();
            if (reason == null) {
              passed++;
            } else {
              failures.add(new Failure(eval.line(), eval.expression(), reason));
            }
          }
        }
      }
    } catch (ScriptException e) {
      failures.add(failure(e));
      broken = true;
    }
    return new Report(file, evals, passed, failures, broken);
  }

  private static Failure failure(ScriptException e) {
    return new Failure(e.line(), "", String.valueOf(e.getMessage()));
  }
}
