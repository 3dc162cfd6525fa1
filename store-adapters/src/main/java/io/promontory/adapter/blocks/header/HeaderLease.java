package io.promontory.adapter.blocks.header;

import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.series.labels.Labels;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The header of a block's index for as long as a query reads the block; closed once. Safe for
 * concurrent use.
 */
public final class HeaderLease implements AutoCloseable {
  private final OpenHeader open;
  private final SymbolSource symbols;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  HeaderLease(OpenHeader open, SymbolSource symbols, Runnable release) {
    this.open = open;
    this.symbols = symbols;
    this.release = release;
  }

  public IndexHeader header() {
    return open.header();
  }

  /**
   * The text of a symbol; one that is asked for often is mostly the same object.
   *
   * @throws io.promontory.objectstore.block.CorruptBlockException if there is none
   */
  public String symbol(long reference) {
    return symbols.apply(reference);
  }

  /**
   * The labels of a series as text; those with empty values are left out.
   *
   * @throws io.promontory.objectstore.block.CorruptBlockException if one has no symbol
   */
  public Labels labels(SeriesEntry series) {
    return series.labels(symbols.source());
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
