package io.promontory.series.chunk;

/**
 * Reads the start times that some encodings carry beside the samples: the distance from the start
 * to the sample for the first one, and from a given sample on the change of the distance from the
 * start to the sample before. In between the start stays what it is.
 */
final class StartTimeReader {
  private boolean firstKnown;
  private int changesFrom;
  private long start;
  private long distance;

  /** Begins a chunk with its header byte; 0 for encodings without start times. */
  void begin(int header) {
    firstKnown = (header & 0x80) != 0;
    changesFrom = header & 0x7f;
    start = 0;
    distance = 0;
  }

  /** Whether the samples from this index on carry bits. */
  boolean changesAt(int index) {
    return changesFrom > 0 && index >= changesFrom;
  }

  /** The start of the first sample, in ms; 0 where unknown. */
  long readFirst(BitReader in, long time) {
    if (firstKnown) {
      start = time - in.varint();
    }
    return start;
  }

  /** The start of a later sample, whose own bits have just been read, in ms. */
  long readNext(BitReader in, int index, long previousTime) {
    if (changesAt(index)) {
      long change = in.varbitInt();
      distance = index == changesFrom ? change : distance + change;
      start = previousTime - distance;
    }
    return start;
  }
}
