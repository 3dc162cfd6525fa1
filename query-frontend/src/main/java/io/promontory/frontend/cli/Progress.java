package io.promontory.frontend.cli;

import java.io.Console;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A bar on standard error that shows how long work goes on; none where nobody looks, which is where
 * input or output is no terminal. One task at a time.
 */
final class Progress implements AutoCloseable {
  private static final int COLUMNS = 100;
  private static final long MIB = 1 << 20;

  private final @Nullable PrintStream terminal;
  private @Nullable ProgressBar bar;
  private String task = "";

  private Progress(@Nullable PrintStream terminal) {
    this.terminal = terminal;
  }

  /** On standard error, if this process talks to a terminal. */
  static Progress ofThisProcess() {
    Console console = System.console();
    return new Progress(console != null && console.isTerminal() ? System.err : null);
  }

  /** On any stream. */
  static Progress on(PrintStream out) {
    return new Progress(out);
  }

  /**
   * So many bytes of a task are done.
   *
   * @param total -1 where unknown
   */
  void bytes(String name, long done, long total) {
    step(name, done, total, " MiB", MIB);
  }

  /**
   * So much of a task is done.
   *
   * @param total -1 where unknown
   */
  void count(String name, long done, long total) {
    step(name, done, total, "", 1);
  }

  private void step(String name, long done, long total, String unit, long unitSize) {
    PrintStream out = terminal;
    if (out == null) {
      return;
    }
    ProgressBar current = bar;
    if (current == null || !task.equals(name)) {
      close();
      current =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(total)
              .setUnit(unit, unitSize)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(out, COLUMNS))
              .clearDisplayOnFinish()
              .build();
      bar = current;
      task = name;
    }
    current.maxHint(total);
    current.stepTo(done);
  }

  /** Ends the task and takes its bar away, so that other lines can be written. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
