package io.promontory.it.bench;

import io.promontory.it.differential.Answers;
import io.promontory.it.fixture.ApiClient.Answer;
import org.jspecify.annotations.Nullable;

/** A benchmark counts only where the answers are equal and not empty. */
public final class EqualAnswers {
  private EqualAnswers() {}

  /** The first difference in words, or null where there is none. */
  public static @Nullable String difference(Answer peer, Answer own) {
    return Answers.isEmpty(peer)
        ? "the peer's answer is empty"
        : Answers.difference(peer, own, false);
  }
}
