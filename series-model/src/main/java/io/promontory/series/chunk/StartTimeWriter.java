package io.promontory.series.chunk;

/** Writes what {@link StartTimeReader} reads, and the header byte that says where to look. */
final class StartTimeWriter {
  /** The header has seven bits for the first change; so there it has to be. */
  private static final int LAST_CHANGE = 0x7f;

  private final int headerAt;
  private boolean firstKnown;
  private int changesFrom;
  private long start;
  private long distance;

  /**
   * @param headerAt place of the header byte in the chunk
   */
  StartTimeWriter(int headerAt) {
    this.headerAt = headerAt;
  }

  void writeFirst(BitWriter out, long time, long startTime) {
    start = startTime;
    if (startTime != 0) {
      firstKnown = true;
      out.writeVarint(time - startTime);
      writeHeader(out);
    }
  }

  void writeNext(BitWriter out, int index, long previousTime, long startTime) {
    if (changesFrom > 0) {
      long now = previousTime - startTime;
      out.writeVarbitInt(now - distance);
      distance = now;
    } else if (startTime != start || index == LAST_CHANGE) {
      changesFrom = index;
      distance = previousTime - startTime;
      out.writeVarbitInt(distance);
      writeHeader(out);
    }
    start = startTime;
  }

  private void writeHeader(BitWriter out) {
    out.setByte(headerAt, (firstKnown ? 0x80 : 0) | changesFrom);
  }
}
