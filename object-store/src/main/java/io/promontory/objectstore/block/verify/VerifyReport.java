package io.promontory.objectstore.block.verify;

import io.promontory.objectstore.block.Ulid;
import java.util.List;

/**
 * What the check of a block found.
 *
 * @param findings the first of them
 * @param found how many there are in all
 * @param series that could be read
 * @param chunks that could be read
 * @param samples in those chunks; of a downsampled block its windows
 */
public record VerifyReport(
    Ulid block, List<Finding> findings, long found, long series, long chunks, long samples) {
  public VerifyReport {
    findings = List.copyOf(findings);
  }

  /** Whether the block keeps all its promises. */
  public boolean isWhole() {
    return found == 0;
  }
}
