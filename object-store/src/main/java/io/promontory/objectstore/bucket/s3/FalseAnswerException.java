package io.promontory.objectstore.bucket.s3;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer is not what its head says, or what was asked for. */
final class FalseAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  FalseAnswerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
