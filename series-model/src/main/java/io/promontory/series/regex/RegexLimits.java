package io.promontory.series.regex;

import io.promontory.series.regex.RegexNode.Capture;
import io.promontory.series.regex.RegexNode.Choice;
import io.promontory.series.regex.RegexNode.Repeat;
import io.promontory.series.regex.RegexNode.Sequence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Go's limits on how large an expression may become. */
final class RegexLimits {
  static final int MAX_HEIGHT = 1000;

  /** Instructions of 40 bytes in 128 MiB. */
  private static final long MAX_SIZE = (128 << 20) / 40;

  /** Numbers that bound the ranges of all classes: what can be written for RE2/J; Go takes more. */
  static final int MAX_BOUNDS = 2 * RegexText.MOST_CHARS;

  private record Task(RegexNode node, int depth, int count) {}

  private RegexLimits() {}

  /** Nested counts may multiply to 1000 at most. */
  static boolean countsFit(Repeat repeat) {
    Deque<Task> tasks = new ArrayDeque<>();
    tasks.push(new Task(repeat, 1, RegexCounts.MOST));
    while (!tasks.isEmpty()) {
      Task task = tasks.pop();
      int left = task.count;
      if (task.node instanceof Repeat counted) {
        if (counted.max() == 0) {
          continue;
        }
        int factor = counted.max() < 0 ? counted.min() : counted.max();
        if (factor > left) {
          return false;
        }
        left = factor > 0 ? left / factor : left;
      }
      for (RegexNode part : parts(task.node)) {
        tasks.push(new Task(part, task.depth + 1, left));
      }
    }
    return true;
  }

  /**
   * @throws RegexSyntaxException if the tree is too high or too large
   */
  static void check(RegexNode tree, RegexSource source) {
    Deque<Task> tasks = new ArrayDeque<>();
    tasks.push(new Task(tree, 1, 1));
    long size = 0;
    while (!tasks.isEmpty()) {
      Task task = tasks.pop();
      if (task.depth > MAX_HEIGHT) {
        throw source.error("expression nests too deeply", 0);
      }
      size += task.count;
      if (size > MAX_SIZE) {
        throw source.error("expression too large", 0);
      }
      int times =
          task.node instanceof Repeat repeat
              ? Math.max(1, Math.max(repeat.min(), repeat.max()))
              : 1;
      for (RegexNode part : parts(task.node)) {
        tasks.push(new Task(part, task.depth + 1, task.count * times));
      }
    }
  }

  private static List<RegexNode> parts(RegexNode node) {
    return switch (node) {
      case Capture capture -> List.of(capture.sub());
      case Repeat repeat -> List.of(repeat.sub());
      case Sequence sequence -> sequence.parts();
      case Choice choice -> choice.options();
      default -> List.of();
    };
  }
}
